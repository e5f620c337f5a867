import type { ReceiverType } from "../../protocol/index.ts";
import {
  type Expectation,
  type ExpectedEvent,
  messagePattern,
  now,
  type Oracles,
  reactionsPattern,
  refusal,
  userPattern,
  value,
} from "../expectation.ts";
import { listOf } from "../lists.ts";
import { anything, differences, exactly, inAnyOrder, looking, type Pattern } from "../pattern.ts";
import { cellFor, clearance } from "../privileges.ts";
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

interface Sending {
  readonly receiverId: string;
  readonly receiverType: ReceiverType;
  readonly muid?: string;
  readonly parentMessageId?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly tags?: readonly string[];
}

interface Kind {
  readonly category: ModelMessage["category"];
  readonly type: string;
  readonly text?: string;
  readonly more: Readonly<Record<string, unknown>>;
  readonly event: "onTextMessageReceived" | "onMediaMessageReceived" | "onCustomMessageReceived";
  readonly sentRule: string;
  readonly heardRule: string;
}

/** Seconds that a slow request takes, and some. */
const SLOW = 15;

const ASKED = ["MSG-ASK-01"];

export const messageOracles: Oracles = {
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

  editMessage: (state, device, { messageId, text }) =>
    change(state, device, "editMessage", messageId, ["EDT-ASK-01"], (message) => ({
      changes: { text: String(text), editedBy: device.session, editedAt: now(state) },
      rules: ["EDT-EDIT-01"],
      event: "onMessageEdited",
      heard: "EDT-EDIT-02",
      apply() {
        message.text = String(text);
        message.editedBy = device.session;
      },
    })),

  deleteMessage: (state, device, { messageId }) =>
    change(state, device, "deleteMessage", messageId, ["EDT-ASK-01"], (message) => ({
      changes: { text: undefined, deletedBy: device.session, deletedAt: now(state) },
      rules: ["EDT-DEL-01", "EDT-DEL-04"],
      event: "onMessageDeleted",
      heard: "EDT-DEL-02",
      apply() {
        message.text = undefined;
        message.deletedBy = device.session;
      },
    })),

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
        },
        "MSG-GET-01",
        ...(replies > 0 ? ["THR-COUNT-01"] : []),
        ...(message.reactions.size > 0 ? ["RCT-ADD-04"] : []),
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
    if (!isSame(categories, ["message", "custom"])) return undefined;
    const rows = historyOf(state, me, conversation).filter(
      (message) =>
        (parent ? message.parent === parent : !hideReplies || !message.parent) &&
        (searchKeyword === undefined ||
          (message.deletedBy === undefined &&
            (message.text ?? "").toLowerCase().includes(searchKeyword.toLowerCase()))),
    );
    const list = listOf(state, device, String(request));
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
        if (edge) list.at = state.messages.indexOf(edge);
        list.messages = state.messages.length;
      },
    };
  },

  addReaction: (state, device, { messageId, reaction }) =>
    react(state, device, messageId, String(reaction), true),
  removeReaction: (state, device, { messageId, reaction }) =>
    react(state, device, messageId, String(reaction), false),

  fetchReactions(state, device, { request, filters }) {
    const { messageId, reaction, limit } = filters as { messageId: string; reaction?: string; limit: number };
    const message = find(state, messageId);
    const me = device.session ?? "";
    if (!message || access(state, message, me) !== "ok" || message.deletedBy !== undefined) return undefined;
    const list = listOf(state, device, String(request));
    if (list.version !== state.version) return undefined;
    const rows = [...message.reactions]
      .filter(([one]) => reaction === undefined || one === reaction)
      .flatMap(([one, uids]) => [...uids].map((uid) => `${uid} ${one}`))
      .filter((row) => !list.given.has(row));
    const size = Math.min(limit, rows.length);
    const nameOf = (row: unknown) => {
      const { uid, reaction: of } = (row ?? {}) as { uid?: string; reaction?: string };
      return `${uid} ${of}`;
    };
    const pattern = looking(`${size} of ${rows.join(", ") || "none"}`, (seen, path) => {
      const names = Array.isArray(seen) ? seen.map(nameOf) : [];
      const isPage =
        Array.isArray(seen) &&
        names.length === size &&
        new Set(names).size === size &&
        names.every((name) => rows.includes(name));
      if (!isPage)
        return [
          {
            path,
            expected: `${size} of ${rows.join(", ") || "none"}`,
            seen: Array.isArray(seen) ? names : seen,
          },
        ];
      return seen.flatMap((row, index) =>
        differences(
          { messageId: message.id, reactedBy: { uid: (row as { uid: string }).uid } },
          row,
          `${path}[${index}]`,
        ),
      );
    });
    return {
      outcome: value(pattern, "RCT-LIST-01", ...(reaction === undefined ? [] : ["RCT-LIST-02"])),
      asked: ["RCT-ASK-01"],
      apply(seen) {
        if (Array.isArray(seen)) for (const row of seen) list.given.add(nameOf(row));
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

const isSame = (one: readonly string[] | undefined, other: readonly string[]) =>
  one !== undefined && [...one].sort().join() === [...other].sort().join();

export function find(state: State, id: unknown): ModelMessage | undefined {
  return state.messages.find((message) => message.id !== undefined && message.id === id);
}

/** Whether a user may see a message: `ok`, or the code that refuses it; `undefined` where no rule says so. */
function access(state: State, message: ModelMessage, uid: string): string | undefined {
  const isParty = partiesOf(state, message).includes(uid);
  if (isParty && message.hiddenFrom.has(uid)) return undefined;
  return isParty ? "ok" : "ERR_MESSAGE_NO_ACCESS";
}

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

function send(state: State, device: ModelDevice, to: Sending, kind: Kind): Expectation | undefined {
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

function isBlockedPair(state: State, { receiverType, sender, receiverId }: ModelMessage): boolean {
  if (receiverType === "group") return false;
  return hasBlocked(state, sender, receiverId) || hasBlocked(state, receiverId, sender);
}

/** What of an old message is told over a block, the sources leave open. */
function orNot(isOpen: boolean, rules: readonly string[]): Pick<ExpectedEvent, "rules" | "isOptional"> {
  return isOpen ? { rules: [], isOptional: true } : { rules };
}

interface Change {
  readonly changes: Readonly<Record<string, Pattern>>;
  readonly rules: readonly string[];
  readonly event: "onMessageEdited" | "onMessageDeleted";
  readonly heard: string;
  readonly apply: () => void;
}

function change(
  state: State,
  device: ModelDevice,
  operation: "editMessage" | "deleteMessage",
  id: unknown,
  asked: readonly string[],
  made: (message: ModelMessage) => Change,
): Expectation | undefined {
  const me = device.session ?? "";
  const isEdit = operation === "editMessage";
  const message = find(state, id);
  if (!message) {
    return {
      outcome: refusal("ERR_MESSAGE_ID_NOT_FOUND", ...(isEdit ? ["EDT-EDIT-04"] : ["MSG-GET-02"])),
      asked,
    };
  }
  const isOwn = message.sender === me;
  const cell = cellOfMessage(state, message, operation, me);
  if (message.deletedBy !== undefined) {
    return isEdit && isOwn && cell?.verdict === "ok"
      ? { outcome: refusal("ERR_MESSAGE_ID_NOT_FOUND", "EDT-EDIT-05"), asked }
      : undefined;
  }
  if (isEdit && message.type !== "text") return undefined;
  if (!cell) return undefined;
  if (cell.verdict !== "ok") return { outcome: refusal(cell.verdict, ...cell.rules), asked };
  const { changes, rules, event, heard, apply } = made(message);
  const hidden = message.hiddenFrom;
  const hearers = devicesOf(
    state,
    partiesOf(state, message).filter((uid) => !hidden.has(uid)),
    device,
  );
  const after = isEdit
    ? { ...messagePattern(state, message), ...changes }
    : { ...messagePattern(state, { ...message, deletedBy: me }), ...changes };
  return {
    outcome: value(after, ...cell.rules, ...rules),
    events: hearers.map((hearer) => ({
      device: hearer.id,
      name: `message.${event}` as const,
      payload: { message: after },
      ...orNot(isBlockedPair(state, message), [heard]),
    })),
    asked,
    apply,
  };
}

function cellOfMessage(
  state: State,
  message: ModelMessage,
  operation: "editMessage" | "deleteMessage",
  me: string,
): { readonly verdict: string; readonly rules: readonly string[] } | undefined {
  const isOwn = message.sender === me;
  if (message.receiverType === "user") {
    const rule = operation === "editMessage" ? "EDT-EDIT-03" : "EDT-DEL-03";
    if (!partiesOf(state, message).includes(me))
      return { verdict: "ERR_MESSAGE_NO_ACCESS", rules: ["MSG-GET-03"] };
    if (message.hiddenFrom.has(me)) return undefined;
    return { verdict: isOwn ? "ok" : "ERR_MESSAGE_NOT_A_SENDER", rules: isOwn ? [] : [rule] };
  }
  const group = state.groups.get(message.receiverId);
  const cell = group && cellFor(group, operation, me, isOwn ? "own" : "another's");
  return cell && { verdict: cell.verdict, rules: [cell.rule] };
}

function react(
  state: State,
  device: ModelDevice,
  id: unknown,
  reaction: string,
  isAdding: boolean,
): Expectation | undefined {
  const me = device.session ?? "";
  const asked = ["RCT-ASK-01"];
  const message = find(state, id);
  if (!message) return { outcome: refusal("ERR_MESSAGE_ID_NOT_FOUND", "MSG-GET-02"), asked };
  if (message.deletedBy !== undefined || message.hiddenFrom.has(me)) return undefined;
  const group = message.receiverType === "group" ? state.groups.get(message.receiverId) : undefined;
  const cell = group && isAdding ? cellFor(group, "addReaction", me, "another's") : undefined;
  if (!partiesOf(state, message).includes(me)) {
    return {
      outcome: refusal(
        group ? "ERR_NOT_A_MEMBER" : "ERR_MESSAGE_NO_ACCESS",
        ...(cell ? [cell.rule] : group ? [] : ["MSG-GET-03"]),
      ),
      asked,
    };
  }
  const uids = message.reactions.get(reaction) ?? new Set();
  const isAgain = uids.has(me) === isAdding;
  if (!isAdding && isAgain) return undefined;
  const after = {
    ...message,
    reactions: new Map([...message.reactions].map(([one, of]) => [one, new Set(of)])),
  };
  const mine = after.reactions.get(reaction) ?? new Set();
  if (isAdding) mine.add(me);
  else mine.delete(me);
  after.reactions.set(reaction, mine);
  const name = isAdding ? "onMessageReactionAdded" : "onMessageReactionRemoved";
  const hearers = isAgain ? [] : devicesOf(state, partiesOf(state, message), device);
  return {
    outcome: value(
      { ...messagePattern(state, message), reactions: reactionsPattern(after, me) },
      ...(cell ? [cell.rule] : []),
      isAdding ? "RCT-ADD-01" : "RCT-DEL-01",
      ...(isAdding ? ["RCT-ADD-04", "RCT-EMOJI-01"] : []),
      ...(isAgain ? ["RCT-ADD-03"] : []),
    ),
    events: hearers.map(
      (hearer): ExpectedEvent => ({
        device: hearer.id,
        name: `message.${name}`,
        payload: {
          reaction: { messageId: message.id, reaction, uid: me, reactedBy: userPattern(state, me) },
          receiverType: message.receiverType,
        },
        ...orNot(isBlockedPair(state, message), [isAdding ? "RCT-ADD-02" : "RCT-DEL-02"]),
      }),
    ),
    asked,
    apply() {
      message.reactions.set(reaction, mine);
      state.version += 1;
    },
  };
}
