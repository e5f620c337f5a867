import { HttpResponse } from "msw";
import { setupServer } from "msw/node";
import type { HttpAnswer } from "../../http/answer.ts";
import { webResponse } from "../../http/web.ts";
import { type AnswerOptions, refuseOthers } from "./handlers.ts";
import { VendorHandler } from "./vendor-handler.ts";

/**
 * Hands every request of this process to one of the vendor's hosts to the backend: `fetch`, `XMLHttpRequest` and Node's
 * own `http`.
 *
 * @returns stops it
 */
export function listenWithMsw({ door, unhandled, warn }: AnswerOptions): () => void {
  // To XMLHttpRequest an answer that breaks off is none; msw's never ends with one.
  const print = (answer: HttpAnswer, request: Request) =>
    answer.arrives !== undefined && isOfXhr(request) ? HttpResponse.error() : webResponse(answer);
  const server = setupServer(
    new VendorHandler(door, (request) => door.fetch(request, (answer) => print(answer, request))),
    ...(unhandled === "error" ? [refuseOthers(warn)] : []),
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
