import * as z from "zod";
import { invalidField, serviceError } from "./errors.ts";
import { declaredMimeType, safeFileName } from "./file-kinds.ts";
import { fileLimitsOf } from "./file-limits.ts";
import { attachmentOfFile } from "./media.ts";
import { isMedia, type Kind } from "./message-content.ts";
import type { Context } from "./operation.ts";
import type { JsonObject, StoredFile } from "./records.ts";
import { nextSerial } from "./state.ts";

/** The bytes of a file. They are kept as they are handed in, and must not change afterwards. */
export const bytesField = z.custom<Uint8Array<ArrayBuffer>>((value) => ArrayBuffer.isView(value), {
  error: "must be bytes.",
});

/** A file that comes with a message. */
export const sentFile = z.object({ name: z.string(), mimeType: z.string().optional(), bytes: bytesField });
export type SentFile = z.output<typeof sentFile>;

/**
 * Checks how many files a message has, and how large those that come with it are. Files without bytes are fine
 * (assumed).
 *
 * @param data the message's content, which may name attachments
 * @throws ServiceError `ERR_FILE_COUNT_EXCEEDED`, `ERR_FILE_SIZE_EXCEEDED`; `ERR_BAD_REQUEST` for files with a message
 * that is not about files (assumed)
 */
export function checkFiles(context: Context, kind: Kind, data: JsonObject, files: readonly SentFile[]): void {
  const about = isMedia(kind.category, kind.type);
  if (!about && files.length > 0) throw invalidField("files", "Only media messages may have files.");
  if (!about) return;
  const named = Array.isArray(data.attachments) ? data.attachments.length : 0;
  checkFileCount(context, named + files.length);
  for (const { name, bytes } of files) checkFileSize(context, name, bytes.length);
}

/** @throws ServiceError `ERR_FILE_COUNT_EXCEEDED` for more files than a message of this app may have */
export function checkFileCount({ state }: Context, count: number): void {
  const { maxCount } = fileLimitsOf(state);
  if (count > maxCount) throw serviceError("ERR_FILE_COUNT_EXCEEDED", { limit: maxCount });
}

/** @throws ServiceError `ERR_FILE_SIZE_EXCEEDED` for a file with more bytes than one of this app may have */
export function checkFileSize({ state }: Context, name: string, size: number): void {
  const { maxBytes } = fileLimitsOf(state);
  if (size > maxBytes) {
    throw serviceError("ERR_FILE_SIZE_EXCEEDED", { name: safeFileName(name), limit: maxBytes });
  }
}

/**
 * A message's content with the files that came with it, which are kept from now on: after those that it names itself
 * (assumed). `url` is that of the first. seen from the official SDK 4.2.0
 */
export function withFiles(
  context: Context,
  data: JsonObject,
  files: readonly SentFile[],
  filesUrl: string,
): JsonObject {
  if (files.length === 0) return data;
  const stored = files.map(({ name, mimeType, bytes }) => {
    const file = { ...newFile(context, name, mimeType, bytes.length), content: { bytes, at: context.now } };
    context.state.files.put(file);
    return attachmentOfFile(file, context.appId, filesUrl);
  });
  const named = Array.isArray(data.attachments) ? data.attachments : [];
  const attachments = [...named, ...stored];
  return { ...data, attachments, url: attachments[0].url };
}

/** A file of the actor's that is not kept yet. Nobody finds it who was not told its id. */
export function newFile(
  context: Context,
  name: string,
  mimeType: string | undefined,
  size: number,
): StoredFile {
  const { state, actor, randomness } = context;
  const serial = nextSerial(state, "file");
  const shown = safeFileName(name);
  return {
    fileId: randomness.hex(32, "file", serial),
    serial,
    uid: actor.uid,
    name: shown,
    mimeType: declaredMimeType(mimeType, shown),
    size,
  };
}
