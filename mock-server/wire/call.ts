import * as z from "zod";
import type { Call, CallStep, Message, ReceiverType } from "../simulator/records.ts";
import { CALL_STATUSES, CALL_TYPES } from "../simulator/rules/call-transitions.ts";
import { partiesShape, partyShape, userEntityShape } from "./entities.ts";
import { printGroupEntity } from "./group.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { printUserEntity, withConversation } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { filled, receiverType, seconds } from "./words.ts";

export const callShape = shape("Call", () =>
  z.strictObject({
    sessionid: filled,
    conversationId: filled,
    sender: filled,
    receiver: filled,
    receiverType,
    status: z.enum(CALL_STATUSES),
    type: z.enum(CALL_TYPES),
    initiatedAt: seconds,
    joinedAt: seconds,
    startedAt: seconds.optional(),
    wsChannel: z.strictObject({ identity: filled, secret: filled, service: filled }),
    data: z
      .looseObject({ entities: partiesShape.schema })
      .meta({ description: "What the app said of it, with who it is between." }),
  }),
);

export const callDataShape = shape("CallData", () =>
  z
    .strictObject({
      action: z.enum(CALL_STATUSES),
      entities: z.strictObject({
        by: userEntityShape.schema,
        for: partyShape.schema,
        on: z.strictObject({ entity: callShape.schema, entityType: z.literal("call") }),
      }),
    })
    .meta({ description: "Category `call`: a step of a call." }),
);

/**
 * The data of a row that tells of a step of a call. The SDK goes by the call's status alone, and finds out by its
 * `entities` who had called. docs: rest-api/messages (examples); seen from the official SDK 4.2.0
 */
export function printCallStep(
  view: Viewpoint,
  message: Message,
  { action, call, joinedAt }: CallStep,
): Fields<Of<typeof callDataShape>> {
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
export function printCall(
  view: Viewpoint,
  call: Call,
  joinedAt: number = call.initiatedAt,
): Fields<Of<typeof callShape>> {
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
): Fields<Of<typeof partyShape>> {
  return receiverType === "group"
    ? { entity: printGroupEntity(view, receiver), entityType: "group" }
    : { entity: withConversation(printUserEntity(view, receiver), conversationId), entityType: "user" };
}
