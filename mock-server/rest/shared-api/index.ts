import { conversationRoutes } from "./conversations.ts";
import { groupRoutes } from "./groups.ts";
import { memberRoutes } from "./members.ts";
import { messageListRoutes } from "./message-lists.ts";
import { messageRoutes } from "./messages.ts";
import { reactionRoutes } from "./reactions.ts";
import { threadRoutes } from "./threads.ts";

/** What clients and servers ask in the same way. */
export const sharedApi = [
  ...groupRoutes,
  ...memberRoutes,
  ...messageRoutes,
  ...messageListRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...conversationRoutes,
];
