import type { Call, ListenerName, Receipt, ReceiverType } from "../../protocol/index.ts";
import { groupOfAction, toChangedMessage, toMessage, toReaction, toUser } from "./entities.ts";
import { compact, filled, type Json, number, object, text } from "./wire.ts";

/** What a listener is called with. */
export interface ClientEvent {
  readonly listener: ListenerName;
  readonly name: string;
  readonly payload: Json;
}

const RECEIPTS: Readonly<Record<string, readonly [name: string, type: Receipt["receiptType"]]>> = {
  delivered: ["onMessagesDelivered", "delivery"],
  read: ["onMessagesRead", "read"],
  deliveredToAll: ["onMessagesDeliveredToAll", "deliveredToAll"],
  readByAll: ["onMessagesReadByAll", "readByAll"],
};

const MEMBER_ACTIONS: Readonly<Record<string, string>> = {
  joined: "onGroupMemberJoined",
  left: "onGroupMemberLeft",
  kicked: "onGroupMemberKicked",
  banned: "onGroupMemberBanned",
  unbanned: "onGroupMemberUnbanned",
  added: "onMemberAddedToGroup",
  scopeChanged: "onGroupMemberScopeChanged",
};

/** What a pushed frame is to the app; `undefined` for one that it need not hear of. */
export function eventOf(
  frame: Json,
  myUid: string,
  isCaller: (call: Call) => boolean,
): ClientEvent | undefined {
  const body = object(frame.body);
  const where = {
    receiverId: text(frame.receiver) ?? "",
    receiverType: readReceiverType(frame.receiverType),
  };
  switch (frame.type) {
    case "message":
      return messageEvent(body, myUid, isCaller);
    case "receipts": {
      const [name, receiptType] = RECEIPTS[String(body.action)] ?? [];
      if (!name || !receiptType) return undefined;
      const at = number(body.timestamp);
      const isRead = receiptType === "read" || receiptType === "readByAll";
      const receipt = compact({
        messageId: text(body.messageId) ?? "",
        receiptType,
        sender: toUser(body.user),
        ...where,
        deliveredAt: isRead ? undefined : at,
        readAt: isRead ? at : undefined,
      });
      return { listener: "message", name, payload: { receipt } };
    }
    case "typing_indicator": {
      const name = body.action === "started" ? "onTypingStarted" : "onTypingEnded";
      const typing = compact({ sender: toUser(body.user), ...where, metadata: filled(body.metadata) });
      return { listener: "message", name, payload: { typing } };
    }
    case "transient_message": {
      const transient = { sender: toUser(body.user), ...where, data: { ...object(body.data) } };
      return { listener: "message", name: "onTransientMessageReceived", payload: { transient } };
    }
    case "reaction": {
      const isAdded = body.action === "message_reaction_added";
      const conversationId = text(body.conversationId);
      return {
        listener: "message",
        name: isAdded ? "onMessageReactionAdded" : "onMessageReactionRemoved",
        payload: compact({ reaction: toReaction(body), conversationId, ...where }),
      };
    }
    case "interaction_completed":
      return {
        listener: "message",
        name: "onInteractionGoalCompleted",
        payload: { messageId: text(body.messageId) ?? "", sender: toUser(body.user) },
      };
    case "presence": {
      const isOnline = body.action !== "offline";
      const user = toUser({
        ...object(body.user),
        status: isOnline ? "online" : "offline",
        lastActiveAt: body.timestamp,
      });
      return { listener: "user", name: isOnline ? "onUserOnline" : "onUserOffline", payload: { user } };
    }
    default:
      return undefined;
  }
}

function messageEvent(body: Json, myUid: string, isCaller: (call: Call) => boolean): ClientEvent | undefined {
  const message = toMessage(body, myUid);
  if (!message) return undefined;
  if (message.category === "call") return callEvent(message, isCaller(message));
  if (message.category !== "action")
    return { listener: "message", name: nameOfMessage(message), payload: { message } };
  if (message.action === "edited" || message.action === "deleted") {
    const name = message.action === "edited" ? "onMessageEdited" : "onMessageDeleted";
    return { listener: "message", name, payload: { message: toChangedMessage(body, myUid) } };
  }
  const name = MEMBER_ACTIONS[message.action];
  if (!name) return undefined;
  const { by, on, oldScope, newScope } = message;
  const hasObject = message.action !== "joined" && message.action !== "left";
  const payload = {
    message,
    by,
    on: hasObject ? on : undefined,
    group: groupOfAction(body),
    oldScope,
    newScope,
  };
  return { listener: "group", name, payload: compact(payload) };
}

/** The step of a call that a message is, if it is one. */
export function callOf(body: Json): { readonly sessionId: string; readonly status: string } | undefined {
  const { sessionid, status } = object(object(object(object(body.data).entities).on).entity);
  return body.category === "call"
    ? { sessionId: text(sessionid) ?? "", status: text(status) ?? "" }
    : undefined;
}

/** What an app hears of a step of a call. Of a group's, its caller alone hears who comes and who does not. */
export function callEvent(call: Call, isCaller: boolean): ClientEvent | undefined {
  const isForCaller = call.receiverType === "user" || isCaller;
  const name = {
    initiated: isCaller ? undefined : "onIncomingCallReceived",
    ongoing: isForCaller ? "onOutgoingCallAccepted" : undefined,
    rejected: isForCaller ? "onOutgoingCallRejected" : undefined,
    busy: isForCaller ? "onOutgoingCallRejected" : undefined,
    cancelled: "onIncomingCallCancelled",
    unanswered: isCaller ? "onOutgoingCallRejected" : "onIncomingCallCancelled",
    ended: "onCallEndedMessageReceived",
  }[call.status];
  return name === undefined ? undefined : { listener: "call", name, payload: { call } };
}

function nameOfMessage({ category, type }: { readonly category: string; readonly type: string }): string {
  if (category === "custom") return "onCustomMessageReceived";
  if (category === "interactive") return "onInteractiveMessageReceived";
  return type === "text" ? "onTextMessageReceived" : "onMediaMessageReceived";
}

/** Some clients say `chat` and `groupchat`. */
function readReceiverType(value: unknown): ReceiverType {
  return value === "group" || value === "groupchat" ? "group" : "user";
}
