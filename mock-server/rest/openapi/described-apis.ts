import { adminApi } from "../admin-api/index.ts";
import { clientApi } from "../client-api/index.ts";
import { managementApi } from "../management-api/index.ts";
import { chatRoutes, managementRoutes } from "./described-routes.ts";
import type { DescribedApi } from "./document.ts";

/** The chat's own APIs. docs: rest-api/chat-apis (`/v3`); seen from the official SDK 4.2.0 (`/v3.0`) */
export const CHAT_APIS = [
  { side: "client", prefix: "/v3.0", routes: clientApi },
  { side: "server", prefix: "/v3", routes: adminApi },
] as const;

/** Everything that is described of the service. */
export function describedApis(): readonly DescribedApi[] {
  return [
    ...CHAT_APIS.map(({ side, prefix, routes }) => ({ prefix, routes: chatRoutes(side, routes) })),
    { prefix: "", routes: managementRoutes(managementApi) },
  ];
}
