import { conversationRoutes } from "./conversations.ts";
import { flagRoutes } from "./flags.ts";
import { groupRoutes } from "./groups.ts";
import { interactionRoutes } from "./interactions.ts";
import { memberRoutes } from "./members.ts";
import { messageListRoutes } from "./message-lists.ts";
import { messageRoutes } from "./messages.ts";
import { pinnedMessageRoutes } from "./pinned-messages.ts";
import { reactionRoutes } from "./reactions.ts";
import { threadRoutes } from "./threads.ts";
import { userRoutes } from "./users.ts";

/** What clients and servers ask in the same way. */
export const sharedApi = [
  ...userRoutes,
  ...groupRoutes,
  ...memberRoutes,
  ...messageRoutes,
  ...messageListRoutes,
  ...pinnedMessageRoutes,
  ...interactionRoutes,
  ...flagRoutes,
  ...reactionRoutes,
  ...threadRoutes,
  ...conversationRoutes,
];
