import { type FormData, Response } from "undici";
import type { Transfer } from "./realm-fetch.ts";

const CHUNK_BYTES = 64 * 1024;

/**
 * What `fetch` is called with so that a body goes out in pieces, each of which is told of. Its length is announced, as
 * browsers do.
 */
export async function streamed(
  headers: Readonly<Record<string, string>>,
  body: FormData | string | null,
  { signal, onProgress }: Transfer,
) {
  if (body === null) return { headers, signal };
  const encoded = new Response(body);
  const bytes = new Uint8Array(await encoded.arrayBuffer());
  const type = { "content-type": encoded.headers.get("content-type") ?? "" };
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      const end = Math.min(at + CHUNK_BYTES, bytes.length);
      yield bytes.subarray(at, end);
      onProgress(end, bytes.length);
    }
  }
  const length = { "content-length": String(bytes.length) };
  return { headers: { ...type, ...headers, ...length }, body: pieces(), duplex: "half" as const, signal };
}
