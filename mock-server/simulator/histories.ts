import type { ConversationView, Message } from "./records.ts";
import { groupConversationId } from "./rules/identifiers.ts";
import { pairKey, type State } from "./state.ts";
import { isInTime } from "./time-order.ts";
import { type Cursor, type Span, spanBeyond } from "./timeline-cursor.ts";
import { userTimeline } from "./timelines.ts";

/** A list of messages, oldest first, of which someone may read what comes after `clearedUpTo`. */
export interface History {
  readonly rows: readonly Message[];
  readonly clearedUpTo: number;
  /** Whether times grow with ids. */
  readonly inTime: boolean;
}

/** A viewer's history of a conversation of two. */
export function historyOfTwo(
  state: State,
  conversationId: string,
  viewer: string,
  view: ConversationView | undefined,
): History {
  return timeline(state, userTimeline(conversationId, viewer), view?.clearedUpTo ?? 0);
}

/** What all members see of a group, and what the viewer wrote that moderation keeps from them. */
export function groupHistories(state: State, guid: string, viewer: string): readonly [History, History] {
  const conversationId = groupConversationId(guid);
  const clearedUpTo = state.views.get(pairKey(viewer, conversationId))?.clearedUpTo ?? 0;
  return [
    timeline(state, conversationId, clearedUpTo),
    timeline(state, userTimeline(conversationId, viewer), clearedUpTo),
  ];
}

/** Every message of the app. */
export function wholeHistory(state: State): History {
  return { rows: state.messages.list("all", "all"), clearedUpTo: 0, inTime: isInTime(state, "all", "all") };
}

function timeline(state: State, list: string, clearedUpTo: number): History {
  return {
    rows: state.messages.list("timeline", list),
    clearedUpTo,
    inTime: isInTime(state, "timeline", list),
  };
}

/** What a cursor leaves of a history; of one out of time, whatever its time: {@link isBeyond} tells the rest. */
export function spanOf({ rows, clearedUpTo, inTime }: History, cursor: Cursor): Span {
  return spanBeyond(rows, inTime ? cursor : { ...cursor, sentAt: undefined }, clearedUpTo);
}

/** Whether a message lies beyond a cursor by its time of sending. */
export function isBeyond({ affix, sentAt }: Cursor, message: Message): boolean {
  if (sentAt === undefined) return true;
  return affix === "append" ? message.sentAt >= sentAt : message.sentAt <= sentAt;
}
