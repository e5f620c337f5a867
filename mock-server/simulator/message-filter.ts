import * as z from "zod";
import { inRange, rangeField, secondsField } from "./fields.ts";
import { hasReachedGoal } from "./interactions.ts";
import { hasBlocked } from "./lookups.ts";
import type { Attachment } from "./media.ts";
import type { Context } from "./operation.ts";
import { matchesAny } from "./paging.ts";
import { latestMark } from "./receipt-marks.ts";
import type { Message } from "./records.ts";
import { knownId } from "./rules/identifiers.ts";
import { pairKey, type State } from "./state.ts";

/** What a list of messages can be narrowed to. docs: rest-api/messages; sdk message filtering */
export const messageFilterFields = {
  searchKey: z.string().optional(),
  categories: z.array(z.string()).optional(),
  types: z.array(z.string()).optional(),
  tags: z.array(z.string()).optional(),
  senders: z.array(knownId).optional(),
  receiverType: z.enum(["user", "group"]).optional(),
  conversationId: z.string().optional(),
  hasAttachments: z.boolean().optional(),
  attachmentTypes: z.array(z.string()).optional(),
  hasLinks: z.boolean().optional(),
  hasMentions: z.boolean().optional(),
  mentionedUids: z.array(knownId).optional(),
  myMentionsOnly: z.boolean().optional(),
  hasReactions: z.boolean().optional(),
  hideMessagesFromBlockedUsers: z.boolean().optional(),
  hideDeleted: z.boolean().optional(),
  onlyDeleted: z.boolean().optional(),
  hideReplies: z.boolean().optional(),
  hideQuotedMessages: z.boolean().optional(),
  unread: z.boolean().optional(),
  undelivered: z.boolean().optional(),
  onlyUpdates: z.boolean().optional(),
  onlyInteractionGoalCompleted: z.boolean().optional(),
  pinned: z.boolean().optional(),
  saved: z.boolean().optional(),
  fromTimestamp: secondsField.optional(),
  toTimestamp: secondsField.optional(),
  sentAtRange: rangeField.optional(),
  updatedAtRange: rangeField.optional(),
  editedAtRange: rangeField.optional(),
};

const filterSchema = z.object(messageFilterFields);
export type MessageFilter = z.output<typeof filterSchema>;

type Test = (message: Message) => boolean;

const LINK = /https?:\/\/\S/i;

/**
 * The tests that a filter asks for, and no others: a plain list pays for none.
 *
 * @param viewer whose blocks, mentions and receipts the filter is about
 */
export function messageTests(context: Context, filter: MessageFilter, viewer: string): readonly Test[] {
  const { state } = context;
  const searchKey = filter.searchKey?.trim().toLowerCase();
  const wantsRange = (range: object | undefined) => range !== undefined;
  const wishes: readonly [wanted: unknown, test: Test][] = [
    [
      searchKey,
      (row) =>
        String(row.data.text ?? "")
          .toLowerCase()
          .includes(searchKey ?? ""),
    ],
    [filter.categories?.length, (row) => filter.categories?.includes(row.category) ?? true],
    [filter.types?.length, (row) => filter.types?.includes(row.type) ?? true],
    [filter.tags?.length, (row) => matchesAny(filter.tags, row.tags)],
    [filter.senders?.length, (row) => filter.senders?.includes(row.sender) ?? true],
    [filter.receiverType, (row) => row.receiverType === filter.receiverType],
    [filter.conversationId, (row) => row.conversationId === filter.conversationId],
    [filter.hasAttachments, (row) => attachments(row).length > 0],
    [
      filter.attachmentTypes?.length,
      (row) => attachments(row).some((file) => isOfType(file, filter.attachmentTypes)),
    ],
    [filter.hasLinks, (row) => LINK.test(String(row.data.text ?? ""))],
    [filter.hasMentions, (row) => (row.mentions?.length ?? 0) > 0],
    [filter.mentionedUids?.length, (row) => matchesAny(filter.mentionedUids, row.mentions)],
    [filter.myMentionsOnly, (row) => row.mentions?.includes(viewer) ?? false],
    [filter.hasReactions, (row) => state.reactions.list("byMessage", row.id).length > 0],
    [filter.hideMessagesFromBlockedUsers, (row) => !hasBlocked(state, viewer, row.sender)],
    [filter.hideDeleted, (row) => row.deletedAt === undefined],
    [filter.onlyDeleted, (row) => row.deletedAt !== undefined],
    [filter.hideReplies, (row) => row.parentId === undefined],
    [filter.unread, (row) => isUnread(state, row, viewer)],
    [filter.undelivered, (row) => isUndelivered(state, row, viewer)],
    [filter.onlyInteractionGoalCompleted, (row) => hasReachedGoal(state, row, viewer)],
    [filter.pinned, (row) => state.messagePins.has(row.id)],
    [filter.saved, (row) => state.messageSaves.has(pairKey(viewer, row.id))],
    [filter.onlyUpdates, (row) => row.editedAt !== undefined || row.deletedAt !== undefined],
    [
      filter.fromTimestamp,
      (row) => inRange({ from: filter.fromTimestamp, to: filter.toTimestamp }, row.sentAt),
    ],
    [wantsRange(filter.sentAtRange), (row) => inRange(filter.sentAtRange, row.sentAt)],
    // docs: an updatedAt range returns only rows that were really updated.
    [
      wantsRange(filter.updatedAtRange),
      (row) => row.updatedAt !== row.sentAt && inRange(filter.updatedAtRange, row.updatedAt),
    ],
    [wantsRange(filter.editedAtRange), (row) => inRange(filter.editedAtRange, row.editedAt)],
  ];
  return wishes.filter(([wanted]) => wanted).map(([, test]) => test);
}

function attachments(row: Message): readonly Attachment[] {
  return (row.data.attachments as readonly Attachment[] | undefined) ?? [];
}

/** `image`, `video` and `audio` are MIME families; `file` is everything else. */
function isOfType(file: Attachment, types: readonly string[] | undefined): boolean {
  const family = file.mimeType.split("/", 1)[0] ?? "";
  return types?.includes(["image", "video", "audio"].includes(family) ? family : "file") ?? true;
}

function isUnread(state: State, row: Message, viewer: string): boolean {
  const lastReadId = state.views.get(pairKey(viewer, row.conversationId))?.lastReadId ?? 0;
  return row.counts && row.sender !== viewer && row.id > lastReadId;
}

function isUndelivered(state: State, row: Message, viewer: string): boolean {
  return (
    row.counts && row.sender !== viewer && row.id > latestMark(state, row.conversationId, viewer, "delivered")
  );
}
