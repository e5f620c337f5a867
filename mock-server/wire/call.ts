import type { Call, CallStep, Message, ReceiverType } from "../simulator/records.ts";
import { printGroupEntity } from "./group.ts";
import type { Fields, Printed } from "./json-text.ts";
import { printUserEntity } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

/**
 * The data of a row that tells of a step of a call. The SDK goes by the call's status alone, and finds out by its
 * `entities` who had called. docs: rest-api/messages (examples); seen from the official SDK 4.2.0
 */
export function printCallStep(
  view: Viewpoint,
  message: Message,
  { action, call, joinedAt }: CallStep,
): Fields {
  return {
    action,
    entities: {
      by: { entity: printUserEntity(view, message.sender), entityType: "user" },
      for: printParty(view, message.receiver, message.receiverType, message.conversationId),
      on: { entity: printCall(view, call, joinedAt), entityType: "call" },
    },
  };
}

/**
 * A call, as clients see it: the session id is spelled in small letters.
 *
 * @param joinedAt when whoever acts had joined, in unix seconds: the SDK sends it back when it leaves
 */
export function printCall(view: Viewpoint, call: Call, joinedAt: number = call.initiatedAt): Fields {
  const { sessionId, type, status, initiator, receiver, receiverType, conversationId } = call;
  const { appId } = view.app;
  return {
    sessionid: sessionId,
    conversationId,
    sender: initiator,
    receiver,
    receiverType,
    status,
    type,
    initiatedAt: call.initiatedAt,
    joinedAt,
    startedAt: call.startedAt,
    wsChannel: {
      identity: `[${appId}]${sessionId}`,
      secret: call.channelSecret,
      service: `${appId}.call`,
    },
    data: {
      ...call.data,
      entities: {
        sender: { entity: printUserEntity(view, initiator), entityType: "user" },
        receiver: printParty(view, receiver, receiverType, conversationId),
      },
    },
  };
}

function printParty(
  view: Viewpoint,
  receiver: string,
  receiverType: ReceiverType,
  conversationId: string,
): { readonly entity: Printed; readonly entityType: ReceiverType } {
  const entity =
    receiverType === "group"
      ? printGroupEntity(view, receiver)
      : printUserEntity(view, receiver).with({ conversationId });
  return { entity, entityType: receiverType };
}
