/** The parts of a request's URL, cut out of the text: parsing URLs costs as much as the rest of a small request. */
export interface RequestTarget {
  /** How the request names this server: the host, with the port if there is one. */
  readonly host: string;
  /** Still percent-encoded, without the query; `/` at least. */
  readonly path: string;
  /** What comes after the `?`, as it came. */
  readonly query: string;
}

/** Cuts an absolute URL into its parts. */
export function readTarget(url: string): RequestTarget {
  const hash = url.indexOf("#");
  const end = hash < 0 ? url.length : hash;
  const hostAt = url.indexOf("://") + 3;
  const slash = url.indexOf("/", hostAt);
  const pathAt = slash < 0 || slash > end ? end : slash;
  const mark = url.indexOf("?", pathAt);
  const queryAt = mark < 0 || mark > end ? end : mark;
  return {
    host: url.slice(hostAt, pathAt),
    path: url.slice(pathAt, queryAt) || "/",
    query: url.slice(queryAt + 1, end),
  };
}

/**
 * Decodes a percent-encoded text; one that is not well-formed stands for itself.
 *
 * @example decodeText("a%20b"); // "a b"
 */
export function decodeText(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // A client may have put anything into its URL, and a lone `%` means a lone `%`.
    return text;
  }
}
