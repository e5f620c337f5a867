import { isJsonObject } from "./fields.ts";
import type { JsonObject } from "./records.ts";

/** A file of a media message, as the wire carries it. docs: rest-api/messages */
export interface Attachment {
  readonly url: string;
  readonly name: string;
  readonly extension: string;
  readonly mimeType: string;
  readonly size: number;
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  mp4: "video/mp4",
  webm: "video/webm",
  mov: "video/quicktime",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  ogg: "audio/ogg",
  m4a: "audio/mp4",
  pdf: "application/pdf",
  txt: "text/plain",
  json: "application/json",
  zip: "application/zip",
};

/** The attachment that a bare URL stands for: name and type are read off its path, the size is not known. */
export function attachmentOfUrl(url: string): Attachment {
  const name = url.split(/[?#]/, 1)[0]?.split("/").at(-1) || "file";
  const extension = name.includes(".") ? (name.split(".").at(-1) ?? "").toLowerCase() : "";
  return { url, name, extension, mimeType: MIME_TYPES[extension] ?? "application/octet-stream", size: 0 };
}

/**
 * The attachments that a media message's data names, by list or by URL.
 *
 * @returns `undefined` when an entry is malformed; an empty list when there is none
 */
export function attachmentsOf(data: JsonObject): readonly Attachment[] | undefined {
  const { attachments, url } = data;
  if (attachments === undefined) return typeof url === "string" && url ? [attachmentOfUrl(url)] : [];
  if (!Array.isArray(attachments)) return undefined;
  const read = attachments.map(readAttachment);
  return read.every((attachment) => attachment !== undefined) ? read : undefined;
}

function readAttachment(entry: unknown): Attachment | undefined {
  if (!isJsonObject(entry) || typeof entry.url !== "string" || !entry.url) return undefined;
  const guessed = attachmentOfUrl(entry.url);
  const text = (value: unknown, fallback: string) => (typeof value === "string" && value ? value : fallback);
  return {
    url: entry.url,
    name: text(entry.name, guessed.name),
    extension: text(entry.extension, guessed.extension),
    mimeType: text(entry.mimeType, guessed.mimeType),
    size: Number(entry.size) || 0,
  };
}
