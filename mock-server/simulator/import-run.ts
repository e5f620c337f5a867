import { putMark, TO_ALL } from "./receipt-marks.ts";
import type { ImportedConversation, LastMarks, Message, Receipt } from "./records.ts";
import { groupConversationId, userConversationId } from "./rules/identifiers.ts";
import { type SerialRun, type State, serialRun } from "./state.ts";
import { userTimeline } from "./timelines.ts";

type Writable<T> = { -readonly [F in keyof T]: T[F] };

/** Kinds of receipts that an import tells of, in the order in which they come to be. */
export const IMPORTED_KINDS = ["delivered", "read"] as const;

type ImportedKind = (typeof IMPORTED_KINDS)[number];

/** Who a row is from and to. */
export interface Ends {
  readonly sender: string;
  readonly receiver: string;
  readonly receiverType: Message["receiverType"];
}

/** When an imported message was received and read, in unix seconds: in a group, by all of its members. */
interface ImportedTimes {
  readonly deliveredAt?: number | undefined;
  readonly readAt?: number | undefined;
}

/** A conversation that a run has come to. */
export interface OpenConversation {
  readonly conversationId: string;
  /** What is to be noted of it at the end. */
  readonly adds: Writable<ImportedConversation>;
  /** Receipts that the next message may still widen, by UID: people read many at once. */
  readonly waiting: Map<string, { [K in ImportedKind]: Receipt | undefined }>;
}

/**
 * The messages that one command imports. What they mean for a conversation is noted once at the end of the run and not with
 * each message, for {@link settleImports} to bring the sides of the conversation up to date.
 */
export interface ImportRun {
  readonly ids: SerialRun;
  /** Finds or opens the conversation of a row, whose sender and receiver are there. */
  open(ends: Ends): OpenConversation;
  /** Tells of a message that has entered history. */
  add(conversation: OpenConversation, message: Message, times: ImportedTimes): void;
  /** Notes everything. To be called before anything else happens, and once. */
  close(): void;
}

/** Begins a run. */
export function importRun(state: State): ImportRun {
  // By the strings of the rows: an id of two UIDs would have to be put together for each message.
  const ofTwo = new Map<string, Map<string, OpenConversation>>();
  const ofGroups = new Map<string, OpenConversation>();
  const all: OpenConversation[] = [];
  const ids = serialRun(state, "message");

  const openNew = (conversationId: string, parties: ImportedConversation["parties"]) => {
    const conversation = openConversation(state, conversationId, parties);
    all.push(conversation);
    return conversation;
  };
  const ofSender = (uid: string) => {
    const found = ofTwo.get(uid) ?? new Map<string, OpenConversation>();
    ofTwo.set(uid, found);
    return found;
  };

  return {
    ids,
    open({ sender, receiver, receiverType }) {
      const known = receiverType === "user" ? ofTwo.get(sender)?.get(receiver) : ofGroups.get(receiver);
      if (known) return known;
      if (receiverType === "group") {
        const conversation = openNew(groupConversationId(receiver), receiver);
        ofGroups.set(receiver, conversation);
        return conversation;
      }
      const conversation = openNew(userConversationId(sender, receiver), [sender, receiver]);
      ofSender(sender).set(receiver, conversation);
      ofSender(receiver).set(sender, conversation);
      return conversation;
    },
    add: (conversation, message, times) => addMessage(state, conversation, message, times),
    close() {
      ids.close();
      for (const { adds, waiting } of all) {
        for (const receipts of waiting.values()) putWaiting(state, receipts);
        state.importedConversations.put(adds);
      }
    },
  };
}

function openConversation(
  state: State,
  conversationId: string,
  parties: ImportedConversation["parties"],
): OpenConversation {
  const known = state.importedConversations.get(conversationId);
  const list = typeof parties === "string" ? conversationId : userTimeline(conversationId, parties[0]);
  return {
    // All messages of a conversation share one string, which is a third of what a short one takes otherwise.
    conversationId:
      known?.conversationId ?? state.messages.list("timeline", list).at(-1)?.conversationId ?? conversationId,
    adds: {
      conversationId,
      parties: known?.parties ?? parties,
      since: known?.since ?? Number.POSITIVE_INFINITY,
      newest: known?.newest,
      author: known?.author,
      hasOtherAuthors: known?.hasOtherAuthors ?? false,
      delivered: known?.delivered,
      read: known?.read,
    },
    waiting: new Map(),
  };
}

function addMessage(
  state: State,
  { conversationId, adds, waiting }: OpenConversation,
  message: Message,
  { deliveredAt, readAt }: ImportedTimes,
): void {
  const { id, sender, receiver, receiverType, sentAt, counts } = message;
  adds.since = Math.min(adds.since, sentAt);
  if (message.movesConversation && sentAt >= (adds.newest?.sentAt ?? 0)) adds.newest = message;
  if (counts) {
    adds.author ??= sender;
    if (adds.author !== sender) adds.hasOtherAuthors = true;
  }
  // What is read has been delivered: only an earlier delivery is something to note.
  const isReadLater = deliveredAt !== undefined && deliveredAt < (readAt ?? Number.POSITIVE_INFINITY);
  const times = { delivered: isReadLater ? deliveredAt : undefined, read: readAt };
  const toUser = receiverType === "user";
  const uid = toUser ? receiver : sender;
  for (const kind of IMPORTED_KINDS) {
    const at = times[kind];
    if (at === undefined) continue;
    adds[kind] = withMark(adds[kind], message, at);
    let receipts = waiting.get(uid);
    if (!receipts) {
      receipts = { delivered: undefined, read: undefined };
      waiting.set(uid, receipts);
    }
    const before = receipts[kind];
    if (before && before.at !== at) putWaiting(state, receipts);
    receipts[kind] = { conversationId, uid, kind: toUser ? kind : TO_ALL[kind], messageId: id, at };
  }
}

/** A delivery goes first: it says nothing any more once what it covers has been read. */
function putWaiting(state: State, receipts: { [K in ImportedKind]: Receipt | undefined }): void {
  for (const kind of IMPORTED_KINDS) {
    const receipt = receipts[kind];
    if (receipt) putMark(state, receipt);
    receipts[kind] = undefined;
  }
}

function withMark(known: LastMarks | undefined, { id, sender }: Message, at: number): LastMarks {
  const last = { messageId: id, sender, at };
  return { last, ofAnother: known?.last.sender === sender ? known.ofAnother : known?.last };
}
