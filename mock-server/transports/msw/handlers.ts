import { type HttpHandler, HttpResponse, http } from "msw";
import type { Door } from "../../harness/testkit/door.ts";

/** What becomes of a request to a host that is none of the vendor's. */
export type UnhandledHosts = "bypass" | "error";

/** How requests are answered. */
export interface AnswerOptions {
  readonly door: Door;
  readonly unhandled: UnhandledHosts;
  readonly warn: (text: string) => void;
}

/**
 * Has every other request fail.
 *
 * @param own an origin that is reached all the same: the page's own
 */
export function refuseOthers(warn: AnswerOptions["warn"], own?: string): HttpHandler {
  return http.all("*", ({ request }) => {
    if (new URL(request.url).origin === own) return undefined;
    warn(
      `Failed to send ${request.method} ${request.url}: setupTestkit({ onUnhandledHosts: "error" }) lets nothing out but what is for the chat service. Mock that host, or choose "bypass".`,
    );
    return HttpResponse.error();
  });
}
