import type { ReceiverType } from "../../protocol/index.ts";
import {
  type Expectation,
  type ExpectedEvent,
  messagePattern,
  nothing,
  now,
  type Oracles,
  ownRefusal,
  refusal,
  userPattern,
  value,
} from "../expectation.ts";
import { nextPage, pagingRules } from "../lists.ts";
import { differences, exactly, inAnyOrder, looking, type Pattern } from "../pattern.ts";
import {
  conversationOf,
  devicesOf,
  hasBlocked,
  historyOf,
  type ModelDevice,
  type ModelMessage,
  partiesOf,
  type State,
} from "../state.ts";
import { find } from "./messages.ts";

type Kind = "delivered" | "read";

/** Messages of others that a user has not read. */
function unreadOf(state: State, uid: string, conversation: string): readonly ModelMessage[] {
  const lastRead = state.lastRead.get(`${uid} ${conversation}`) ?? -1;
  return historyOf(state, uid, conversation).filter(
    (message) => message.sender !== uid && state.messages.indexOf(message) > lastRead,
  );
}

const isAnyBlocked = (state: State, one: string, other: string) =>
  hasBlocked(state, one, other) || hasBlocked(state, other, one);

/**
 * What comes of marking everything up to a message.
 *
 * @returns `undefined` where several things would be told at once, of which no rule says the order
 */
function mark(
  state: State,
  device: ModelDevice,
  kind: Kind,
  message: ModelMessage,
  { asked, rules }: { readonly asked: readonly string[]; readonly rules: readonly string[] },
): Expectation | undefined {
  const me = device.session ?? "";
  const parties = partiesOf(state, message);
  if (message.sender === me || !parties.includes(me) || message.hiddenFrom.has(me)) return undefined;
  if (message.receiverType === "user" && isAnyBlocked(state, me, message.sender)) return undefined;
  const last = state.messages.indexOf(message);
  const covered = historyOf(state, me, message.conversation).filter(
    (one) => one.sender !== me && state.messages.indexOf(one) <= last,
  );
  const fresh = covered.filter((one) => !(kind === "read" ? one.readBy : one.deliveredTo).has(me));
  if (!fresh.includes(message) || fresh.some(({ sender }) => sender !== message.sender)) return undefined;
  const completed = fresh.filter((one) => isComplete(state, one, kind, me));
  const isGroup = message.receiverType === "group";
  if (isGroup && (completed.length > 1 || completed.some((one) => one !== message))) return undefined;
  const isRead = kind === "read";
  const time = isRead ? { readAt: now(state) } : { deliveredAt: now(state) };
  const payload = (receiptType: string, sender: Pattern): Pattern => ({
    receipt: {
      messageId: message.id,
      receiptType,
      sender,
      receiverType: message.receiverType,
      ...(isGroup && { receiverId: message.receiverId }),
      ...time,
    },
  });
  const name = isRead ? "message.onMessagesRead" : "message.onMessagesDelivered";
  const toAll = isRead ? "message.onMessagesReadByAll" : "message.onMessagesDeliveredToAll";
  const own = payload(isRead ? "read" : "delivery", userPattern(state, me));
  const writers = devicesOf(state, [message.sender]);
  const told: ExpectedEvent[] = writers.map((writer) => ({
    device: writer.id,
    name,
    payload: own,
    rules: [isRead ? "RCP-READ-01" : "RCP-DLV-01", ...(fresh.length > 1 && isRead ? ["RCP-READ-02"] : [])],
  }));
  const mirrored: ExpectedEvent[] = devicesOf(state, [me], device).map((other) => ({
    device: other.id,
    name,
    payload: own,
    rules: isRead ? ["RCP-READ-04"] : [],
    isOptional: !isRead,
  }));
  const all: ExpectedEvent[] = !isGroup
    ? []
    : writers.flatMap((writer) => {
        const event = { device: writer.id, rules: [isRead ? "RCP-GRP-01" : "RCP-GRP-02"] };
        const system = payload(isRead ? "readByAll" : "deliveredToAll", { uid: "app_system" });
        // Who reads has received: whether that is told to be complete is no rule's.
        const implied: ExpectedEvent = {
          device: writer.id,
          name: "message.onMessagesDeliveredToAll",
          payload: {},
          rules: [],
          isOptional: true,
        };
        return [
          ...(isRead ? [implied] : []),
          ...(completed.length > 0 ? [{ ...event, name: toAll, payload: system } as const] : []),
        ];
      });
  // Whether what is read is told as delivered first is no rule's.
  const implied: ExpectedEvent[] = isRead
    ? [...writers, ...devicesOf(state, [me], device)].map((one) => ({
        device: one.id,
        name: "message.onMessagesDelivered",
        payload: {},
        rules: [],
        isOptional: true,
      }))
    : [];
  return {
    outcome: nothing(...rules),
    events: [...implied, ...told, ...mirrored, ...all],
    asked,
    apply() {
      for (const one of covered) {
        one.deliveredTo.add(me);
        if (isRead) one.readBy.add(me);
      }
      const key = `${me} ${message.conversation}`;
      if (isRead) state.lastRead.set(key, Math.max(last, state.lastRead.get(key) ?? -1));
      state.version += 1;
    },
  };
}

/** Whether everybody else has it, once this user has. */
function isComplete(state: State, message: ModelMessage, kind: Kind, uid: string): boolean {
  const has = kind === "read" ? message.readBy : message.deliveredTo;
  return partiesOf(state, message).every((one) => one === message.sender || one === uid || has.has(one));
}

function markMessage(kind: Kind): NonNullable<Oracles["markAsRead"]> {
  return (state, device, { messageId }) => {
    if (!device.isConnected) return { outcome: ownRefusal("RCP-OFF-01"), isLocal: true };
    const message = find(state, messageId);
    const expected = message && mark(state, device, kind, message, { asked: ["RCP-ASK-01"], rules: [] });
    return expected && { ...expected, isOverSocket: true };
  };
}

function markConversation(kind: Kind): NonNullable<Oracles["markConversationAsRead"]> {
  return (state, device, params) => {
    const { conversationWith, conversationType } = params as unknown as Partner;
    const me = device.session ?? "";
    const conversation = conversationOf(me, conversationWith, conversationType);
    const newest = historyOf(state, me, conversation).at(-1);
    if (!newest || newest.sender === me) return undefined;
    return mark(state, device, kind, newest, { asked: ["CNV-ASK-01"], rules: ["RCP-CONV-01"] });
  };
}

interface Partner {
  readonly conversationWith: string;
  readonly conversationType: ReceiverType;
}

export const receiptOracles: Oracles = {
  markAsDelivered: markMessage("delivered"),
  markAsRead: markMessage("read"),
  markConversationAsDelivered: markConversation("delivered"),
  markConversationAsRead: markConversation("read"),

  markAsUnread(state, device, { messageId }) {
    const me = device.session ?? "";
    const message = find(state, messageId);
    if (!message || message.sender === me || !partiesOf(state, message).includes(me)) return undefined;
    if (message.hiddenFrom.has(me)) return undefined;
    const at = state.messages.indexOf(message);
    const key = `${me} ${message.conversation}`;
    if ((state.lastRead.get(key) ?? -1) < at) return undefined;
    return {
      outcome: nothing("UNR-MARK-01"),
      events: devicesOf(state, [me], device).map((other) => ({
        device: other.id,
        name: "message.onMessagesRead",
        payload: {},
        rules: [],
        isOptional: true,
      })),
      asked: ["CNV-ASK-01"],
      apply: () => state.lastRead.set(key, at),
    };
  },

  getMessageReceipts(state, device, { messageId }) {
    const me = device.session ?? "";
    const message = find(state, messageId);
    if (!message || message.sender !== me) return undefined;
    const who = new Set([...message.deliveredTo, ...message.readBy]);
    const pattern = looking(`receipts of ${[...who].join(", ") || "nobody"}`, (seen, path) => {
      const rows = (Array.isArray(seen) ? seen : []) as readonly {
        readonly sender?: { readonly uid?: string };
      }[];
      const uids = rows.map((row) => row.sender?.uid ?? "");
      return [
        ...differences(inAnyOrder(...who), uids, path),
        ...rows.flatMap((row, index) =>
          differences(
            {
              messageId: message.id,
              receiptType: message.readBy.has(uids[index] ?? "") ? "read" : "delivery",
            },
            row,
            `${path}[${index}]`,
          ),
        ),
      ];
    });
    return {
      outcome: value(
        pattern,
        ...(who.size > 0 ? ["RCP-ROWS-01"] : []),
        ...(message.readBy.size > 0 ? ["RCP-READ-03"] : []),
      ),
    };
  },

  getUnreadMessageCount(state, device, { uid, guid, hideMessagesFromBlockedUsers }) {
    if (hideMessagesFromBlockedUsers !== undefined) return undefined;
    const me = device.session ?? "";
    const counts: { users: Record<string, number>; groups: Record<string, number> } = {
      users: {},
      groups: {},
    };
    let total = 0;
    let isRead = false;
    for (const conversation of new Set(state.messages.map((message) => message.conversation))) {
      const history = historyOf(state, me, conversation);
      const [first] = history;
      if (!first || !partiesOf(state, first).includes(me)) continue;
      const unread = unreadOf(state, me, conversation);
      if (
        unread.some(
          ({ deletedBy, category, parent }) => deletedBy !== undefined || category !== "message" || parent,
        )
      )
        return undefined;
      isRead ||= history.some((message) => message.readBy.has(me));
      const isGroup = first.receiverType === "group";
      const other = isGroup ? first.receiverId : first.sender === me ? first.receiverId : first.sender;
      if (!isGroup && isAnyBlocked(state, me, other)) return undefined;
      const isAsked =
        uid !== undefined ? other === uid && !isGroup : guid !== undefined ? other === guid && isGroup : true;
      if (!isAsked || unread.length === 0) continue;
      counts[isGroup ? "groups" : "users"][other] = unread.length;
      total += unread.length;
    }
    return {
      outcome: value(
        exactly(counts),
        ...(total > 0 ? ["UNR-COUNT-01", "UNR-COUNT-04"] : []),
        ...(state.messages.some(({ sender }) => sender === me) ? ["UNR-COUNT-02"] : []),
        ...(isRead ? ["UNR-COUNT-03"] : []),
        ...(Object.keys(counts.groups).length > 0 ? ["UNR-COUNT-05"] : []),
      ),
    };
  },

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
