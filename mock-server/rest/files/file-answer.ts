import type { HttpAnswer } from "../../http/answer.ts";
import type { HttpRequest } from "../../http/request.ts";
import type { FileContent } from "../../simulator/operations/files.ts";
import { rangeOf } from "./byte-range.ts";

/** Types that a browser may show on this server's own origin: whatever else may hold a script is saved instead. */
const SHOWN_TYPES = /^(?:image\/(?!svg)|video\/|audio\/|text\/plain\b|application\/pdf\b)/i;

/**
 * A file as an answer: whole or a part of it, or word that the client has it already.
 *
 * @param headers of the request
 */
export function fileAnswer(
  file: FileContent,
  { method, headers }: Pick<HttpRequest, "method" | "headers">,
): HttpAnswer {
  const { bytes } = file.content;
  const tag = tagOf(file);
  const common = { ...headersOf(file), etag: tag };
  if (namesTag(headers.get("if-none-match"), tag)) return { status: 304, headers: common, body: undefined };
  // A part of another version would be put together with a part of this one.
  const isSameVersion = [null, tag].includes(headers.get("if-range"));
  const range = isSameVersion && method === "GET" ? rangeOf(headers.get("range"), bytes.length) : "whole";
  if (range === "none") {
    const headers = { ...common, "content-range": `bytes */${bytes.length}`, "content-length": "0" };
    return { status: 416, headers, body: undefined };
  }
  if (range === "whole") return answer(200, bytes, common);
  const { first, last } = range;
  const extent = { "content-range": `bytes ${first}-${last}/${bytes.length}` };
  return answer(206, bytes.subarray(first, last + 1), { ...common, ...extent });

  function answer(
    status: number,
    part: Uint8Array<ArrayBuffer>,
    headers: Record<string, string>,
  ): HttpAnswer {
    const body = method === "HEAD" ? undefined : part;
    return { status, headers: { ...headers, "content-length": String(part.length) }, body };
  }
}

/** A server that starts again has other files under the same ids, but not since the same second with the same size. */
function tagOf({ fileId, size, content }: FileContent): string {
  return `"${fileId}-${content.at.toString(16)}-${size.toString(16)}"`;
}

function namesTag(header: string | null, tag: string): boolean {
  const tags = header?.split(",").map((text) => text.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(tag) || tags.includes("*");
}

function headersOf({ name, mimeType }: FileContent): Record<string, string> {
  return {
    "content-type": mimeType,
    "content-disposition": `${SHOWN_TYPES.test(mimeType) ? "inline" : "attachment"}; ${nameParameters(name)}`,
    // The declared type is kept, true or not, so that nothing may guess a more dangerous one.
    "x-content-type-options": "nosniff",
    "accept-ranges": "bytes",
    "cache-control": "no-cache",
    "access-control-allow-origin": "*",
    "access-control-expose-headers":
      "accept-ranges, content-disposition, content-length, content-range, etag",
    // Pages that shut out other origins' files may show these.
    "cross-origin-resource-policy": "cross-origin",
  };
}

/** RFC 6266: an ASCII name for old clients, and the true one. */
function nameParameters(name: string): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/gu, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
