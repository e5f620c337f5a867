import * as z from "zod";
import { destinationOf } from "../destination.ts";
import { serviceError } from "../errors.ts";
import { wholeNumber } from "../fields.ts";
import { operation } from "../operation.ts";
import { perUid } from "../per-uid.ts";
import { conversationIdOf } from "../posting.ts";
import type { StoredFile } from "../records.ts";
import { knownId, messageId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { bytesField, checkFileCount, checkFileSize, newFile } from "../stored-files.ts";
import { requireParent } from "../threads.ts";

/** A file as it is announced. */
const announcedFile = z.object({
  name: z.string().default(""),
  mimeType: z.string().optional(),
  size: wholeNumber(),
});

/**
 * Announces files that will be uploaded for one message, by ids of the caller's own, and gives each its place: who may
 * not send to the receiver gets none, and one file that is refused stops no other. seen from the official SDK 4.2.0
 */
export const requestUploads = operation({
  name: "requestUploads",
  access: "any",
  input: () =>
    z.object({
      files: z.record(z.string(), announcedFile),
      receiver: knownId.optional(),
      receiverType: z.string().optional(),
      parentMessageId: messageId.optional(),
    }),
  run(context, { files, receiver, receiverType, parentMessageId }) {
    const { state, now, randomness } = context;
    const to = destinationOf(context, receiver, receiverType);
    if (parentMessageId !== undefined)
      requireParent(context, parentMessageId, conversationIdOf(context.actor.uid, to));
    const announced = new Map(Object.entries(files));
    if (announced.size === 0)
      throw serviceError("ERR_BAD_REQUEST", {}, { files: ["The files field is required."] });
    checkFileCount(context, announced.size);
    return perUid(announced.keys(), (id) => {
      const { name, mimeType, size } = announced.get(id) as z.output<typeof announcedFile>;
      checkFileSize(context, name, size);
      const file = newFile(context, name, mimeType, size);
      const signature = randomness.hex(64, "upload", file.serial);
      const upload = { signature, expiresAt: now + LIMITS.uploadUrlSeconds };
      state.files.put({ ...file, upload });
      return { file, upload };
    });
  },
});

/**
 * Takes the bytes of an announced file. They must be as many as announced, and come in time. Uploading again what is
 * there already changes nothing: a client whose answer was lost tries again (assumed). Refusals carry the codes of the
 * storage that the vendor's clients upload to; the official SDK 4.2.0 knows `ExpiredToken`.
 */
export const uploadFile = operation({
  name: "uploadFile",
  access: "link",
  input: () => z.object({ fileId: z.string(), signature: z.string(), bytes: bytesField }),
  run({ state, now }, { fileId, signature, bytes }): void {
    const file = state.files.get(fileId);
    if (!file?.upload || file.upload.signature !== signature) throw serviceError("AccessDenied");
    if (now >= file.upload.expiresAt) throw serviceError("ExpiredToken");
    if (bytes.length > file.size) throw serviceError("EntityTooLarge", { size: file.size });
    if (bytes.length < file.size) throw serviceError("EntityTooSmall", { size: file.size });
    if (!file.content) state.files.put({ ...file, content: { bytes, at: now } });
  },
});

/** A file that is there. */
export type FileContent = StoredFile & Required<Pick<StoredFile, "content">>;

/** A file, to whoever has its URL, as soon as its bytes are there. */
export const getFile = operation({
  name: "getFile",
  access: "link",
  input: () => z.object({ fileId: z.string() }),
  run({ state }, { fileId }): FileContent {
    const file = state.files.get(fileId);
    if (!file?.content) throw serviceError("NoSuchKey");
    return { ...file, content: file.content };
  },
});
