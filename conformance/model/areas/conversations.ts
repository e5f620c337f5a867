import type { ReceiverType } from "../../protocol/index.ts";
import { messagePattern, nothing, type Oracles, refusal, userPattern, value } from "../expectation.ts";
import { nextPage, pagingRules } from "../lists.ts";
import { differences, inAnyOrder, looking, type Pattern } from "../pattern.ts";
import { conversationOf, hasBlocked, historyOf, isAnyBlocked, type State, unreadOf } from "../state.ts";

/** With whom a conversation is. */
export interface Partner {
  readonly conversationWith: string;
  readonly conversationType: ReceiverType;
}

export const conversationOracles: Oracles = {
  getConversation(state, device, params) {
    const { conversationWith, conversationType } = params as unknown as Partner;
    const me = device.session ?? "";
    const asked = ["CNV-ASK-01"];
    if (conversationType === "user" && !state.users.has(conversationWith)) {
      return { outcome: refusal("ERR_UID_NOT_FOUND", "USR-GET-02"), asked };
    }
    if (conversationType === "group" && !state.groups.get(conversationWith)?.members.has(me))
      return undefined;
    if (conversationType === "user" && isAnyBlocked(state, me, conversationWith)) return undefined;
    const pattern = conversationPattern(state, me, conversationWith, conversationType);
    if (!pattern) {
      if (conversationType === "group") return undefined;
      const isGone = state.forgotten.has(`${me} ${conversationOf(me, conversationWith, conversationType)}`);
      return {
        outcome: refusal("ERR_CONVERSATION_NOT_ACCESSIBLE", isGone ? "CNV-DEL-01" : "CNV-GET-02"),
        asked,
      };
    }
    const conversation = conversationOf(me, conversationWith, conversationType);
    const isBack = state.forgotten.has(`${me} ${conversation}`);
    return {
      outcome: value(
        pattern,
        "CNV-GET-01",
        "CNV-LIST-03",
        ...(isBack ? ["CNV-DEL-02"] : []),
        ...(state.tags.has(`${me} ${conversation}`) ? ["CNV-TAG-01"] : []),
      ),
      asked,
    };
  },

  tagConversation(state, device, { tags, ...params }) {
    const { conversationWith, conversationType } = params as unknown as Partner;
    const me = device.session ?? "";
    const pattern = conversationPattern(state, me, conversationWith, conversationType);
    if (!pattern || (conversationType === "user" && isAnyBlocked(state, me, conversationWith)))
      return undefined;
    if (conversationType === "group" && !state.groups.get(conversationWith)?.members.has(me))
      return undefined;
    const wanted = tags as readonly string[];
    return {
      outcome: value({ conversationId: pattern.conversationId, tags: inAnyOrder(...wanted) }, "CNV-TAG-01"),
      asked: ["CNV-ASK-01"],
      apply: () => state.tags.set(`${me} ${conversationOf(me, conversationWith, conversationType)}`, wanted),
    };
  },

  deleteConversation(state, device, params) {
    const { conversationWith, conversationType } = params as unknown as Partner;
    const me = device.session ?? "";
    const conversation = conversationOf(me, conversationWith, conversationType);
    if (conversationType === "group" || historyOf(state, me, conversation).length === 0) return undefined;
    if (isAnyBlocked(state, me, conversationWith)) return undefined;
    return {
      outcome: nothing("CNV-DEL-01"),
      asked: ["CNV-ASK-01"],
      apply() {
        state.forgotten.set(`${me} ${conversation}`, state.messages.length);
        state.tags.delete(`${me} ${conversation}`);
        state.version += 1;
      },
    };
  },

  fetchConversations(state, device, { request, filters }) {
    const me = device.session ?? "";
    const { limit, conversationType, includeBlockedUsers, ...others } = filters as {
      limit: number;
      conversationType?: ReceiverType;
      includeBlockedUsers?: boolean;
    };
    if (Object.keys(others).length > 0) return undefined;
    if ([...state.users.keys()].some((uid) => hasBlocked(state, uid, me))) return undefined;
    const users = [...state.users.keys()].filter(
      (uid) => uid !== me && (includeBlockedUsers || !hasBlocked(state, me, uid)),
    );
    const groups = [...state.groups.values()]
      .filter(({ members }) => members.has(me))
      .map(({ guid }) => guid);
    const rows = new Map<string, Pattern>();
    const add = (other: string, type: ReceiverType) => {
      if (conversationType !== undefined && conversationType !== type) return;
      const pattern = conversationPattern(state, me, other, type);
      // That somebody was added to a group is a message too.
      if (pattern ?? type === "group") rows.set(conversationOf(me, other, type), pattern ?? {});
    };
    for (const uid of users) add(uid, "user");
    for (const guid of groups) add(guid, "group");
    const page = nextPage(
      state,
      device,
      { request: String(request), limit },
      rows,
      (row) => row.conversationId,
      state.version + state.messages.length,
    );
    if (!page.isJudged) return undefined;
    const inOrder = looking("the latest first", (seen, path) => {
      const wrong = differences(page.pattern, seen, path);
      if (wrong.length > 0) return wrong;
      const times = (seen as readonly { readonly lastMessage?: { readonly sentAt: number } }[]).flatMap(
        ({ lastMessage }) => lastMessage?.sentAt ?? [],
      );
      return times.every((time, index) => index === 0 || time <= (times[index - 1] ?? 0))
        ? []
        : [{ path, expected: "the latest first", seen: times }];
    });
    const isBlocking = [...state.users.keys()].some(
      (uid) => hasBlocked(state, me, uid) && historyOf(state, me, conversationOf(me, uid, "user")).length > 0,
    );
    return {
      outcome: value(
        inOrder,
        "CNV-LIST-01",
        "CNV-LIST-03",
        ...(conversationType === undefined ? [] : ["CNV-LIST-02"]),
        ...(isBlocking ? ["BLK-CONV-01"] : []),
        ...pagingRules(page, rows.size),
      ),
      asked: ["CNV-ASK-01"],
      apply: page.turn,
    };
  },
};

/** A conversation as one user must see it; `undefined` where there is none. */
function conversationPattern(
  state: State,
  me: string,
  other: string,
  type: ReceiverType,
): Readonly<Record<string, Pattern>> | undefined {
  const conversation = conversationOf(me, other, type);
  const history = historyOf(state, me, conversation);
  const last = history.at(-1);
  if (!last) return undefined;
  const tags = state.tags.get(`${me} ${conversation}`);
  const isPlain = history.every(
    ({ deletedBy, editedBy, category, parent }) =>
      deletedBy === undefined && editedBy === undefined && category === "message" && !parent,
  );
  return {
    conversationId: conversation,
    conversationType: type,
    conversationWith: type === "user" ? userPattern(state, other) : { guid: other },
    ...(isPlain && {
      unreadMessageCount: unreadOf(state, me, conversation).length,
      lastMessage: messagePattern(state, last),
    }),
    ...(tags && { tags: inAnyOrder(...tags) }),
  };
}
