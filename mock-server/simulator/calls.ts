import { callsMoveConversations } from "./app-settings.ts";
import { serviceError } from "./errors.ts";
import { hasBlocked, memberOf, requireGroup } from "./lookups.ts";
import type { Context } from "./operation.ts";
import { postMessage } from "./posting.ts";
import type { Call, CallParticipant, Message } from "./records.ts";
import type { CallStatus } from "./rules/call-transitions.ts";
import { pairKey, type State } from "./state.ts";

/**
 * A call that the actor has a part in: one of the two, the initiator, a member of the group, or someone who is in the call.
 *
 * @throws ServiceError `ERR_EMPTY_CALL_SESSION_ID`, `ERR_CALL_SESSION_NOT_FOUND`, `ERR_CALL_NOT_A_PART`
 */
export function requireCall({ state, actor }: Context, sessionId: string): Call {
  if (sessionId === "") throw serviceError("ERR_EMPTY_CALL_SESSION_ID");
  const call = state.calls.get(sessionId);
  if (!call) throw serviceError("ERR_CALL_SESSION_NOT_FOUND", { sessionId });
  const { uid } = actor;
  const isParty =
    call.receiverType === "user"
      ? call.initiator === uid || call.receiver === uid
      : memberOf(state, call.receiver, uid) !== undefined || participantOf(state, call, uid) !== undefined;
  if (!isParty) throw serviceError("ERR_CALL_NOT_A_PART", { uid, sessionId });
  return call;
}

export function participantOf(state: State, { sessionId }: Call, uid: string): CallParticipant | undefined {
  return state.callParticipants.get(pairKey(sessionId, uid));
}

/** How many are in a call or meeting now. Nobody is while it still rings. */
export function participantCount(state: State, sessionId: string): number {
  const call = state.calls.get(sessionId);
  if (!call) return state.meetingParticipants.list("present", sessionId).length;
  if (call.status !== "ongoing") return 0;
  return state.callParticipants.list("present", sessionId).length;
}

/**
 * Whether a user is in an ongoing call. A ringing one keeps nobody busy (assumed): that is the status `busy`, which the
 * receiver's own device answers. Nor does a call whose device has gone since (assumed).
 */
export function isInCall(state: State, uid: string): boolean {
  return state.callParticipants
    .list("presentOf", uid)
    .some(({ sessionId, detached }) => !detached && state.calls.get(sessionId)?.status === "ongoing");
}

/** Whether a group has an ongoing call with somebody in it whose device has not gone (assumed). */
export function hasOngoingCall(state: State, conversationId: string): boolean {
  return state.calls
    .list("ongoing", conversationId)
    .some(({ sessionId }) => state.callParticipants.list("present", sessionId).some((row) => !row.detached));
}

/**
 * Between blocked users nobody is called. docs: articles/error-guide
 *
 * @throws ServiceError `ERR_BLOCKED_RECEIVER` to the blocker, `ERR_BLOCKED_SENDER` to the blocked
 */
export function requireNotBlocked({ state, actor }: Context, uid: string): void {
  const params = { uid, actor: actor.uid };
  if (hasBlocked(state, actor.uid, uid)) throw serviceError("ERR_BLOCKED_RECEIVER", params);
  if (hasBlocked(state, uid, actor.uid)) throw serviceError("ERR_BLOCKED_SENDER", params);
}

/** Puts a user into a call. */
export function enterCall({ state, now, resource }: Context, { sessionId }: Call, uid: string): void {
  state.callParticipants.put({ sessionId, uid, joinedAt: now, resource, detached: false });
}

/** Takes everybody out of a call that is over. */
export function emptyCall({ state, now }: Context, { sessionId }: Call): void {
  for (const row of [...state.callParticipants.list("present", sessionId)]) {
    state.callParticipants.put({ ...row, leftAt: now });
  }
}

/** Marks a user as gone from the calls that a session is in. */
export function detachFromCalls(state: State, uid: string, resource: string): void {
  for (const row of [...state.callParticipants.list("presentOf", uid)]) {
    if (row.resource === resource) state.callParticipants.put({ ...row, detached: true });
  }
}

/** Removes calls with everything that hangs on them. */
export function removeCalls(state: State, isGone: (call: Call) => boolean): void {
  const gone = [...state.calls.values()].filter(isGone);
  for (const { sessionId } of gone) state.calls.remove(sessionId);
  for (const { sessionId, uid } of [...state.callParticipants.values()]) {
    if (!state.calls.has(sessionId)) state.callParticipants.remove(pairKey(sessionId, uid));
  }
}

interface StepOptions {
  /** The only ones who hear of it; everybody in the conversation when it is left out. */
  readonly onlyTo?: readonly string[] | undefined;
  readonly muid?: string | undefined;
}

/**
 * Adds the row that a step of a call leaves in history. docs: rest-api/messages (examples: the sender is who acted, the
 * receiver the other side). It never counts as unread (assumed).
 */
export function postCallStep(
  context: Context,
  call: Call,
  action: CallStatus,
  { onlyTo, muid }: StepOptions = {},
): Message {
  const { state, actor, now } = context;
  const { initiator, receiver, receiverType } = call;
  const to =
    receiverType === "group"
      ? { group: requireGroup(state, receiver) }
      : { user: { uid: actor.uid === initiator ? receiver : initiator } };
  return postMessage(
    context,
    to,
    {
      category: "call",
      muid,
      type: call.type,
      data: {},
      call: { action, call, joinedAt: participantOf(state, call, actor.uid)?.joinedAt ?? now },
      movesConversation: callsMoveConversations(state),
      counts: false,
    },
    { onlyTo },
  );
}
