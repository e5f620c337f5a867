import type { CometChat as Sdk } from "@cometchat/chat-sdk-javascript";
import type { Testkit } from "../../mock-server/node.ts";
import { timed } from "../official-sdk/deadline.ts";
import { record } from "../official-sdk/events.ts";

/** Andrew is who the SDK logs in as, George is who acts without a client: both of the sample users. */
export const ANDREW = "cometchat-uid-1";
export const GEORGE = "cometchat-uid-2";

/** The official SDK of this process, every promise of which has a deadline, with a record of what its listeners heard. */
export async function importSdk() {
  const { CometChat } = await import("@cometchat/chat-sdk-javascript");
  return { CometChat: timed(CometChat, "CometChat"), events: record({ CometChat }) };
}

/** Initializes and logs in as an app in production does, and resolves once the socket is there. */
export async function login(CometChat: typeof Sdk, testkit: Testkit, uid = ANDREW): Promise<void> {
  const { appId, region, authKey } = testkit.app;
  const settings = new CometChat.AppSettingsBuilder().subscribePresenceForAllUsers().setRegion(region);
  await CometChat.init(appId, settings.build());
  await CometChat.login(uid, authKey);
  await testkit.settled();
}
