import { CometChat } from "@cometchat/chat-sdk-javascript";
import { type EventLog, record } from "../../official-sdk/events.ts";

/** The official SDK of one window. */
export interface Client {
  readonly CometChat: typeof CometChat;
  /** What its listeners heard. */
  readonly events: EventLog;
  /** Initializes and logs in as an app in production does. */
  login(app: { appId: string; region: string; authKey: string }, uid: string): Promise<void>;
}

/** The SDK of the window that this is loaded in. */
export function openClient(): Client {
  return {
    CometChat,
    events: record({ CometChat }),
    async login({ appId, region, authKey }, uid) {
      const settings = new CometChat.AppSettingsBuilder().subscribePresenceForAllUsers().setRegion(region);
      await CometChat.init(appId, settings.build());
      await CometChat.login(uid, authKey);
    },
  };
}
