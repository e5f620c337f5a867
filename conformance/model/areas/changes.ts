import { type Expectation, messagePattern, now, type Oracles, refusal, value } from "../expectation.ts";
import { find, isBlockedPair, orNot } from "../messages.ts";
import type { Pattern } from "../pattern.ts";
import { cellFor } from "../privileges.ts";
import { devicesOf, type ModelDevice, type ModelMessage, partiesOf, type State } from "../state.ts";

export const changeOracles: Oracles = {
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
};

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
