import { RequestHandler } from "msw";
import type { Door } from "../../harness/testkit/door.ts";

type Outcome = Awaited<ReturnType<RequestHandler["run"]>>;

/**
 * Hands every request to one of the vendor's hosts to the backend, which finds the route faster than a handler for each.
 *
 * It goes past what msw does for handlers of its own kinds (a copy of the request to print later, the page's cookies, a
 * match of the path): a good part of what a request inside the process costs, and nothing here reads it.
 */
export class VendorHandler extends RequestHandler {
  readonly #door: Door;
  readonly #answer: (request: Request) => Promise<Response>;

  /** @param answer what answers, where an answer must be changed on its way */
  constructor(door: Door, answer = (request: Request) => door.fetch(request)) {
    super({ info: { header: "every request for the chat service" }, resolver: () => undefined });
    this.#door = door;
    this.#answer = answer;
  }

  override predicate({ request }: { request: Request }): boolean {
    return this.#door.isOurs(new URL(request.url).host);
  }

  override async run({ request, requestId }: Parameters<RequestHandler["run"]>[0]): Promise<Outcome> {
    if (!this.predicate({ request })) return null;
    return { handler: this, request, requestId, response: await this.#answer(request) };
  }

  /** The testkit keeps its own log. */
  override log(): void {}
}
