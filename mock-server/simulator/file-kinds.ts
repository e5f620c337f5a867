import mime from "mime";
import { LIMITS } from "./rules/limits.ts";

/** A MIME type with or without parameters, in characters that a header may hold. */
const MIME_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[\x20-\x7e]*)?$/;
const UNKNOWN_TYPE = "application/octet-stream";

/** What a name says of its file's kind, in lower case; empty when it says nothing. */
export function extensionIn(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "" : name.slice(dot + 1).toLowerCase();
}

/** The MIME type that goes with an extension. */
export function mimeTypeOf(extension: string): string {
  return mime.getType(extension) ?? UNKNOWN_TYPE;
}

/**
 * The MIME type of a file: what its sender declares, whether true or not, or else what its name says (assumed).
 *
 * @param declared as it came; what is none counts as left out, and so does what forms say of a file of no known type
 */
export function declaredMimeType(declared: string | undefined, name: string): string {
  if (!declared || declared === UNKNOWN_TYPE || declared.length > LIMITS.fileNameLength) return typeIn(name);
  return MIME_TYPE.test(declared) ? declared : typeIn(name);
}

function typeIn(name: string): string {
  return mimeTypeOf(extensionIn(name));
}

/** The extension of a file, which is never empty: the SDK sends no attachment without. seen from the SDK 4.2.0 */
export function extensionOf(name: string, mimeType: string): string {
  return extensionIn(name) || mime.getExtension(mimeType) || "bin";
}

/**
 * A file's name as it may be shown and saved: the last part of a path, without control characters, not too long, its
 * extension kept. Any script is fine; what leaves nothing is called `file` (assumed).
 *
 * @example safeFileName("../../etc/passwd"); // "passwd"
 */
export function safeFileName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  // A lone surrogate is no character, and could not stand in a URL. The last group turns the direction of writing,
  // which makes one extension look like another.
  const clean = last.replace(/[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, "").trim();
  if (/^\.*$/.test(clean)) return "file";
  const characters = [...clean];
  if (characters.length <= LIMITS.fileNameLength) return clean;
  const dot = clean.lastIndexOf(".");
  const ending = dot < 0 ? [] : [...clean.slice(dot)];
  if (ending.length > 20) return characters.slice(0, LIMITS.fileNameLength).join("");
  return [...characters.slice(0, LIMITS.fileNameLength - ending.length), ...ending].join("");
}
