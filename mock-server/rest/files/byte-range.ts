/** A part of a file: both ends included, in bytes from its start. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

const ONE_RANGE = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i;

/**
 * The part of a file that a `Range` header asks for. RFC 9110, 14.2: what is no range of bytes, or several of them, may
 * be answered with the whole file.
 *
 * @param size of the file, in bytes
 * @returns `"whole"`, or `"none"` when no byte of it is in the file
 */
export function rangeOf(header: string | null, size: number): ByteRange | "whole" | "none" {
  const [, from = "", to = ""] = ONE_RANGE.exec(header ?? "") ?? [];
  if (from === "" && to === "") return "whole";
  // The last so many bytes.
  if (from === "")
    return Number(to) > 0 && size > 0 ? { first: Math.max(0, size - Number(to)), last: size - 1 } : "none";
  const first = Number(from);
  const last = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < first) return "whole";
  return first < size ? { first, last } : "none";
}
