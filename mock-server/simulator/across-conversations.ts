import type { Message, ReceiverType } from "./records.ts";
import { groupConversationId } from "./rules/identifiers.ts";
import { lowerBound, type Order } from "./sorted-list.ts";
import { backwards, mergeInOrder, type RowSpan, walkSpans } from "./span-walk.ts";
import type { State } from "./state.ts";
import { IN_GROUPS } from "./timelines.ts";

/** Rows of others that may be passed for each group that could be gone through instead, which costs as much. */
const PATIENCE = 4;

const BETWEEN_USERS = "_user_";
const OF_A_GROUP = "group_";

/**
 * The lists that a row of a conversation is in, for those who read all of theirs: one a party in a conversation of two,
 * one for all groups together.
 *
 * A UID or GUID may hold what stands between two UIDs, so that an id can name others as well. Then it is in their lists
 * too: whoever reads one asks of each row whose it is.
 */
export function partyLists(conversationId: string): string | readonly string[] {
  let at = conversationId.indexOf(BETWEEN_USERS);
  if (at < 0) return IN_GROUPS;
  const lists = new Set<string>(conversationId.startsWith(OF_A_GROUP) ? [IN_GROUPS] : []);
  for (; at >= 0; at = conversationId.indexOf(BETWEEN_USERS, at + 1)) {
    lists.add(conversationId.slice(0, at)).add(conversationId.slice(at + BETWEEN_USERS.length));
  }
  return [...lists];
}

/** Rows that hang on conversations, such as threads or pins: how they are listed, and which of them are asked for. */
export interface RowsByConversation<R> {
  /** The rows of a list, in `order`. */
  readonly list: (index: "byParty" | "byConversation", partition: string) => readonly R[];
  readonly order: Order<R>;
  /** The part of such a list that is asked for. */
  readonly spanOf: (rows: readonly R[]) => RowSpan<R>;
  /** The message that a row hangs on, when that is open to the viewer. */
  readonly openMessage: (row: R) => Message | undefined;
}

/**
 * The rows of all conversations of a user that are open to them, last ones first.
 *
 * What hangs on conversations of two is in a list of the user's own. What hangs on groups is in one list for all, and a
 * walk along it costs the page as long as most rows on its way are of the user's groups. Where they are not, it goes on
 * along each group: so it never costs more than twice the cheaper way.
 */
export function walkConversations<R>(
  state: State,
  viewer: string,
  asked: RowsByConversation<R>,
): Iterable<R> {
  return mergeInOrder(walkUsers(viewer, asked), walkGroups(state, viewer, asked), (a, b) =>
    asked.order(b, a),
  );
}

function* walkUsers<R>(viewer: string, asked: RowsByConversation<R>): Generator<R> {
  for (const row of backwards(asked.spanOf(asked.list("byParty", viewer)))) {
    if (isOpen(asked, "user", row)) yield row;
  }
}

function* walkGroups<R>(state: State, viewer: string, asked: RowsByConversation<R>): Generator<R> {
  const groups = state.members.list("byUser", viewer);
  const patience = PATIENCE * groups.length;
  let passed = 0;
  let last: R | undefined;
  for (const row of backwards(asked.spanOf(asked.list("byParty", IN_GROUPS)))) {
    if (passed > patience) break;
    if (isOpen(asked, "group", row)) yield row;
    else passed += 1;
    last = row;
  }
  if (passed <= patience || last === undefined) return;
  const end = last;
  const rest = groups.map(({ guid }) => {
    const span = asked.spanOf(asked.list("byConversation", groupConversationId(guid)));
    const before = lowerBound(span.rows, (row) => asked.order(row, end) < 0);
    return { ...span, to: Math.min(span.to, before) };
  });
  for (const row of walkSpans(rest, "prepend", asked.order)) if (isOpen(asked, "group", row)) yield row;
}

function isOpen<R>({ openMessage }: RowsByConversation<R>, type: ReceiverType, row: R): boolean {
  return openMessage(row)?.receiverType === type;
}
