import * as z from "zod";
import { MESSAGE_CATEGORIES } from "../simulator/rules/message-categories.ts";
import { dataSchemaOf, deletedDataShape, messageDataShape } from "./message-data.ts";
import { shape } from "./shape.ts";
import { anyText, count, filled, flag, messageId, receiverType, seconds, tags } from "./words.ts";

/**
 * A row of history, with more beside what all have.
 *
 * The data is held against what its category and type want, which its type cannot say.
 */
export function messageWith<T extends z.ZodRawShape>(more: T) {
  const row = z.strictObject({
    id: messageId,
    muid: anyText.optional(),
    conversationId: filled,
    sender: filled,
    receiverType,
    receiver: filled,
    category: z.enum(MESSAGE_CATEGORIES),
    type: filled,
    sentAt: seconds,
    updatedAt: seconds,
    editedAt: seconds.optional(),
    editedBy: filled.optional(),
    deletedAt: seconds.optional(),
    deletedBy: filled.optional(),
    parentId: messageId.optional(),
    quotedMessageId: messageId.optional(),
    data: messageDataShape.schema,
    deliveredAt: seconds.optional(),
    readAt: seconds.optional(),
    deliveredToMeAt: seconds.optional(),
    readByMeAt: seconds.optional(),
    replyCount: count.optional(),
    unreadRepliesCount: count.optional(),
    pinnedAt: seconds.optional(),
    pinnedBy: filled.optional(),
    savedAt: seconds.optional(),
    threadSubscribed: flag.optional(),
    tags: tags.optional(),
    quotedMessage: z.lazy((): z.ZodType<object> => messageShape.schema).optional(),
    ...more,
  });
  return row.check(({ value, issues }) => {
    const { category, type, data, deletedAt } = value as Readonly<Record<string, unknown>>;
    const schema = deletedAt === undefined ? dataSchemaOf(`${category}`, `${type}`) : deletedDataShape.schema;
    if (!schema) {
      issues.push({
        code: "custom",
        message: `No ${category} is of this type.`,
        path: ["type"],
        input: type,
      });
    }
    for (const issue of schema?.safeParse(data).error?.issues ?? []) {
      const { path, message } = issue;
      issues.push({ code: "custom", message, path: ["data", ...path], input: data });
    }
  });
}

/** A message, or whatever else stands in a history. */
export const messageShape = shape("Message", () => messageWith({}));
