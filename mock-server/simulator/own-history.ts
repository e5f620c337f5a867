import { groupHistories, type History, historyOfTwo, isBeyond, spanOf } from "./histories.ts";
import { memberOf } from "./lookups.ts";
import type { Message } from "./records.ts";
import { pairKey, type State } from "./state.ts";
import { isInTime } from "./time-order.ts";
import { type Cursor, mergeWalks, walkAll } from "./timeline-cursor.ts";
import { IN_GROUPS } from "./timelines.ts";

/** Rows of others that may be passed for each conversation that could be gone through instead, which costs as much. */
const PATIENCE = 4;

/**
 * The messages of all conversations a user is part of now, nearest to the cursor first: those of two in the list, and
 * the groups joined.
 *
 * Two lists hold them all: what is between the user and one other, and what is said in any group. A walk along them costs
 * the page as long as most rows on its way are the user's. Where they are not, because the user has deleted long
 * conversations or is in quiet groups of a busy app, it goes on along each conversation: so it never costs more than twice
 * the cheaper way.
 */
export function walkOwnHistory(state: State, viewer: string, cursor: Cursor): Iterable<Message> {
  const groups = state.members.list("byUser", viewer);
  const views = state.views.list("byUser", viewer);
  const withheld = () => groups.map(({ guid }) => groupHistories(state, guid, viewer)[1]);
  const apart = walkReach(state, viewer, cursor, {
    list: viewer,
    patience: PATIENCE * (views.length + groups.length),
    histories: () => [...historiesOfTwo(state, viewer), ...withheld()],
  });
  const inGroups = walkReach(state, viewer, cursor, {
    list: IN_GROUPS,
    patience: PATIENCE * groups.length,
    histories: () => groups.map(({ guid }) => groupHistories(state, guid, viewer)[0]),
  });
  return mergeWalks(apart, inGroups, cursor.affix);
}

function historiesOfTwo(state: State, viewer: string): readonly History[] {
  return state.views
    .list("byUser", viewer)
    .filter((view) => view.conversationType === "user")
    .map((view) => historyOfTwo(state, view.conversationId, viewer, view));
}

/** A list that holds what a viewer may read among other rows, and the histories that hold the same and nothing else. */
interface Ways {
  readonly list: string;
  /** How many rows of others may be passed. */
  readonly patience: number;
  readonly histories: () => readonly History[];
}

function* walkReach(
  state: State,
  viewer: string,
  cursor: Cursor,
  { list, patience, histories }: Ways,
): Generator<Message> {
  let at = cursor;
  if (cursor.sentAt === undefined || isInTime(state, "reach", list)) {
    const rows = state.messages.list("reach", list);
    let passed = 0;
    for (const message of walkAll([spanOf({ rows, clearedUpTo: 0, inTime: true }, cursor)], cursor.affix)) {
      if (isOpen(state, message, viewer)) yield message;
      else passed += 1;
      at = { ...cursor, id: message.id };
      if (passed > patience) break;
    }
    if (passed <= patience) return;
  }
  const spans = histories().map((history) => spanOf(history, at));
  for (const message of walkAll(spans, cursor.affix)) if (isBeyond(cursor, message)) yield message;
}

/** Whether a conversation is still the viewer's, and the message was not cleared from their side of it. */
function isOpen(
  state: State,
  { conversationId, receiver, receiverType, id }: Message,
  viewer: string,
): boolean {
  if (receiverType === "group" && !memberOf(state, receiver, viewer)) return false;
  const view = state.views.get(pairKey(viewer, conversationId));
  return view === undefined ? receiverType === "group" : id > view.clearedUpTo;
}
