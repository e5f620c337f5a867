import { isJsonObject } from "./fields.ts";
import { extensionIn, extensionOf, mimeTypeOf } from "./file-kinds.ts";
import type { JsonObject, StoredFile } from "./records.ts";

/** A file of a media message, as the wire carries it. docs: rest-api/messages */
export interface Attachment {
  readonly url: string;
  readonly name: string;
  readonly extension: string;
  readonly mimeType: string;
  /** Bytes; 0 where it is not known. */
  readonly size: number;
}

/** Percent-encoded names longer than this stand for themselves in a URL no more: ten URLs must fit into a message. */
const MAX_NAME_IN_URL = 120;

/** The attachment that a bare URL stands for: name and type are read off its path, the size is not known. */
export function attachmentOfUrl(url: string): Attachment {
  const name = url.split(/[?#]/, 1)[0]?.split("/").at(-1) || "file";
  const extension = extensionIn(name);
  return { url, name, extension, mimeType: mimeTypeOf(extension), size: 0 };
}

/**
 * The attachment of a file that is kept here. Its id alone finds it; the name in the URL is for people.
 *
 * @param filesUrl where this service's files are, as the client names it: `https://localhost:8443/media`
 */
export function attachmentOfFile(file: StoredFile, appId: string, filesUrl: string): Attachment {
  const { fileId, name, mimeType, size } = file;
  const extension = extensionOf(name, mimeType);
  const encoded = encodeURIComponent(name);
  const last =
    encoded.length <= MAX_NAME_IN_URL ? encoded : `file.${encodeURIComponent(extension).slice(0, 20)}`;
  const url = `${filesUrl}/${encodeURIComponent(appId)}/${fileId}/${last}`;
  return { url, name, extension, mimeType, size };
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
