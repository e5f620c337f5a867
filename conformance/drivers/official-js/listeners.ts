import type { ListenerName } from "../../protocol/index.ts";
import { toMessage } from "./forms/messages.ts";
import { toReaction, toReceipt, toSignal } from "./forms/others.ts";
import { toGroup, toUser } from "./forms/users.ts";
import { compact, filled, get, id, plain, text } from "./forms/values.ts";
import type { Sdk } from "./methods/context.ts";

/** Hears what one client tells its app. */
export type Hear = (listener: ListenerName, name: string, payload: object) => void;

type Callback = (...args: unknown[]) => void;
type Reader = (...args: unknown[]) => object;

const message: Reader = (one) => ({ message: toMessage(one) });
const receipt: Reader = (one) => ({ receipt: toReceipt(one) });
const typing: Reader = (one) => ({
  typing: compact({ ...toSignal(one), metadata: filled(get(one, "getMetadata")) }),
});
const transient: Reader = (one) => ({
  transient: { ...toSignal(one), data: plain(get(one, "getData")) ?? {} },
});
const reaction: Reader = (event) =>
  compact({
    reaction: toReaction(get(event, "getReaction")),
    conversationId: text(get(event, "getConversationId")),
    receiverId: text(get(event, "getReceiverId")),
    receiverType: text(get(event, "getReceiverType")),
  });
const goal: Reader = (one) => ({
  messageId: id(get(one, "getMessageId")) ?? "",
  sender: toUser(get(one, "getSender")),
});
const byMember: Reader = (action, by, group) => ({
  message: toMessage(action),
  by: toUser(by),
  group: toGroup(group),
});
const onMember: Reader = (action, on, by, group) => ({
  message: toMessage(action),
  by: toUser(by),
  on: toUser(on),
  group: toGroup(group),
});
/** Who has changed a scope is told within the action alone. */
const scopeChange: Reader = (action, on, newScope, oldScope, group) => ({
  message: toMessage(action),
  by: toUser(get(action, "getActionBy")),
  on: toUser(on),
  group: toGroup(group),
  oldScope,
  newScope,
});
const user: Reader = (one) => ({ user: toUser(one) });
const call: Reader = (one) => ({ call: toMessage(one) });
const nothing: Reader = () => ({});

const READERS: { readonly [L in ListenerName]: Readonly<Record<string, Reader>> } = {
  message: {
    onTextMessageReceived: message,
    onMediaMessageReceived: message,
    onCustomMessageReceived: message,
    onInteractiveMessageReceived: message,
    onMessageEdited: message,
    onMessageDeleted: message,
    onMessagesDelivered: receipt,
    onMessagesRead: receipt,
    onMessagesDeliveredToAll: receipt,
    onMessagesReadByAll: receipt,
    onMessageReactionAdded: reaction,
    onMessageReactionRemoved: reaction,
    onTypingStarted: typing,
    onTypingEnded: typing,
    onTransientMessageReceived: transient,
    onInteractionGoalCompleted: goal,
  },
  group: {
    onGroupMemberJoined: byMember,
    onGroupMemberLeft: byMember,
    onGroupMemberKicked: onMember,
    onGroupMemberBanned: onMember,
    onGroupMemberUnbanned: onMember,
    onMemberAddedToGroup: onMember,
    onGroupMemberScopeChanged: scopeChange,
  },
  user: { onUserOnline: user, onUserOffline: user },
  call: {
    onIncomingCallReceived: call,
    onOutgoingCallAccepted: call,
    onOutgoingCallRejected: call,
    onIncomingCallCancelled: call,
    onCallEndedMessageReceived: call,
  },
  connection: { inConnecting: nothing, onConnected: nothing, onDisconnected: nothing },
  login: { loginSuccess: user, logoutSuccess: nothing },
};

/** Attaches a listener of each kind, with each of its callbacks. */
export function attachListeners(sdk: Sdk, hear: Hear): void {
  const callbacks = (listener: ListenerName): Record<string, Callback> =>
    Object.fromEntries(
      Object.entries(READERS[listener]).map(([name, read]) => [
        name,
        (...args: unknown[]) => hear(listener, name, read(...args)),
      ]),
    );
  const name = "driver";
  sdk.addMessageListener(name, new sdk.MessageListener(callbacks("message")));
  sdk.addGroupListener(name, new sdk.GroupListener(callbacks("group")));
  sdk.addUserListener(name, new sdk.UserListener(callbacks("user")));
  sdk.addCallListener(name, new sdk.CallListener(callbacks("call")));
  sdk.addConnectionListener(name, new sdk.ConnectionListener(callbacks("connection")));
  sdk.addLoginListener(name, new sdk.LoginListener(callbacks("login")));
}
