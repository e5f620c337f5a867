import { unreadCount } from "./conversation-reads.ts";
import { putMark } from "./receipt-marks.ts";
import type { ConversationView, Message } from "./records.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import { pairKey, type State } from "./state.ts";
import { partiesOfUserMessage } from "./timelines.ts";

/** When an imported message was received or read: in a group, by all of its members. */
interface ImportedMark {
  readonly kind: "delivered" | "read";
  readonly message: Message;
  readonly at: number;
}

/** What an import adds to one conversation. A side is brought up to date once, however many messages there are. */
export interface ImportedConversation {
  readonly first: Message;
  /** The last of those that move it. */
  newest: Message | undefined;
  /** Who wrote messages that count as unread: the first of them, and whether there is another. */
  author: string | undefined;
  hasOtherAuthors: boolean;
  readonly marks: ImportedMark[];
}

const TO_ALL = { delivered: "deliveredToAll", read: "readByAll" } as const;

/** Notes an imported message, of which there are times of receipt or not. */
export function addToConversation(
  conversations: Map<string, ImportedConversation>,
  message: Message,
  {
    deliveredAt,
    readAt,
  }: { readonly deliveredAt?: number | undefined; readonly readAt?: number | undefined },
): void {
  const conversation = conversationOf(conversations, message);
  if (message.movesConversation && message.sentAt >= (conversation.newest?.sentAt ?? 0)) {
    conversation.newest = message;
  }
  if (message.counts) {
    conversation.author ??= message.sender;
    if (conversation.author !== message.sender) conversation.hasOtherAuthors = true;
  }
  // Read implies delivered, as everywhere.
  const delivered = deliveredAt ?? readAt;
  if (delivered !== undefined) conversation.marks.push({ kind: "delivered", message, at: delivered });
  if (readAt !== undefined) conversation.marks.push({ kind: "read", message, at: readAt });
}

function conversationOf(
  conversations: Map<string, ImportedConversation>,
  first: Message,
): ImportedConversation {
  const known = conversations.get(first.conversationId);
  if (known) return known;
  const made = { first, newest: undefined, author: undefined, hasOtherAuthors: false, marks: [] };
  conversations.set(first.conversationId, made);
  return made;
}

/** Brings the receipts and the sides of a conversation up to date. */
export function settleConversation(state: State, conversation: ImportedConversation): void {
  const { sender, receiver, receiverType } = conversation.first;
  const parties =
    receiverType === "group"
      ? state.members.list("byGroup", receiver).map((member) => member.uid)
      : [...new Set([sender, receiver])].filter((uid) => uid !== SYSTEM_UID);
  putMarks(state, conversation, parties);
  for (const uid of parties) putView(state, conversation, uid);
}

function putMarks(state: State, { first, marks }: ImportedConversation, parties: readonly string[]): void {
  const { conversationId, receiverType } = first;
  for (const { kind, message, at } of marks) {
    const mark = { conversationId, messageId: message.id, at };
    if (receiverType === "user") putMark(state, { ...mark, uid: message.receiver, kind });
    else putMark(state, { ...mark, uid: message.sender, kind: TO_ALL[kind] });
  }
  if (receiverType === "user") return;
  for (const kind of ["delivered", "read"] as const) {
    const last = marks.findLast((mark) => mark.kind === kind);
    if (!last) continue;
    const mark = { conversationId, messageId: last.message.id, at: last.at, kind };
    for (const uid of parties) if (uid !== last.message.sender) putMark(state, { ...mark, uid });
  }
}

function putView(state: State, conversation: ImportedConversation, uid: string): void {
  const { first, marks, author, hasOtherAuthors } = conversation;
  const known = state.views.get(pairKey(uid, first.conversationId));
  const newest = newestFor(conversation, uid);
  if (!known && !newest) return;
  const side = known ?? newSide(first, uid);
  const moves = newest !== undefined && newest.sentAt >= side.updatedAt;
  const settled = {
    ...side,
    ...(moves && { lastMovedBy: newest.id, updatedAt: newest.sentAt }),
    createdAt: Math.min(side.createdAt, first.sentAt),
    listed: side.listed || newest !== undefined,
    lastReadId: Math.max(side.lastReadId, readUpTo(conversation, uid)),
  };
  const hasNews = side.maybeUnread || hasOtherAuthors || (author !== undefined && author !== uid);
  // Without a receipt nothing can have been read, and counting would tell nothing.
  const maybeUnread = hasNews && (marks.length === 0 || unreadCount(state, settled) > 0);
  state.views.put({ ...settled, maybeUnread });
}

function newSide(
  { conversationId, sender, receiver, receiverType, sentAt }: Message,
  uid: string,
): ConversationView {
  return {
    uid,
    conversationId,
    conversationType: receiverType,
    with: receiverType === "group" || sender === uid ? receiver : sender,
    lastMovedBy: 0,
    createdAt: sentAt,
    updatedAt: sentAt,
    lastReadId: 0,
    clearedUpTo: 0,
    listed: false,
    maybeUnread: false,
  };
}

/** What was sent to someone who had blocked the sender is in the sender's history only. */
function newestFor({ newest }: ImportedConversation, uid: string): Message | undefined {
  if (!newest || newest.receiverType === "group") return newest;
  return partiesOfUserMessage(newest).includes(uid) ? newest : undefined;
}

function readUpTo({ marks }: ImportedConversation, uid: string): number {
  const last = marks.findLast(
    ({ kind, message }) =>
      kind === "read" &&
      (message.receiverType === "group" ? message.sender !== uid : message.receiver === uid),
  );
  return last?.message.id ?? 0;
}
