import type { User } from "@cometchat/chat-sdk-javascript";
import { useState } from "react";
import { Home } from "./home.tsx";
import { logIn, logOut, OWN_UID } from "./session.ts";

/** Shows the chat to a user with a session, and a log-in button to one without. */
export function App({ storedUser }: { readonly storedUser: User | null }) {
  const [user, setUser] = useState(storedUser);
  if (user === null) {
    return (
      <button type="button" onClick={() => logIn().then(setUser)}>
        Log in as {OWN_UID}
      </button>
    );
  }
  return <Home user={user} onLogOut={() => logOut().then(() => setUser(null))} />;
}
