import { sharedApi } from "../shared-api/index.ts";
import { authTokenRoutes } from "./auth-tokens.ts";
import { conversationRoutes } from "./conversations.ts";
import { groupRoutes } from "./groups.ts";
import { messageRoutes } from "./messages.ts";
import { relationRoutes } from "./relations.ts";
import { roleRoutes } from "./roles.ts";
import { userRoutes } from "./users.ts";

/** Everything the app's own server may ask, with an API key. docs: rest-api/chat-apis */
export const adminApi = [
  ...userRoutes,
  ...authTokenRoutes,
  ...roleRoutes,
  ...relationRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...conversationRoutes,
  ...sharedApi,
];
