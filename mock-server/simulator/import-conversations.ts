import { unreadCount } from "./conversation-reads.ts";
import { newSide } from "./conversation-sides.ts";
import { IMPORTED_KINDS } from "./import-run.ts";
import type { OperationName } from "./operations/index.ts";
import { putMark } from "./receipt-marks.ts";
import type { ConversationView, ImportedConversation, ImportedMark, LastMarks, Message } from "./records.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import { pairKey, type State } from "./state.ts";
import { partiesOfUserMessage } from "./timelines.ts";

/** The operations before which imports are not settled: what brings messages of the past leaves it to the next of any other kind. */
export const LEAVES_IMPORTS: ReadonlySet<OperationName> = new Set([
  "importMessages",
  "loadWorld",
  "settleImported",
] as const);

/**
 * Brings the receipts and the sides of all conversations up to date with what was imported. A large history comes in many
 * calls, and each message of a group concerns all members: so a side is brought up to date once, before anything but
 * another import happens.
 */
export function settleImports(state: State): void {
  for (const conversation of [...state.importedConversations.values()]) {
    const { conversationId, parties } = conversation;
    const uids =
      typeof parties === "string"
        ? state.members.list("byGroup", parties).map((member) => member.uid)
        : [...new Set(parties)].filter((uid) => uid !== SYSTEM_UID);
    for (const uid of uids) {
      if (typeof parties === "string") putMarks(state, conversation, uid);
      putView(state, conversation, uid);
    }
    state.importedConversations.remove(conversationId);
  }
}

function putMarks(state: State, conversation: ImportedConversation, uid: string): void {
  for (const kind of IMPORTED_KINDS) {
    const mark = markFor(conversation[kind], uid);
    if (!mark) continue;
    const { conversationId } = conversation;
    putMark(state, { conversationId, uid, kind, messageId: mark.messageId, at: mark.at });
  }
}

/** The last receipt that is a user's: of a message that someone else wrote. */
function markFor(marks: LastMarks | undefined, uid: string): ImportedMark | undefined {
  return marks?.last.sender === uid ? marks.ofAnother : marks?.last;
}

function putView(state: State, conversation: ImportedConversation, uid: string): void {
  const { conversationId, since, author, hasOtherAuthors, read } = conversation;
  const known = state.views.get(pairKey(uid, conversationId));
  const newest = newestFor(conversation, uid);
  const isGroup = typeof conversation.parties === "string";
  if (isGroup && !known && !newest) return;
  const side = known ?? importedSide(conversation, uid);
  const moves = newest !== undefined && newest.sentAt >= side.updatedAt;
  const settled = {
    ...side,
    ...(moves && { lastMovedBy: newest.id, updatedAt: newest.sentAt }),
    createdAt: Math.min(side.createdAt, since),
    listed: side.listed || newest !== undefined,
    lastReadId: Math.max(side.lastReadId, markFor(read, uid)?.messageId ?? 0),
  };
  const hasNews = side.maybeUnread || hasOtherAuthors || (author !== undefined && author !== uid);
  // Without a receipt nothing can have been read, and counting would tell nothing.
  const maybeUnread = hasNews && (read === undefined || unreadCount(state, settled) > 0);
  state.views.put({ ...settled, maybeUnread });
}

function importedSide(
  { conversationId, parties, since }: ImportedConversation,
  uid: string,
): ConversationView {
  const isGroup = typeof parties === "string";
  return newSide({
    uid,
    conversationId,
    conversationType: isGroup ? "group" : "user",
    with: isGroup ? parties : parties[parties[0] === uid ? 1 : 0],
    createdAt: since,
  });
}

/** What was sent to someone who had blocked the sender is in the sender's history only. */
function newestFor({ newest }: ImportedConversation, uid: string): Message | undefined {
  if (!newest || newest.receiverType === "group") return newest;
  return partiesOfUserMessage(newest).includes(uid) ? newest : undefined;
}
