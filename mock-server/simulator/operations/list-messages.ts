import * as z from "zod";
import { secondsField, wholeNumber } from "../fields.ts";
import { requireReadableGroup } from "../history-access.ts";
import { isOutOfTime } from "../import-messages.ts";
import { mayRead, requireMessage, requireUser } from "../lookups.ts";
import { messageFilterFields, messageTests } from "../message-filter.ts";
import { type Context, operation } from "../operation.ts";
import type { ConversationView, Message } from "../records.ts";
import { groupConversationId, knownId, messageId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { pairKey, type State } from "../state.ts";
import { type Cursor, spanBeyond, spanLength, walkAll } from "../timeline-cursor.ts";
import { userTimeline, withheldReplies } from "../timelines.ts";

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
  input: z.object({
    uid: knownId.optional(),
    guid: knownId.optional(),
    parentId: messageId.optional(),
    affix: z.enum(["append", "prepend"]).default("prepend"),
    id: messageId.optional(),
    sentAt: momentField.optional(),
    /** Only messages updated at or after this time. */
    updatedAt: momentField.optional(),
    limit: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
    ...messageFilterFields,
  }),
  run(context, { uid, guid, parentId, affix, id, sentAt, updatedAt, limit, ...filter }): MessagePage {
    const viewer = context.actor.isApp && uid !== undefined ? uid : context.actor.uid;
    const tests = [...messageTests(context, filter, viewer)];
    if (updatedAt !== undefined) tests.push((row) => row.updatedAt >= updatedAt);
    const histories = historiesOf(context, { uid, guid, parentId });
    if (parentId !== undefined && !context.actor.isApp)
      tests.push((row) => mayRead(context.state, row, viewer));
    const inTime = !isOutOfTime(context.state);
    if (!inTime && sentAt !== undefined) {
      tests.push((row) => (affix === "append" ? row.sentAt >= sentAt : row.sentAt <= sentAt));
    }
    const spans = histories.map(({ rows, clearedUpTo }) =>
      spanBeyond(rows, { affix, id, sentAt: inTime ? sentAt : undefined }, clearedUpTo),
    );
    const rows: Message[] = [];
    for (const message of walkAll(spans, affix)) {
      if (!tests.every((test) => test(message))) continue;
      rows.push(message);
      if (rows.length === limit) break;
    }
    if (affix === "prepend") rows.reverse();
    const remaining = tests.length === 0 ? spans.reduce((sum, span) => sum + spanLength(span), 0) : undefined;
    return { rows, affix, remaining };
  },
});

interface History {
  readonly rows: readonly Message[];
  readonly clearedUpTo: number;
}

interface Place {
  readonly uid: string | undefined;
  readonly guid: string | undefined;
  readonly parentId: number | undefined;
}

function historiesOf(context: Context, { uid, guid, parentId }: Place): readonly History[] {
  const { state, actor } = context;
  if (parentId !== undefined) {
    requireMessage(context, parentId);
    return [parentId, withheldReplies(parentId, actor.uid)].map((list) => ({
      rows: state.messages.list("replies", list),
      clearedUpTo: 0,
    }));
  }
  if (guid !== undefined)
    return groupHistoriesOf(context, requireReadableGroup(context, guid).guid, actor.uid);
  if (uid !== undefined) {
    const user = requireUser(state, uid);
    if (actor.isApp) return allHistories(context, user.uid);
    const conversationId = userConversationId(actor.uid, user.uid);
    return [historyOf(state, conversationId, actor.uid, state.views.get(pairKey(actor.uid, conversationId)))];
  }
  if (actor.isApp) return [{ rows: state.messages.list("all", "all"), clearedUpTo: 0 }];
  return allHistories(context, actor.uid);
}

/** What all members see of a group, and what the viewer wrote that moderation keeps from them. */
function groupHistoriesOf({ state }: Context, guid: string, viewer: string): readonly History[] {
  const conversationId = groupConversationId(guid);
  const clearedUpTo = state.views.get(pairKey(viewer, conversationId))?.clearedUpTo ?? 0;
  return [conversationId, userTimeline(conversationId, viewer)].map((list) => ({
    rows: state.messages.list("timeline", list),
    clearedUpTo,
  }));
}

function historyOf(
  state: State,
  conversationId: string,
  viewer: string,
  view: ConversationView | undefined,
): History {
  const rows = state.messages.list("timeline", userTimeline(conversationId, viewer));
  return { rows, clearedUpTo: view?.clearedUpTo ?? 0 };
}

/** Every conversation a user is part of now: those of two in the list, and the groups joined. */
function allHistories(context: Context, viewer: string): readonly History[] {
  const { state } = context;
  const ofTwo = state.views
    .list("byUser", viewer)
    .filter((view) => view.conversationType === "user")
    .map((view) => historyOf(state, view.conversationId, viewer, view));
  const ofGroups = state.members
    .list("byUser", viewer)
    .flatMap((member) => groupHistoriesOf(context, member.guid, viewer));
  return [...ofTwo, ...ofGroups];
}
