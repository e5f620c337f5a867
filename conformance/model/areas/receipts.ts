import {
  type Expectation,
  type ExpectedEvent,
  nothing,
  now,
  type Oracles,
  ownRefusal,
  userPattern,
  value,
} from "../expectation.ts";
import { find } from "../messages.ts";
import { differences, exactly, inAnyOrder, looking, type Pattern } from "../pattern.ts";
import {
  conversationOf,
  devicesOf,
  historyOf,
  isAnyBlocked,
  type ModelDevice,
  type ModelMessage,
  partiesOf,
  type State,
  unreadOf,
} from "../state.ts";
import type { Partner } from "./conversations.ts";

type Kind = "delivered" | "read";

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

const eachNames = ({ id }: ModelMessage): Pattern =>
  looking("rows that name their message", (seen, path) =>
    (Array.isArray(seen) ? seen : []).flatMap((row, index) =>
      differences({ messageId: id }, row, `${path}[${index}]`),
    ),
  );

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

const aTime = looking("a time", (seen, path) =>
  typeof seen === "number" ? [] : [{ path, expected: "a time", seen }],
);

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
              receiptType: message.readBy.has(uids[index] ?? "") ? "read" : "delivery",
              deliveredAt: aTime,
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
      details: who.size > 0 ? [{ value: eachNames(message), rules: ["RCP-ROWS-02"] }] : [],
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
};
