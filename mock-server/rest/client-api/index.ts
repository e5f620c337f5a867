import { sharedApi } from "../shared-api/index.ts";
import { groupRoutes } from "./groups.ts";
import { messageRoutes } from "./messages.ts";
import { presenceRoutes } from "./presence.ts";
import { sessionRoutes } from "./sessions.ts";
import { userRoutes } from "./users.ts";

/** Everything a client may ask, with the auth token of its session. seen from the official SDK 4.2.0 */
export const clientApi = [
  ...sessionRoutes,
  ...userRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...presenceRoutes,
  ...sharedApi,
];
