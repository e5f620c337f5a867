import type { ReceiverType } from "../../protocol/index.ts";
import { type Expectation, messagePattern, type Oracles, refusal, value } from "../expectation.ts";
import { ASKED_OF_MESSAGES as ASKED, find } from "../messages.ts";
import { differences, exactly, inAnyOrder, looking } from "../pattern.ts";
import { cellFor } from "../privileges.ts";
import {
  conversationOf,
  devicesOf,
  hasBlocked,
  type ModelDevice,
  type ModelMessage,
  partiesOf,
  type State,
} from "../state.ts";

export interface Sending {
  readonly receiverId: string;
  readonly receiverType: ReceiverType;
  readonly muid?: string;
  readonly parentMessageId?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
}

/** What is sent, and the rules of it. */
export interface Kind {
  readonly category: ModelMessage["category"];
  readonly type: string;
  readonly text?: string;
  readonly more: Readonly<Record<string, unknown>>;
  readonly event:
    | "onTextMessageReceived"
    | "onMediaMessageReceived"
    | "onCustomMessageReceived"
    | "onInteractiveMessageReceived";
  readonly interactive?: ModelMessage["interactive"];
  /** Rules that the answer shows besides. */
  readonly answerRules?: readonly string[];
  readonly sentRule: string;
  readonly heardRule: string;
}

/** Seconds that a slow request takes, and some. */
const SLOW = 15;

export const sendingOracles: Oracles = {
  sendTextMessage(state, device, { text, ...to }) {
    const sending = to as unknown as Sending;
    if (String(text).trim() === "") {
      return state.users.has(sending.receiverId) && sending.receiverType === "user"
        ? { outcome: { error: [], rules: ["MSG-TEXT-04"] } }
        : undefined;
    }
    return send(state, device, sending, {
      category: "message",
      type: "text",
      text: String(text),
      more: {},
      event: "onTextMessageReceived",
      sentRule: "MSG-TEXT-01",
      heardRule: "MSG-TEXT-02",
    });
  },
  sendCustomMessage(state, device, { type, customData, subType, updateConversation: _, ...to }) {
    return send(state, device, to as unknown as Sending, {
      category: "custom",
      type: String(type),
      more: { customData: exactly(customData), ...(subType !== undefined && { subType }) },
      event: "onCustomMessageReceived",
      sentRule: "MSG-CUST-01",
      heardRule: "MSG-CUST-02",
    });
  },
  sendMediaMessage(state, device, { type, attachments, caption, ...to }) {
    return send(state, device, to as unknown as Sending, {
      category: "message",
      type: String(type),
      more: { attachments, ...(caption !== undefined && { caption }) },
      event: "onMediaMessageReceived",
      sentRule: "MSG-MEDIA-01",
      heardRule: "MSG-MEDIA-02",
    });
  },
};

/** What must come of sending something to somebody. */
export function send(state: State, device: ModelDevice, to: Sending, kind: Kind): Expectation | undefined {
  const me = device.session ?? "";
  const { receiverId, receiverType } = to;
  const isGroup = receiverType === "group";
  const group = isGroup ? state.groups.get(receiverId) : undefined;
  if (isGroup && !group) return { outcome: refusal("ERR_GUID_NOT_FOUND", "MSG-TO-02"), asked: ASKED };
  if (!isGroup && !state.users.has(receiverId)) {
    return { outcome: refusal("ERR_UID_NOT_FOUND", "MSG-TO-01"), asked: ASKED };
  }
  if (!isGroup && receiverId === me) return undefined;
  const cell = group && kind.sentRule === "MSG-TEXT-01" ? cellFor(group, "sendTextMessage", me) : undefined;
  if (group && !group.members.has(me)) {
    return { outcome: refusal("ERR_NOT_A_MEMBER", "MSG-TO-03", ...(cell ? [cell.rule] : [])), asked: ASKED };
  }
  if (!isGroup && hasBlocked(state, me, receiverId)) {
    return { outcome: refusal("ERR_BLOCKED_RECEIVER", "BLK-SEND-01"), asked: ASKED };
  }
  const conversation = conversationOf(me, receiverId, receiverType);
  const thread =
    to.parentMessageId === undefined ? undefined : threadOf(state, me, to.parentMessageId, conversation);
  if (thread && "refused" in thread) return { outcome: refusal(thread.refused, thread.rule), asked: ASKED };
  if (thread && !thread.parent) return undefined;
  const isBlocked = !isGroup && hasBlocked(state, receiverId, me);
  const mentions = [...(kind.text ?? "").matchAll(/<@uid:([\w-]+)>/g)].map((match) => match[1] ?? "");
  const known = [...new Set(mentions)].filter((uid) => state.users.has(uid));
  const message: ModelMessage = {
    id: undefined,
    sender: me,
    receiverId,
    receiverType,
    conversation,
    category: kind.category,
    type: kind.type,
    sentAt: state.now(),
    slack: device.requestFault === "slow" ? SLOW : 0,
    text: kind.text,
    more: {
      ...kind.more,
      ...(to.muid !== undefined && { muid: to.muid }),
      ...(to.metadata !== undefined && { metadata: exactly(to.metadata) }),
      ...(to.tags !== undefined && { tags: to.tags }),
    },
    parent: thread?.parent,
    mentions: known,
    editedBy: undefined,
    deletedBy: undefined,
    reactions: new Map(),
    interactive: kind.interactive,
    hiddenFrom: new Set(isBlocked ? [receiverId] : []),
    deliveredTo: new Set(),
    readBy: new Set(),
  };
  const rules = [
    ...(to.muid === undefined ? [] : ["IDN-MUID-01"]),
    ...(to.metadata === undefined ? [] : ["MSG-META-01"]),
    ...(to.tags === undefined ? [] : ["MSG-TAGS-01"]),
    ...(thread ? ["THR-SEND-01"] : []),
    ...(kind.text !== undefined && /[^\w ]/.test(kind.text) ? ["MSG-TEXT-05"] : []),
    ...(known.length > 0 ? ["MEN-TEXT-01"] : mentions.length > 0 ? ["MEN-TEXT-03"] : []),
  ];
  const seen = (uid: string) => ({
    ...messagePattern(state, message),
    ...(mentions.length > 0 && {
      mentionedUsers:
        known.length > 0
          ? looking(known.join(), (users, path) =>
              differences(
                inAnyOrder(...known),
                Array.isArray(users) ? users.map((user) => user.uid) : users,
                path,
              ),
            )
          : undefined,
      ...(known.length > 0 && { hasMentionedMe: known.includes(uid) }),
    }),
  });
  const parties = partiesOf(state, message).filter((uid) => !message.hiddenFrom.has(uid));
  const hearers = devicesOf(state, parties, device);
  return {
    outcome: value(
      seen(me),
      ...(cell ? [cell.rule] : []),
      kind.sentRule,
      ...(kind.answerRules ?? []),
      "IDN-MSG-01",
      isGroup ? "IDN-CONV-02" : "IDN-CONV-01",
      ...(isBlocked ? ["BLK-SEND-02"] : []),
      ...rules,
    ),
    events: hearers.map((hearer) => ({
      device: hearer.id,
      name: `message.${kind.event}` as const,
      payload: { message: seen(hearer.session ?? "") },
      rules: [
        kind.heardRule,
        ...(isGroup ? ["MSG-TEXT-03"] : []),
        ...(hearer.session === me ? ["MSG-ECHO-02"] : []),
        ...(hearer.wasConnected ? ["CON-LIVE-02"] : []),
        ...(hearer.hasLost ? ["LSN-LOST-01"] : []),
        ...(state.unblocked.has(`${hearer.session}>${me}`) && !isGroup ? ["BLK-SEND-04"] : []),
        ...(known.length > 0 ? ["MEN-TEXT-02"] : []),
        ...rules,
      ],
    })),
    quiet: [
      "MSG-ECHO-01",
      ...([...state.devices.values()].some(
        (one) => one.session !== undefined && !one.isConnected && parties.includes(one.session),
      )
        ? ["CON-LIVE-01"]
        : []),
      ...(isGroup ? ["MSG-TEXT-03"] : []),
      ...(isBlocked ? ["BLK-SEND-03"] : []),
    ],
    asked: ASKED,
    apply(answer) {
      const { id } = (answer ?? {}) as { readonly id?: string };
      message.id = id;
      state.messages.push(message);
      for (const uid of partiesOf(state, message)) state.tags.delete(`gone ${uid} ${conversation}`);
    },
  };
}

function threadOf(
  state: State,
  me: string,
  parentId: string,
  conversation: string,
): { readonly parent: ModelMessage | undefined } | { readonly refused: string; readonly rule: string } {
  const parent = find(state, parentId);
  if (!parent) return { refused: "ERR_MESSAGE_ID_NOT_FOUND", rule: "THR-SEND-04" };
  // What is refused first of two reasons is no rule's.
  const isSeen = partiesOf(state, parent).includes(me) && !parent.hiddenFrom.has(me);
  if (parent.deletedBy !== undefined || !isSeen) return { parent: undefined };
  if (parent.conversation !== conversation)
    return { refused: "ERR_WRONG_MESSAGE_THREAD", rule: "THR-SEND-02" };
  if (parent.parent) return { refused: "ERR_MESSAGE_THREAD_NESTING", rule: "THR-SEND-03" };
  return { parent };
}
