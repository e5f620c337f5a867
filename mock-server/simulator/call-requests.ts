import { requireNotBlocked } from "./calls.ts";
import { requireGroupToSend } from "./destination.ts";
import { invalidField, serviceError } from "./errors.ts";
import { exceedsBytes, isJsonObject } from "./fields.ts";
import { requireUser } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { JsonObject, ReceiverType } from "./records.ts";
import { CALL_TYPES, type CallType } from "./rules/call-transitions.ts";
import { groupConversationId, userConversationId } from "./rules/identifiers.ts";
import { LIMITS } from "./rules/limits.ts";

/** Whom a call is for. */
export interface Callee {
  readonly receiver: string;
  readonly receiverType: ReceiverType;
  readonly conversationId: string;
}

/**
 * Whom the actor calls, if they may. The order of the checks is that of a message's (assumed).
 *
 * @throws ServiceError `ERR_EMPTY_RECEIVER`, `ERR_INVALID_RECEIVER_TYPE`, `ERR_GUID_NOT_FOUND`, `ERR_NOT_A_MEMBER`,
 * `ERR_CALLING_SELF`, `ERR_UID_NOT_FOUND`, `ERR_BLOCKED_RECEIVER`, `ERR_BLOCKED_SENDER`
 */
export function calleeOf(
  context: Context,
  receiver: string | undefined,
  receiverType: string | undefined,
): Callee {
  const { state, actor } = context;
  if (!receiver) throw serviceError("ERR_EMPTY_RECEIVER");
  if (receiverType === "group") {
    requireGroupToSend(context, receiver);
    return { receiver, receiverType, conversationId: groupConversationId(receiver) };
  }
  if (receiverType !== "user") {
    throw serviceError("ERR_INVALID_RECEIVER_TYPE", { receiverType: receiverType ?? "" });
  }
  if (receiver === actor.uid) throw serviceError("ERR_CALLING_SELF", { uid: actor.uid });
  requireUser(state, receiver);
  requireNotBlocked(context, receiver);
  return { receiver, receiverType, conversationId: userConversationId(actor.uid, receiver) };
}

/** @throws ServiceError `ERR_EMPTY_MESSAGE_TYPE`, `ERR_INVALID_MESSAGE_TYPE` */
export function checkCallType(type: string | undefined): CallType {
  if (!type) throw serviceError("ERR_EMPTY_MESSAGE_TYPE");
  const known = CALL_TYPES.find((one) => one === type);
  if (!known) throw serviceError("ERR_INVALID_MESSAGE_TYPE", { type, category: "call" });
  return known;
}

/**
 * What the app says of its call: `data`, and `metadata` in it or beside it.
 *
 * @throws ServiceError `ERR_INVALID_MESSAGE_DATA`, `ERR_INVALID_METADATA`, `ERR_BAD_REQUEST`
 */
export function checkCallData(data: unknown, metadata: unknown): JsonObject {
  if (data !== undefined && !isJsonObject(data)) throw serviceError("ERR_INVALID_MESSAGE_DATA");
  const { entities: _entities, ...said } = data ?? {};
  const content: Record<string, unknown> = said;
  if (metadata !== undefined) content.metadata ??= metadata;
  if (content.metadata !== undefined && !isJsonObject(content.metadata)) {
    throw serviceError("ERR_INVALID_METADATA");
  }
  if (exceedsBytes(content, LIMITS.messageDataBytes)) {
    throw invalidField("data", `The data may not be larger than ${LIMITS.messageDataBytes} bytes.`);
  }
  return content;
}
