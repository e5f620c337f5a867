import { sharedApi } from "../shared-api/index.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { authTokenRoutes } from "./auth-tokens.ts";
import { botRoutes } from "./bots.ts";
import { conversationRoutes } from "./conversations.ts";
import { dataImportRoutes } from "./data-import.ts";
import { groupRoutes } from "./groups.ts";
import { messageRoutes } from "./messages.ts";
import { metricRoutes } from "./metrics.ts";
import { moderationRoutes } from "./moderation.ts";
import { permissionRoutes } from "./permissions.ts";
import { relationRoutes } from "./relations.ts";
import { roleRoutes } from "./roles.ts";
import { userRoutes } from "./users.ts";

/** Everything the app's own server may ask, with an API key. docs: rest-api/chat-apis */
export const adminApi = [
  ...userRoutes,
  ...apiKeyRoutes,
  ...authTokenRoutes,
  ...roleRoutes,
  ...permissionRoutes,
  ...botRoutes,
  ...dataImportRoutes,
  ...metricRoutes,
  ...relationRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...conversationRoutes,
  ...moderationRoutes,
  ...sharedApi,
];
