import * as z from "zod";
import { secondsField, wholeNumber } from "../fields.ts";
import { groupHistories, type History, historyOfTwo, isBeyond, spanOf, wholeHistory } from "../histories.ts";
import { requireReadableGroup } from "../history-access.ts";
import { mayRead, requireMessage, requireParty, requireUser } from "../lookups.ts";
import { messageFilterFields, messageTests } from "../message-filter.ts";
import { type Context, operation } from "../operation.ts";
import { walkOwnHistory } from "../own-history.ts";
import type { Message } from "../records.ts";
import { knownId, messageId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { pairKey } from "../state.ts";
import { type Cursor, spanLength, walkAll } from "../timeline-cursor.ts";
import { withheldReplies } from "../timelines.ts";

/** Times from here on are milliseconds: the SDK sends them where it means seconds. */
const MILLISECONDS_FROM = 1e11;

const momentField = secondsField.transform((time) =>
  time >= MILLISECONDS_FROM ? Math.floor(time / 1000) : time,
);

/** One page of history, oldest message first. */
export interface MessagePage {
  readonly rows: readonly Message[];
  readonly affix: Cursor["affix"];
  /** Messages beyond the cursor, this page included; `undefined` when counting them would cost more than the page. */
  readonly remaining: number | undefined;
}

/**
 * A page of history: of a conversation with a user or a group, of a thread, or of all conversations of the actor. The
 * app itself may read everything. docs: rest-api/messages, additional message filtering
 */
export const listMessages = operation({
  name: "listMessages",
  access: "any",
  input: () =>
    z.object({
      uid: knownId.optional(),
      guid: knownId.optional(),
      parentId: messageId.optional(),
      /** Whether a thread begins with its parent. */
      withParent: z.boolean().default(false),
      affix: z.enum(["append", "prepend"]).default("prepend"),
      id: messageId.optional(),
      sentAt: momentField.optional(),
      /** Only messages updated at or after this time. */
      updatedAt: momentField.optional(),
      limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
      ...messageFilterFields(),
    }),
  run(context, input): MessagePage {
    const { uid, parentId, affix, updatedAt, limit } = input;
    const viewer = context.actor.isApp && uid !== undefined ? uid : context.actor.uid;
    const tests = [...messageTests(context, input, viewer)];
    if (updatedAt !== undefined) tests.push((row) => row.updatedAt >= updatedAt);
    if (parentId !== undefined && !context.actor.isApp)
      tests.push((row) => mayRead(context.state, row, viewer));
    const { walk, length } = walkIn(context, input, input);
    const rows: Message[] = [];
    for (const message of walk) {
      if (!tests.every((test) => test(message))) continue;
      rows.push(message);
      if (rows.length === limit) break;
    }
    if (affix === "prepend") rows.reverse();
    return { rows, affix, remaining: tests.length === 0 ? length : undefined };
  },
});

interface Place {
  readonly uid?: string | undefined;
  readonly guid?: string | undefined;
  readonly parentId?: number | undefined;
  readonly withParent: boolean;
}

/** The messages beyond a cursor, nearest first, and how many there are, where that is known by position. */
interface Walk {
  readonly walk: Iterable<Message>;
  readonly length: number | undefined;
}

function walkIn(context: Context, place: Place, cursor: Cursor): Walk {
  const histories = historiesIn(context, place);
  if (typeof histories === "string") {
    return { walk: walkOwnHistory(context.state, histories, cursor), length: undefined };
  }
  const spans = histories.map((history) => spanOf(history, cursor));
  const walk = walkAll(spans, cursor.affix);
  if (cursor.sentAt === undefined || histories.every(({ inTime }) => inTime)) {
    return { walk, length: spans.reduce((sum, span) => sum + spanLength(span), 0) };
  }
  return { walk: beyondTime(walk, cursor), length: undefined };
}

function* beyondTime(walk: Iterable<Message>, cursor: Cursor): Generator<Message> {
  for (const message of walk) if (isBeyond(cursor, message)) yield message;
}

/** The histories that are asked for, or the UID of the user of whose all conversations they are. */
function historiesIn(
  context: Context,
  { uid, guid, parentId, withParent }: Place,
): readonly History[] | string {
  const { state, actor } = context;
  if (parentId !== undefined) {
    const parent = requireMessage(context, parentId);
    const replies = [parentId, withheldReplies(parentId, actor.uid)].map((list) =>
      state.messages.list("replies", list),
    );
    const view = state.views.get(pairKey(actor.uid, parent.conversationId));
    // Replies are never imported, and their parent is the oldest.
    return [...(withParent ? [[parent]] : []), ...replies].map((rows) => ({
      rows,
      clearedUpTo: view?.clearedUpTo ?? 0,
      inTime: true,
    }));
  }
  if (guid !== undefined) return groupHistories(state, requireReadableGroup(context, guid).guid, actor.uid);
  if (uid !== undefined) {
    if (actor.isApp) return requireUser(state, uid).uid;
    const conversationId = userConversationId(actor.uid, requireParty(state, uid).uid);
    const view = state.views.get(pairKey(actor.uid, conversationId));
    return [historyOfTwo(state, conversationId, actor.uid, view)];
  }
  return actor.isApp ? [wholeHistory(state)] : actor.uid;
}
