import "@cometchat/chat-uikit-react/styles";
import "./app.css";
import { CometChatProvider } from "@cometchat/chat-uikit-react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { resume } from "./session.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("Failed to start the app: the page has no #root.");

// A provider that is rendered before the kit is initialised passes no events on.
const user = await resume();
createRoot(root).render(
  <CometChatProvider locale="en-us">
    <App storedUser={user} />
  </CometChatProvider>,
);
