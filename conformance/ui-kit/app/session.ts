import type { User } from "@cometchat/chat-sdk-javascript";
import { CometChatUIKit, UIKitSettingsBuilder } from "@cometchat/chat-uikit-react";

/** What the page's address says of the app and the user, so that one build serves every test. */
const query = new URLSearchParams(location.search);

/** Whose page this is. */
export const OWN_UID = query.get("uid") ?? "";

/** Initialises the kit. Resolves with the user of the stored session, if there is one. */
export function resume(): Promise<User | null> {
  const settings = new UIKitSettingsBuilder()
    .setAppId(query.get("appId") ?? "")
    .setRegion(query.get("region") ?? "us")
    .setAuthKey(query.get("authKey") ?? "")
    .subscribePresenceForAllUsers();
  // Without a host the kit turns to the vendor's own host names.
  const host = query.get("host");
  if (host !== null) settings.setClientHost(host).setAdminHost(host);
  return CometChatUIKit.init(settings.build());
}

/** Logs the page's user in. */
export function logIn(): Promise<User> {
  return CometChatUIKit.login(OWN_UID);
}

/** Logs the page's user out. */
export function logOut(): Promise<void> {
  return CometChatUIKit.logout();
}
