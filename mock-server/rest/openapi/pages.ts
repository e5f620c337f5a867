import type { HttpAnswer } from "../../http/answer.ts";
import { adminApi } from "../admin-api/index.ts";
import { clientApi } from "../client-api/index.ts";
import { managementApi } from "../management-api/index.ts";
import { textAnswer } from "../replies.ts";
import { chatRoutes, managementRoutes } from "./described-routes.ts";
import { DOCS_PAGE } from "./docs-page.ts";
import { type DescribedApi, describeApis } from "./document.ts";

/** The chat's own APIs. docs: rest-api/chat-apis (`/v3`); seen from the official SDK 4.2.0 (`/v3.0`) */
export const CHAT_APIS = [
  { side: "client", prefix: "/v3.0", routes: clientApi },
  { side: "server", prefix: "/v3", routes: adminApi },
] as const;

/** Everything that is described. Most servers are never asked, and it takes a while: a tenth of a start. */
export function describedApis(): readonly DescribedApi[] {
  return [
    ...CHAT_APIS.map(({ side, prefix, routes }) => ({ prefix, routes: chatRoutes(side, routes) })),
    { prefix: "", routes: managementRoutes(managementApi) },
  ];
}

/**
 * Answers what asks for the description of the APIs, which takes no credentials; it is made on the first request.
 *
 * @param more what else the server answers
 */
export function createDescription(
  more: readonly DescribedApi[] = [],
): (method: string, path: string) => HttpAnswer | undefined {
  const pages: Readonly<Record<string, { readonly type: string; readonly text: () => string }>> = {
    "/openapi.json": {
      type: "application/json",
      text: () => JSON.stringify(describeApis([...describedApis(), ...more])),
    },
    "/docs": { type: "text/html; charset=utf-8", text: () => DOCS_PAGE },
  };
  const made = new Map<string, string>();
  return (method, path) => {
    const page = method === "GET" && Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (!page) return undefined;
    const text = made.get(path) ?? page.text();
    made.set(path, text);
    return textAnswer(page.type, text);
  };
}
