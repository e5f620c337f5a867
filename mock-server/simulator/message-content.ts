import { serviceError } from "./errors.ts";
import { exceedsBytes, isJsonObject } from "./fields.ts";
import { checkInteractive } from "./interactive-content.ts";
import { attachmentsOf } from "./media.ts";
import type { JsonObject } from "./records.ts";
import { LIMITS } from "./rules/limits.ts";
import { MEDIA_TYPES, SENDABLE_CATEGORIES, type SendableCategory } from "./rules/message-categories.ts";

/** What a sender may say a message is: checked word by word, because each word has its own error. */
export interface Kind {
  readonly category: SendableCategory;
  readonly type: string;
}

/** Keys of `data` that the service writes itself. */
const SERVICE_KEYS = ["entities", "reactions", "mentions", "moderation", "resource"] as const;

/**
 * Checks category and type. docs: articles/error-guide
 *
 * @throws ServiceError `ERR_EMPTY_MESSAGE_CATEGORY`, `ERR_INVALID_MESSAGE_CATEGORY`, `ERR_EMPTY_MESSAGE_TYPE`,
 * `ERR_INVALID_MESSAGE_TYPE`
 */
export function checkKind(category: string | undefined, type: string | undefined): Kind {
  if (!category) throw serviceError("ERR_EMPTY_MESSAGE_CATEGORY");
  if (!isSendable(category)) throw serviceError("ERR_INVALID_MESSAGE_CATEGORY", { category });
  if (!type) throw serviceError("ERR_EMPTY_MESSAGE_TYPE");
  const allowed: readonly string[] | "any" = SENDABLE_CATEGORIES[category];
  if (allowed !== "any" && !allowed.includes(type))
    throw serviceError("ERR_INVALID_MESSAGE_TYPE", { type, category });
  return { category, type };
}

function isSendable(category: string): category is SendableCategory {
  return Object.hasOwn(SENDABLE_CATEGORIES, category);
}

/**
 * Checks what a message carries, and brings it into the form in which it is stored.
 *
 * @param metadata the body's own `metadata`, used when `data` has none
 * @param withFiles whether files come with it, so that it need not name any, nor have any data
 * @throws ServiceError the `ERR_EMPTY_*` and `ERR_INVALID_*` codes of articles/error-guide
 */
export function checkContent(
  { category, type }: Kind,
  data: unknown,
  metadata?: unknown,
  withFiles = false,
): JsonObject {
  if (data === undefined && !withFiles)
    throw serviceError("ERR_BAD_REQUEST", {}, { data: ["The data field is required."] });
  if (data !== undefined && !isJsonObject(data)) throw serviceError("ERR_INVALID_MESSAGE_DATA");
  // No `{ ...data }`: in Node 20 a field that is added to a spread object gives it a hidden class of its own.
  const { ...content }: Record<string, unknown> = data ?? {};
  for (const key of SERVICE_KEYS) if (key in content) delete content[key];
  if (metadata !== undefined) content.metadata ??= metadata;
  if (content.metadata !== undefined && !isJsonObject(content.metadata))
    throw serviceError("ERR_INVALID_METADATA");
  if (category === "custom" || type === "custom") checkCustom(content);
  else if (category === "message" && type === "text") checkText(content);
  else if (category === "interactive") checkInteractive(content);
  else if (category === "card") checkCard(content);
  else if (isMedia(category, type)) checkMedia(content, withFiles);
  if (content.attachments !== undefined && !isMedia(category, type)) checkAttachments(content);
  if (exceedsBytes(content, LIMITS.messageDataBytes)) {
    const text = `The data may not be larger than ${LIMITS.messageDataBytes} bytes.`;
    throw serviceError("ERR_BAD_REQUEST", {}, { data: [text] });
  }
  return content;
}

/** Whether a message is about a file. */
export function isMedia(category: string, type: string): boolean {
  return category === "message" && (MEDIA_TYPES as readonly string[]).includes(type);
}

function checkText(content: Record<string, unknown>): void {
  const { text } = content;
  if (text === undefined || text === null || text === "") throw serviceError("ERR_EMPTY_MESSAGE_TEXT");
  if (typeof text !== "string") throw serviceError("ERR_INVALID_MESSAGE_TEXT");
  if (text.trim() === "") throw serviceError("ERR_EMPTY_MESSAGE_TEXT");
}

function checkMedia(content: Record<string, unknown>, withFiles: boolean): void {
  // The SDK may send the URL that a message had before beside its files.
  if (withFiles) delete content.url;
  const attachments = attachmentsOf(content);
  if (!attachments) throw serviceError("ERR_INVALID_MEDIA_MESSAGE");
  const [first] = attachments;
  if (!first && !withFiles) throw serviceError("ERR_EMPTY_MESSAGE_FILE");
  if (content.text !== undefined && typeof content.text !== "string")
    throw serviceError("ERR_INVALID_MESSAGE_TEXT");
  if (!first) return;
  content.attachments = attachments;
  content.url = first.url;
}

/** Any message may name files; what is not a list of them is refused with the code for media (assumed). */
function checkAttachments(content: Record<string, unknown>): void {
  const attachments = content.attachments === null ? [] : attachmentsOf(content);
  if (!attachments) throw serviceError("ERR_INVALID_MEDIA_MESSAGE");
  content.attachments = attachments;
}

/** What a card looks like is the app's own business. docs: sdk card-messages; the codes are assumed. */
function checkCard(content: Record<string, unknown>): void {
  if (!isJsonObject(content.card)) throw serviceError("ERR_INVALID_MESSAGE_DATA");
  if (content.text !== undefined && typeof content.text !== "string")
    throw serviceError("ERR_INVALID_MESSAGE_TEXT");
}

function checkCustom(content: Record<string, unknown>): void {
  if (content.customData === undefined || content.customData === null)
    throw serviceError("ERR_EMPTY_CUSTOM_DATA");
  if (!isJsonObject(content.customData)) throw serviceError("ERR_INVALID_CUSTOM_DATA");
}
