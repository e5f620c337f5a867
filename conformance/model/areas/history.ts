import { messagePattern, type Oracles, reactionsPattern, refusal, value } from "../expectation.ts";
import { listOf } from "../lists.ts";
import { ASKED_OF_MESSAGES as ASKED, access, find } from "../messages.ts";
import { anything, differences, inAnyOrder, looking, type Pattern } from "../pattern.ts";
import { cellFor, clearance } from "../privileges.ts";
import { conversationOf, historyOf, type ModelMessage, partiesOf } from "../state.ts";

export const historyOracles: Oracles = {
  getMessage(state, device, { messageId }) {
    const message = find(state, messageId);
    if (!message) return { outcome: refusal("ERR_MESSAGE_ID_NOT_FOUND", "MSG-GET-02"), asked: ASKED };
    const me = device.session ?? "";
    const verdict = access(state, message, me);
    if (verdict === undefined) return undefined;
    if (verdict !== "ok") return { outcome: refusal(verdict, "MSG-GET-03"), asked: ASKED };
    const replies = state.messages.filter(({ parent }) => parent === message).length;
    return {
      outcome: value(
        {
          ...messagePattern(state, message),
          ...(message.deletedBy === undefined && { reactions: reactionsPattern(message, me) }),
          ...(replies > 0 && { replyCount: replies }),
          ...receiptTimes(message),
          ...(message.deletedBy === undefined && interactionsOf(message, me)),
        },
        "MSG-GET-01",
        ...(replies > 0 ? ["THR-COUNT-01"] : []),
        ...(message.reactions.size > 0 ? ["RCT-ADD-04"] : []),
        ...(message.interactive?.interactions.size && message.deletedBy === undefined ? ["INT-MARK-01"] : []),
        ...(message.receiverType === "user" && message.deliveredTo.size > 0 ? ["RCP-MSG-01"] : []),
      ),
      asked: ASKED,
    };
  },

  fetchMessages(state, device, { request, filters, direction }) {
    const me = device.session ?? "";
    const {
      limit,
      uid,
      guid,
      parentMessageId,
      messageId,
      timestamp,
      hideReplies,
      categories,
      searchKeyword,
      ...others
    } = filters as Filters;
    if (direction === "next" && messageId === undefined && timestamp === undefined) {
      return { outcome: { error: [], rules: ["PAG-NEXT-02"] }, isLocal: true };
    }
    if (Object.keys(others).length > 0 || timestamp !== undefined) return undefined;
    const parent = parentMessageId === undefined ? undefined : find(state, parentMessageId);
    if (parentMessageId !== undefined && !parent) return undefined;
    const conversation =
      parent?.conversation ?? conversationOf(me, String(guid ?? uid), guid === undefined ? "user" : "group");
    const group = conversation.startsWith("group_")
      ? state.groups.get(conversation.slice("group_".length))
      : undefined;
    if (guid !== undefined && !group)
      return { outcome: refusal("ERR_GUID_NOT_FOUND", "GRP-GET-02"), asked: ASKED };
    const cell = group && cellFor(group, "fetchMessages", me);
    if (group && cell && cell.verdict !== "ok") {
      return { outcome: refusal(clearance(group, me, cell.verdict), cell.rule), asked: ASKED };
    }
    if (parent && !partiesOf(state, parent).includes(me)) return undefined;
    if (uid !== undefined && !state.users.has(uid)) {
      return { outcome: refusal("ERR_UID_NOT_FOUND", "USR-GET-02"), asked: ASKED };
    }
    // Only sent messages are numbered here; what else a history has is not asked for.
    if (!categories?.every((category) => SENT.includes(category))) return undefined;
    const rows = historyOf(state, me, conversation).filter(
      (message) =>
        categories.includes(message.category) &&
        (parent ? message.parent === parent : !hideReplies || !message.parent) &&
        (searchKeyword === undefined ||
          (message.deletedBy === undefined &&
            (message.text ?? "").toLowerCase().includes(searchKeyword.toLowerCase()))),
    );
    const list = listOf(state, device, String(request));
    if (list.isOver) return undefined;
    const all = historyOf(state, me, conversation);
    const from =
      list.at ??
      (messageId === undefined ? undefined : state.messages.indexOf(find(state, messageId) as ModelMessage));
    const isPrevious = direction === "previous";
    const beyond = rows.filter((message) => {
      if (from === undefined) return true;
      const at = state.messages.indexOf(message);
      return isPrevious ? at < from : at > from;
    });
    const page = isPrevious ? beyond.slice(-limit) : beyond.slice(0, limit);
    const edge = isPrevious ? page[0] : page.at(-1);
    const isFirst = list.at === undefined;
    const hasGrown = !isFirst && list.messages < state.messages.length;
    return {
      outcome: value(
        // Tags come with lists only when they are asked for.
        page.map((message) => ({ ...messagePattern(state, message), tags: anything })),
        ...(cell ? [cell.rule] : []),
        ...(isFirst && page.length === beyond.length ? [] : ["PAG-ALL-01"]),
        "PAG-SIZE-01",
        ...(page.length > 1 ? ["PAG-ORDER-01"] : []),
        ...(page.length === 0 && !isFirst ? ["PAG-END-01"] : []),
        ...(page.length > 0 && !isFirst && isPrevious ? ["PAG-PREV-01"] : []),
        ...(page.length > 0 && !isPrevious ? ["PAG-NEXT-01", "CON-LIVE-03"] : []),
        ...(hasGrown && isPrevious ? ["PAG-NEW-01"] : []),
        ...(parent
          ? ["THR-LIST-01"]
          : hideReplies && all.some((message) => message.parent)
            ? ["THR-LIST-02"]
            : []),
        ...(searchKeyword === undefined ? [] : ["HYG-QUERY-01"]),
        ...(state.transients.has(conversation) ? ["TRN-KEEP-01"] : []),
      ),
      asked: ASKED,
      apply() {
        list.isOver = page.length === 0;
        if (edge) list.at = state.messages.indexOf(edge);
        list.messages = state.messages.length;
      },
    };
  },
};

interface Filters {
  readonly limit: number;
  readonly uid?: string;
  readonly guid?: string;
  readonly parentMessageId?: string;
  readonly messageId?: string;
  readonly timestamp?: number;
  readonly hideReplies?: boolean;
  readonly categories?: readonly string[];
  readonly searchKeyword?: string;
}

/** Categories of what is sent. */
const SENT: readonly string[] = ["message", "custom", "interactive"];

function receiptTimes(message: ModelMessage): Readonly<Record<string, Pattern>> {
  if (message.receiverType === "group") return {};
  const isTime = looking("a time", (seen, path) =>
    typeof seen === "number" ? [] : [{ path, expected: "a time", seen }],
  );
  return {
    deliveredAt: message.deliveredTo.size > 0 ? isTime : undefined,
    readAt: message.readBy.size > 0 ? isTime : undefined,
  };
}

/** What a user has interacted with, as this user sees it. */
function interactionsOf({ interactive }: ModelMessage, uid: string): Readonly<Record<string, Pattern>> {
  if (!interactive) return {};
  const wanted = [...(interactive.interactions.get(uid) ?? [])];
  return {
    interactions: looking(wanted.join(", ") || "none", (seen, path) => {
      const rows = Array.isArray(seen) ? seen : [];
      return differences(
        inAnyOrder(...wanted),
        rows.map((row) => row?.elementId),
        path,
      );
    }),
  };
}
