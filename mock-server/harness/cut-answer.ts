const parts = new WeakMap<Response, Uint8Array>();

/**
 * The same answer, of which only a part arrives: it promises its whole length, and whoever reads on behind the part meets
 * an error.
 *
 * @param length of the whole, in bytes
 */
export function cutAnswer({ status, headers }: Response, part: Uint8Array, length: number): Response {
  const promised = new Headers(headers);
  promised.set("content-length", String(length));
  let isSent = false;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (isSent || part.length === 0) {
        controller.error(new TypeError("The connection ended in the middle of the answer."));
        return;
      }
      isSent = true;
      controller.enqueue(part);
    },
  });
  const response = new Response(body, { status, headers: promised });
  parts.set(response, part);
  return response;
}

/** What arrives of an answer that is cut; `undefined` for one that is whole. */
export function partOfCut(response: Response): Uint8Array | undefined {
  return parts.get(response);
}
