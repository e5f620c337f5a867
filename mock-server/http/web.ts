import { bytesOf, type HttpAnswer } from "./answer.ts";
import type { HttpRequest } from "./request.ts";
import { readTarget } from "./target.ts";

/** What answers requests. */
export interface Answering {
  answer(request: HttpRequest): HttpAnswer | Promise<HttpAnswer>;
}

/**
 * Reads a web request to the end of its body.
 *
 * @throws whatever the body breaks off with
 */
export async function readWebRequest(request: Request): Promise<HttpRequest> {
  const { method, url, headers } = request;
  const hasBody = method !== "GET" && method !== "HEAD";
  return {
    ...readTarget(url),
    method,
    scheme: url.startsWith("https:") ? "https" : "http",
    headers,
    body: hasBody ? new Uint8Array(await request.arrayBuffer()) : undefined,
  };
}

/**
 * An answer as a web response. One that breaks off promises its whole length, and whoever reads on behind the part that
 * arrives meets an error.
 */
export function webResponse(answer: HttpAnswer): Response {
  const { status, headers, body, arrives } = answer;
  if (status === 0) return Response.error();
  if (arrives === undefined) return new Response(body ?? null, { status, headers });
  const bytes = bytesOf(answer);
  const promised = { ...headers, "content-length": String(bytes.length) };
  return new Response(brokenOff(bytes.subarray(0, arrives)), { status, headers: promised });
}

/**
 * Answers web requests.
 *
 * @example const response = await webFetch(surface)(new Request("https://localhost:8443/v3.0/me"));
 */
export function webFetch(answering: Answering): (request: Request) => Promise<Response> {
  return async (request) => webResponse(await answering.answer(await readWebRequest(request)));
}

function brokenOff(part: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array> {
  let isSent = false;
  return new ReadableStream({
    pull(controller) {
      if (isSent || part.length === 0) {
        controller.error(new TypeError("The connection ended in the middle of the answer."));
        return;
      }
      isSent = true;
      controller.enqueue(part);
    },
  });
}
