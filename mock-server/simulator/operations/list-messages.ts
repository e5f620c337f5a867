import * as z from "zod";
import { serviceError } from "../errors.ts";
import { secondsField } from "../fields.ts";
import { actorStanding, isBanned, mayRead, requireGroup, requireMessage, requireUser } from "../lookups.ts";
import { messageFilterFields, messageTests } from "../message-filter.ts";
import { type Context, operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { groupConversationId, knownId, messageId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { GROUP_PRIVILEGES } from "../rules/scope-privileges.ts";
import { pairKey } from "../state.ts";
import { type Cursor, spanBeyond, spanLength, walkAll } from "../timeline-cursor.ts";
import { userTimeline } from "../timelines.ts";

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
    limit: z.coerce.number().int().min(1).max(LIMITS.pageSize).default(LIMITS.defaultPageSize),
    ...messageFilterFields,
  }),
  run(context, { uid, guid, parentId, affix, id, sentAt, updatedAt, limit, ...filter }): MessagePage {
    const viewer = context.actor.isApp && uid !== undefined ? uid : context.actor.uid;
    const tests = [...messageTests(context, filter, viewer)];
    if (updatedAt !== undefined) tests.push((row) => row.updatedAt >= updatedAt);
    const histories = historiesOf(context, { uid, guid, parentId });
    if (parentId !== undefined && !context.actor.isApp)
      tests.push((row) => mayRead(context.state, row, viewer));
    const spans = histories.map(({ rows, clearedUpTo }) =>
      spanBeyond(rows, { affix, id, sentAt }, clearedUpTo),
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
    return [{ rows: state.messages.list("replies", parentId), clearedUpTo: 0 }];
  }
  if (guid !== undefined) return [groupHistory(context, guid)];
  if (uid !== undefined) {
    const user = requireUser(state, uid);
    if (actor.isApp) return allHistories(context, user.uid);
    return [
      historyOf(
        context,
        userTimeline(userConversationId(actor.uid, user.uid), actor.uid),
        actor.uid,
        user.uid,
      ),
    ];
  }
  if (actor.isApp) return [{ rows: state.messages.list("all", "all"), clearedUpTo: 0 }];
  return allHistories(context, actor.uid);
}

/** docs: the vendor's own SDK tests (banned: ERR_NOT_A_MEMBER; not joined: ERR_GROUP_NOT_JOINED) */
function groupHistory(context: Context, guid: string): History {
  const { state, actor } = context;
  const group = requireGroup(state, guid);
  const verdict = GROUP_PRIVILEGES.readHistory[actorStanding(context, group)];
  if (verdict !== "ok") {
    const code = isBanned(state, group.guid, actor.uid) ? "ERR_NOT_A_MEMBER" : verdict;
    throw serviceError(code, { uid: actor.uid, guid: group.guid });
  }
  return groupHistoryOf(context, group.guid, actor.uid);
}

function groupHistoryOf({ state }: Context, guid: string, viewer: string): History {
  const conversationId = groupConversationId(guid);
  const clearedUpTo = state.views.get(pairKey(viewer, conversationId))?.clearedUpTo ?? 0;
  return { rows: state.messages.list("timeline", conversationId), clearedUpTo };
}

function historyOf({ state }: Context, timeline: string, viewer: string, peer: string): History {
  const view = state.views.get(pairKey(viewer, userConversationId(viewer, peer)));
  return { rows: state.messages.list("timeline", timeline), clearedUpTo: view?.clearedUpTo ?? 0 };
}

/** Every conversation a user is part of now: those of two in the list, and the groups joined. */
function allHistories(context: Context, viewer: string): readonly History[] {
  const { state } = context;
  const ofTwo = state.views
    .list("byUser", viewer)
    .filter((view) => view.conversationType === "user")
    .map((view) => historyOf(context, userTimeline(view.conversationId, viewer), viewer, view.with));
  const ofGroups = state.members
    .list("byUser", viewer)
    .map((member) => groupHistoryOf(context, member.guid, viewer));
  return [...ofTwo, ...ofGroups];
}
