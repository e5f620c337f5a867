import * as z from "zod";
import { calleeOf, checkCallData, checkCallType } from "../call-requests.ts";
import {
  emptyCall,
  enterCall,
  hasOngoingCall,
  isInCall,
  participantCount,
  participantOf,
  postCallStep,
  requireCall,
} from "../calls.ts";
import { serviceError } from "../errors.ts";
import { secondsField } from "../fields.ts";
import { makeJwt } from "../jwt.ts";
import { type Context, operation } from "../operation.ts";
import type { Call, Message } from "../records.ts";
import { CALL_OVER, CALL_STATUSES, CALL_TYPES, type CallStatus, isLive } from "../rules/call-transitions.ts";
import { knownId } from "../rules/identifiers.ts";
import { nextSerial } from "../state.ts";

const sessionField = z.string();

/**
 * Calls a user or a group: signalling only. docs: fundamentals/key-concepts, articles/error-guide. Who hears of it: seen
 * from the official SDK 4.2.0, which rings for whomever a call between two is told, the caller's own devices included.
 *
 * @returns the call message of the first step
 */
export const initiateCall = operation({
  name: "initiateCall",
  access: "user",
  input: () =>
    z.object({
      receiver: knownId.optional(),
      receiverType: z.string().optional(),
      type: z.string().optional(),
      /** Any JSON: what is wrong with it has errors of its own. */
      data: z.unknown().optional(),
      metadata: z.unknown().optional(),
      muid: z.string().optional(),
    }),
  run(context, { receiver, receiverType, type, data, metadata, muid }): Message {
    const { state, actor, now, randomness } = context;
    const to = calleeOf(context, receiver, receiverType);
    const kind = checkCallType(type);
    const content = checkCallData(data, metadata);
    if (isInCall(state, actor.uid)) throw serviceError("ERR_CALL_BUSY_SELF", { uid: actor.uid });
    if (to.receiverType === "user" && isInCall(state, to.receiver)) {
      throw serviceError("ERR_CALL_BUSY_USER", { uid: to.receiver });
    }
    if (to.receiverType === "group" && hasOngoingCall(state, to.conversationId)) {
      throw serviceError("ERR_CALL_BUSY_GROUP", { guid: to.receiver });
    }
    const serial = nextSerial(state, "call");
    const call: Call = {
      // docs: rest-api/messages examples: ten-digit seconds, forty hex digits
      sessionId: `${now}${randomness.hex(40, "call", serial)}`,
      channelSecret: randomness.hex(40, "callChannel", serial),
      type: kind,
      status: "initiated",
      initiator: actor.uid,
      ...to,
      data: content,
      initiatedAt: now,
    };
    state.calls.put(call);
    enterCall(context, call, actor.uid);
    const onlyTo = to.receiverType === "user" ? [to.receiver] : undefined;
    return postCallStep(context, call, "initiated", { onlyTo, muid });
  },
});

/**
 * Takes a call on: accepts, declines, withdraws or ends it, joins or leaves a group's. What may follow what is in
 * rules/call-transitions.ts.
 *
 * @returns the call message of this step
 */
export const updateCall = operation({
  name: "updateCall",
  access: "user",
  input: () =>
    z.object({
      sessionId: sessionField,
      status: z.enum(CALL_STATUSES),
      joinedAt: secondsField.optional(),
    }),
  run(context, { sessionId, status, joinedAt }): Message {
    const call = requireCall(context, sessionId);
    requireTransition(context, call, status);
    if (call.receiverType === "group" && status === "ended" && joinedAt === undefined) {
      // The SDK sends it when it leaves, never when it joins. seen from the official SDK 4.2.0
      throw serviceError("ERR_CALL_EMPTY_JOINED_AT", { sessionId });
    }
    switch (status) {
      case "ongoing":
        return join(context, call);
      case "ended":
        return leave(context, call);
      default:
        return decline(context, call, status);
    }
  },
});

/** Turns an audio call into a video call, or back, without a trace in history (assumed). seen from the official SDK 4.2.0 */
export const changeCallType = operation({
  name: "changeCallType",
  access: "user",
  input: () => z.object({ sessionId: sessionField, type: z.enum(CALL_TYPES) }),
  run(context, { sessionId, type }): Call {
    const call = requireCall(context, sessionId);
    if (!isLive(call.status)) throw serviceError(CALL_OVER, { sessionId, from: call.status });
    if (call.status !== "ongoing") throw serviceError("ERR_CALL_NOT_STARTED", { sessionId });
    const changed = { ...call, type };
    context.state.calls.put(changed);
    return changed;
  },
});

/** How many are in a call or meeting; nobody in one that is unknown. It tells no more, so whoever has the session id may ask. */
export const countCallParticipants = operation({
  name: "countCallParticipants",
  access: "link",
  input: () => z.object({ sessionId: z.string().default("") }),
  run: ({ state }, { sessionId }): number => participantCount(state, sessionId),
});

/** What a client shows to the media service. seen from the official SDK 4.2.0; it may name a session of its own making. */
export const createCallToken = operation({
  name: "createCallToken",
  access: "user",
  input: () => z.object({ sessionId: sessionField.optional() }),
  run(context, { sessionId = "" }): string {
    const { uid } = context.actor;
    return makeJwt(context, uid, { sessionId }, ["callToken", uid, sessionId, context.now]);
  },
});

function requireTransition({ state, actor, verdicts }: Context, call: Call, to: CallStatus): void {
  const { sessionId, status: from, initiator, receiverType } = call;
  const params = { uid: actor.uid, sessionId, from, to };
  if (!isLive(from)) throw serviceError(CALL_OVER, params);
  const verdict = () => {
    if (receiverType === "user") {
      return verdicts.call.ofTwo[from][to][actor.uid === initiator ? "initiator" : "receiver"];
    }
    if (from === "initiated") {
      return verdicts.call.ringing[to][actor.uid === initiator ? "initiator" : "invited"];
    }
    const row = participantOf(state, call, actor.uid);
    return verdicts.call.begun[to][!row ? "invited" : row.leftAt === undefined ? "joined" : "left"];
  };
  const code = verdict();
  if (code === "ok") return;
  const details =
    code === "ERR_BAD_REQUEST" ? { status: [`The status ${to} is the other side's to set.`] } : undefined;
  throw serviceError(code, params, details);
}

/** Nobody is in two calls at once: who is, cannot take a call, and who has gone into another cannot be had (assumed). */
function join(context: Context, call: Call): Message {
  const { state, actor, now } = context;
  const { initiator, receiverType } = call;
  if (isInCall(state, actor.uid)) throw serviceError("ERR_CALL_BUSY_SELF", { uid: actor.uid });
  if (receiverType === "user" && isInCall(state, initiator)) {
    throw serviceError("ERR_CALL_BUSY_USER", { uid: initiator });
  }
  const joined: Call = { ...call, status: "ongoing", startedAt: call.startedAt ?? now };
  state.calls.put(joined);
  enterCall(context, joined, actor.uid);
  return postCallStep(context, joined, "ongoing");
}

/**
 * Ends a call between two. Of a group call it takes the one who leaves, and ends with the last (assumed); until then only
 * the leaver's own devices are told, since the SDK ends the call wherever it hears of an end.
 */
function leave(context: Context, call: Call): Message {
  const { state, actor, now } = context;
  const row = participantOf(state, call, actor.uid);
  if (row) state.callParticipants.put({ ...row, leftAt: now });
  if (call.receiverType === "group" && participantCount(state, call.sessionId) > 0) {
    return postCallStep(context, { ...call, status: "ended" }, "ended", { onlyTo: [actor.uid] });
  }
  return close(context, call, "ended");
}

function decline(context: Context, call: Call, status: Exclude<CallStatus, "ongoing" | "ended">): Message {
  const { initiator, receiverType } = call;
  if (receiverType === "group" && status === "rejected") {
    const onlyTo = [...new Set([initiator, context.actor.uid])];
    return postCallStep(context, { ...call, status }, status, { onlyTo });
  }
  return close(context, call, status);
}

function close(context: Context, call: Call, status: CallStatus): Message {
  const closed = { ...call, status };
  context.state.calls.put(closed);
  emptyCall(context, closed);
  return postCallStep(context, closed, status);
}
