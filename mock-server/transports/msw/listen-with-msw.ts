import { HttpResponse, http } from "msw";
import { setupServer } from "msw/node";
import { partOfCut } from "../../harness/cut-answer.ts";
import type { Door } from "../../harness/testkit/door.ts";

/** What becomes of a request to a host that is none of the vendor's. */
export type UnhandledHosts = "bypass" | "error";

/**
 * Hands every request of this process to one of the vendor's hosts to the backend: `fetch`, `XMLHttpRequest` and Node's
 * own `http`. One handler for all, since the backend finds the route faster.
 *
 * @returns stops it
 */
export function listenWithMsw(
  door: Door,
  unhandled: UnhandledHosts,
  warn: (text: string) => void,
): () => void {
  const answer = async (request: Request) => {
    const response = await door.fetch(request);
    // To XMLHttpRequest an answer that breaks off is none; msw's never ends with one.
    return partOfCut(response) && isOfXhr(request) ? HttpResponse.error() : response;
  };
  const server = setupServer(
    http.all("*", ({ request }) => {
      if (door.isOurs(new URL(request.url).host)) return answer(request);
      if (unhandled === "bypass") return undefined;
      warn(
        `Failed to send ${request.method} ${request.url}: setupTestkit({ onUnhandledHosts: "error" }) lets nothing out but what is for the chat service. Mock that host, or choose "bypass".`,
      );
      return HttpResponse.error();
    }),
  );
  const before = LENT.map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  server.listen({ onUnhandledRequest: "bypass" });
  return () => {
    server.close();
    for (const [name, descriptor] of before) {
      if (descriptor && Reflect.get(globalThis, name) === descriptor.value) {
        Object.defineProperty(globalThis, name, descriptor);
      }
    }
  };
}

/** What msw replaces as long as it listens, and gives back enumerable, as it was not. */
const LENT = ["Headers", "Request", "Response"] as const;

/** Seen in msw 2.15: a request carries along what it was made from. */
function isOfXhr(request: Request): boolean {
  const { XMLHttpRequest: Xhr } = globalThis;
  if (Xhr === undefined) return false;
  return Object.getOwnPropertySymbols(request).some((key) => Reflect.get(request, key) instanceof Xhr);
}
