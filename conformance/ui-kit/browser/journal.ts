import type { BrowserContext, Page, Request } from "playwright-core";

/** One answered request of a page. */
export interface Answer {
  readonly method: string;
  readonly url: string;
  readonly status: number;
}

/** One text frame of a page's socket. */
export interface Frame {
  readonly direction: "sent" | "received";
  readonly text: string;
}

/** What a browser context has asked, and what went wrong in it. */
export interface Journal {
  readonly answers: readonly Answer[];
  readonly frames: readonly Frame[];
  /**
   * Takes out what went wrong so far, or only what matches: uncaught exceptions, unhandled rejections, errors on the
   * console, requests that were refused or got no answer.
   */
  takeFailures(matching?: RegExp): string[];
}

// What a page that closes or reloads leaves behind.
const ABORTED = "net::ERR_ABORTED";
// Chromium's own report of an answer with an error status: the server's log of refusals says more.
const ERROR_STATUS = /^Failed to load resource: the server responded with a status of/;

/** Records everything the pages of a context do from now on. */
export function keepJournal(context: BrowserContext): Journal {
  const answers: Answer[] = [];
  const frames: Frame[] = [];
  const failures: string[] = [];

  context.on("response", (response) => {
    const answer = { method: response.request().method(), url: response.url(), status: response.status() };
    answers.push(answer);
    if (answer.status >= 400 && !isNewChat(answer)) {
      failures.push(`${answer.method} ${answer.url}: ${answer.status}`);
    }
  });
  context.on("requestfailed", (request: Request) => {
    const why = request.failure()?.errorText;
    if (why !== ABORTED) failures.push(`${request.method()} ${request.url()}: ${why}`);
  });
  context.on("weberror", (thrown) => {
    const { stack, message } = thrown.error();
    failures.push(stack || message || "The page threw, or rejected with, a value that is no Error.");
  });
  context.on("console", (message) => {
    if (message.type() !== "error" || ERROR_STATUS.test(message.text())) return;
    const { url, lineNumber } = message.location();
    failures.push(`${message.text()} (${url}:${lineNumber})`);
  });
  context.on("page", (page: Page) => {
    page.on("websocket", (socket) => {
      socket.on("framesent", ({ payload }) => frames.push({ direction: "sent", text: String(payload) }));
      socket.on("framereceived", ({ payload }) =>
        frames.push({ direction: "received", text: String(payload) }),
      );
    });
  });
  return {
    answers,
    frames,
    takeFailures(matching = /^/) {
      const taken = failures.filter((text) => matching.test(text));
      failures.splice(0, Infinity, ...failures.filter((text) => !matching.test(text)));
      return taken;
    },
  };
}

/** A chat without messages has no conversation yet, and a client has to expect that. */
function isNewChat({ url, status }: Answer): boolean {
  return status === 403 && /\/conversation(\/read)?$/.test(new URL(url).pathname);
}
