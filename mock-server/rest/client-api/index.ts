import { sharedApi } from "../shared-api/index.ts";
import { aiRoutes } from "./ai.ts";
import { analyticsRoutes } from "./analytics.ts";
import { callRoutes } from "./calls.ts";
import { fileRoutes } from "./files.ts";
import { groupRoutes } from "./groups.ts";
import { messageRoutes } from "./messages.ts";
import { feedRoutes } from "./notification-feed.ts";
import { presenceRoutes } from "./presence.ts";
import { pushRoutes } from "./push-notifications.ts";
import { sessionRoutes } from "./sessions.ts";
import { userRoutes } from "./users.ts";

/** Everything a client may ask, with the auth token of its session. seen from the official SDK 4.2.0 */
export const clientApi = [
  ...aiRoutes,
  ...sessionRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...fileRoutes,
  ...presenceRoutes,
  ...callRoutes,
  ...pushRoutes,
  ...feedRoutes,
  ...analyticsRoutes,
  ...sharedApi,
];
