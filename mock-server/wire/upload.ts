import * as z from "zod";
import { attachmentOfFile } from "../simulator/media.ts";
import type { StoredFile } from "../simulator/records.ts";
import { filesUrl } from "./file-urls.ts";
import type { Fields } from "./json-text.ts";
import { attachmentShape } from "./message-data.ts";
import { type Of, shape } from "./shape.ts";
import { filled, seconds } from "./words.ts";

export const uploadShape = shape("Upload", () =>
  z.strictObject({
    request: z.strictObject({
      url: filled,
      method: z.literal("POST"),
      body: z.strictObject({ key: filled, "Content-Type": filled, signature: filled }),
    }),
    attachment: attachmentShape.schema,
    expiresAt: seconds,
  }),
);

/**
 * How to upload an announced file: a form with these fields and then the file goes to the URL, and the attachment is
 * what a message names afterwards. seen from the official SDK 4.2.0; the fields' names, and that `expiresAt` is in unix
 * seconds, are assumed
 */
export function printUpload(
  file: StoredFile,
  upload: NonNullable<StoredFile["upload"]>,
  appId: string,
  host: string,
): Fields<Of<typeof uploadShape>> {
  const base = filesUrl(host);
  const body = { key: file.fileId, "Content-Type": file.mimeType, signature: upload.signature };
  return {
    request: { url: `${base}/${encodeURIComponent(appId)}`, method: "POST", body },
    attachment: attachmentOfFile(file, appId, base),
    expiresAt: upload.expiresAt,
  };
}
