import * as z from "zod";
import { inRange, rangeField, secondsField } from "./fields.ts";
import { hasReachedGoal } from "./interactions.ts";
import { hasBlocked } from "./lookups.ts";
import type { Attachment } from "./media.ts";
import { once } from "./once.ts";
import type { Context } from "./operation.ts";
import { matchesAny } from "./paging.ts";
import { latestMark } from "./receipt-marks.ts";
import type { Message } from "./records.ts";
import { knownId } from "./rules/identifiers.ts";
import { pairKey, type State } from "./state.ts";

/** What a list of messages can be narrowed to. docs: rest-api/messages; sdk message filtering */
export const messageFilterFields = once(() => ({
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
}));

export type MessageFilter = z.output<z.ZodObject<ReturnType<typeof messageFilterFields>>>;

type Test = (message: Message) => boolean;

/** What a test is made with, beside what is wished for. */
interface Wish {
  readonly state: State;
  /** Whose blocks, mentions and receipts the filter is about. */
  readonly viewer: string;
  readonly filter: MessageFilter;
}

/** By the field of a filter, the test that its value asks for. */
type Tests = {
  readonly [K in keyof MessageFilter]: (
    wished: NonNullable<MessageFilter[K]>,
    wish: Wish,
  ) => Test | undefined;
};

const LINK = /https?:\/\/\S/i;

const TESTS: Tests = {
  searchKey(wished) {
    const key = wished.trim().toLowerCase();
    return key ? (row) => textOf(row).toLowerCase().includes(key) : undefined;
  },
  categories: (wished) => (row) => wished.includes(row.category),
  types: (wished) => (row) => wished.includes(row.type),
  tags: (wished) => (row) => matchesAny(wished, row.tags),
  senders: (wished) => (row) => wished.includes(row.sender),
  receiverType: (wished) => (row) => row.receiverType === wished,
  conversationId: (wished) => (row) => row.conversationId === wished,
  hasAttachments: () => (row) => attachments(row).length > 0,
  attachmentTypes: (wished) => (row) => attachments(row).some((file) => isOfType(file, wished)),
  hasLinks: () => (row) => LINK.test(textOf(row)),
  hasMentions: () => (row) => (row.mentions?.length ?? 0) > 0,
  mentionedUids: (wished) => (row) => matchesAny(wished, row.mentions),
  myMentionsOnly:
    (_, { viewer }) =>
    (row) =>
      row.mentions?.includes(viewer) ?? false,
  hasReactions:
    (_, { state }) =>
    (row) =>
      state.reactions.list("byMessage", row.id).length > 0,
  hideMessagesFromBlockedUsers:
    (_, { state, viewer }) =>
    (row) =>
      !hasBlocked(state, viewer, row.sender),
  hideDeleted: () => (row) => row.deletedAt === undefined,
  onlyDeleted: () => (row) => row.deletedAt !== undefined,
  hideReplies: () => (row) => row.parentId === undefined,
  unread:
    (_, { state, viewer }) =>
    (row) =>
      isUnread(state, row, viewer),
  undelivered:
    (_, { state, viewer }) =>
    (row) =>
      isUndelivered(state, row, viewer),
  onlyUpdates: () => (row) => row.editedAt !== undefined || row.deletedAt !== undefined,
  onlyInteractionGoalCompleted:
    (_, { state, viewer }) =>
    (row) =>
      hasReachedGoal(state, row, viewer),
  pinned:
    (_, { state }) =>
    (row) =>
      state.messagePins.has(row.id),
  saved:
    (_, { state, viewer }) =>
    (row) =>
      state.messageSaves.has(pairKey(viewer, row.id)),
  fromTimestamp:
    (from, { filter: { toTimestamp } }) =>
    (row) =>
      inRange({ from, to: toTimestamp }, row.sentAt),
  sentAtRange: (wished) => (row) => inRange(wished, row.sentAt),
  // docs: an updatedAt range returns only rows that were really updated.
  updatedAtRange: (wished) => (row) => row.updatedAt !== row.sentAt && inRange(wished, row.updatedAt),
  editedAtRange: (wished) => (row) => inRange(wished, row.editedAt),
};
const TEST_NAMES = Object.keys(TESTS) as (keyof MessageFilter)[];

/**
 * The tests that a filter asks for, and no others: a plain list pays for none.
 *
 * @param viewer whose blocks, mentions and receipts the filter is about
 */
export function messageTests({ state }: Context, filter: MessageFilter, viewer: string): readonly Test[] {
  const tests: Test[] = [];
  for (const name of TEST_NAMES) {
    const wished = filter[name];
    if (!wished || (Array.isArray(wished) && wished.length === 0)) continue;
    // Each test takes what its own field holds; TypeScript cannot follow that through all of them.
    const make = TESTS[name] as (wished: unknown, wish: Wish) => Test | undefined;
    const test = make(wished, { state, viewer, filter });
    if (test) tests.push(test);
  }
  return tests;
}

function textOf(row: Message): string {
  return String(row.data.text ?? "");
}

function attachments(row: Message): readonly Attachment[] {
  return (row.data.attachments as readonly Attachment[] | undefined) ?? [];
}

/** `image`, `video` and `audio` are MIME families; `file` is everything else. */
function isOfType(file: Attachment, types: readonly string[]): boolean {
  const family = file.mimeType.split("/", 1)[0] ?? "";
  return types.includes(["image", "video", "audio"].includes(family) ? family : "file");
}

function isUnread(state: State, row: Message, viewer: string): boolean {
  const lastReadId = state.views.get(pairKey(viewer, row.conversationId))?.lastReadId ?? 0;
  return isReceived(row, viewer) && row.id > lastReadId;
}

function isUndelivered(state: State, row: Message, viewer: string): boolean {
  return isReceived(row, viewer) && row.id > latestMark(state, row.conversationId, viewer, "delivered");
}

/** Whether the viewer's unread counts know of a message: the list of what is unread holds the same. */
function isReceived({ counts, sender, deletedAt }: Message, viewer: string): boolean {
  return counts && sender !== viewer && deletedAt === undefined;
}
