import type { Call, ReceiverType } from "../protocol/index.ts";
import { type ExpectedEvent, now, userPattern } from "./expectation.ts";
import { around, differences, looking, type Pattern, someId, someText } from "./pattern.ts";
import { devicesOf, type ModelDevice, type State } from "./state.ts";

// Calls: who is in them, who is told of what becomes of them, and when their callers give up.

type Status = Call["status"];

/** A user who has joined a call. */
interface Participant {
  /** The device that has joined, as far as its client knows of it. */
  readonly device: string | undefined;
  /** In which of its sessions. */
  readonly session: number;
  hasLeft: boolean;
}

export interface ModelCall {
  /** Known once the caller's client has been answered. */
  sessionId: string | undefined;
  readonly type: string;
  readonly caller: string;
  /** The device that has called. */
  readonly device: string;
  readonly receiverId: string;
  readonly receiverType: ReceiverType;
  readonly conversation: string;
  status: Status;
  /** The caller has joined from the start. */
  readonly participants: Map<string, Participant>;
  readonly declinedBy: Set<string>;
  /** Whether its caller's client has tried to end it too early: what it still knows of it then, no rule says. */
  isDoubtful: boolean;
  /** When the caller's client gives it up unless it was answered, in seconds; `undefined` where it does not know of it. */
  ringsUntil: number | undefined;
}

/** Seconds for which a call rings. seen from the official SDK 4.2.0 */
const RINGS_FOR = 45;
/** Seconds before and after that in which nobody can tell. */
const UNCLEAR = 3;

export function findCall(state: State, sessionId: unknown): ModelCall | undefined {
  return state.calls.find((call) => call.sessionId !== undefined && call.sessionId === sessionId);
}

/** Who can have to do with a call now. */
export function partiesOfCall(state: State, call: ModelCall): readonly string[] {
  if (call.receiverType === "user") return [call.caller, call.receiverId];
  return [...(state.groups.get(call.receiverId)?.members.keys() ?? [])];
}

/** Who joins with a device. */
export const joining = ({ id, sessions }: ModelDevice, isKnown = true): Participant => ({
  device: isKnown ? id : undefined,
  session: sessions,
  hasLeft: false,
});

/** Whether a device's own client takes part in a call: it may know by itself what the service would refuse then. */
export function takesPart({ id, session, sessions }: ModelDevice, call: ModelCall): boolean {
  const mine = call.participants.get(session ?? "");
  const isLive = call.status === "initiated" || call.status === "ongoing";
  return isLive && mine?.device === id && mine.session === sessions && !mine.hasLeft;
}

export function isInCall(call: ModelCall, uid: string): boolean {
  return call.status === "ongoing" && call.participants.get(uid)?.hasLeft === false;
}

/** Whether everybody in a call has been there all the time: what becomes of it when devices go, no rule says. */
export function isSteady(state: State, call: ModelCall): boolean {
  return [...call.participants].every(([uid, { device, session, hasLeft }]) => {
    const of = device === undefined ? undefined : state.devices.get(device);
    const isThere = of?.session === uid && of.sessions === session;
    return hasLeft || (isThere && of.isConnected && !of.wasConnected);
  });
}

export function ringFrom(state: State): number {
  return state.now() + RINGS_FOR;
}

/** A step of a call, as it must be seen. */
export function callPattern(state: State, call: ModelCall, status: Status, by: string): Pattern {
  const other = call.receiverType === "group" || by === call.caller ? call.receiverId : call.caller;
  return {
    id: someId,
    conversationId: call.conversation,
    category: "call",
    type: call.type,
    sender: userPattern(state, by),
    receiverId: other,
    receiverType: call.receiverType,
    sentAt: status === "unanswered" ? around(call.ringsUntil ?? 0, state.tolerance + UNCLEAR) : now(state),
    sessionId: looking("the session of the call", (seen, path) =>
      differences(call.sessionId ?? someText, seen, path),
    ),
    status,
    callInitiator: userPattern(state, call.caller),
  };
}

/** What listeners are called for a step: the caller's own devices are told of another one than the called. */
function nameOf(status: Status, isCaller: boolean): ExpectedEvent["name"] {
  switch (status) {
    case "initiated":
      return "call.onIncomingCallReceived";
    case "ongoing":
      return "call.onOutgoingCallAccepted";
    case "rejected":
    case "busy":
      return "call.onOutgoingCallRejected";
    case "cancelled":
      return "call.onIncomingCallCancelled";
    case "unanswered":
      return isCaller ? "call.onOutgoingCallRejected" : "call.onIncomingCallCancelled";
    case "ended":
      return "call.onCallEndedMessageReceived";
  }
}

interface Told {
  readonly by: string;
  /** The device that has done it, which is told nothing. */
  readonly except: ModelDevice | undefined;
  readonly rules: readonly string[];
}

/** What devices of these users are told of a step. */
export function tellCall(
  state: State,
  call: ModelCall,
  status: Status,
  uids: readonly string[],
  { by, except, rules }: Told,
): readonly ExpectedEvent[] {
  return devicesOf(state, uids, except).map((device) => ({
    device: device.id,
    name: nameOf(status, device.session === call.caller),
    payload: { call: callPattern(state, call, status, by) },
    rules: device.session === by ? ["CAL-ECHO-01"] : rules,
  }));
}

export const isRinging = ({ status, ringsUntil }: ModelCall) =>
  status === "initiated" && ringsUntil !== undefined;

/** The calls that are given up until then; `unclear` where no rule says whether. */
export function callsGivenUp(state: State, until: number): readonly ModelCall[] | "unclear" {
  const due = state.calls.filter((call) => isRinging(call) && (call.ringsUntil ?? 0) - UNCLEAR <= until);
  return due.every((call) => (call.ringsUntil ?? 0) + UNCLEAR <= until && isHeld(state, call))
    ? due
    : "unclear";
}

/** Whether the caller's client is there to give a call up. */
function isHeld(
  state: State,
  { device, caller, participants, receiverType, declinedBy, isDoubtful }: ModelCall,
): boolean {
  const of = state.devices.get(device);
  if (!of || of.session !== caller || of.sessions !== participants.get(caller)?.session) return false;
  if (!of.isOnline || !of.isForeground || of.requestFault) return false;
  // Whether a member who declines ends the ringing for the caller, the sources leave open.
  return !isDoubtful && (receiverType === "user" || declinedBy.size === 0);
}

/** What is told when nobody has answered: the client that has called is answered itself, and tells its app of that. */
export function tellGivenUp(state: State, call: ModelCall): readonly ExpectedEvent[] {
  const of = state.devices.get(call.device);
  const told = { by: call.caller, except: of, rules: ["CAL-TIME-02"] };
  const own: ExpectedEvent = {
    device: call.device,
    name: nameOf("unanswered", true),
    payload: { call: callPattern(state, call, "unanswered", call.caller) },
    rules: ["CAL-TIME-01"],
  };
  return [own, ...tellCall(state, call, "unanswered", partiesOfCall(state, call), told)];
}

export function giveUp(call: ModelCall): void {
  call.status = "unanswered";
}

/** What was seen when nothing is told of being given up, until some time. */
export function notGivenUp(state: State, until: number): readonly string[] {
  const isPast = ({ ringsUntil = 0 }: ModelCall) => ringsUntil > state.now() && ringsUntil + UNCLEAR <= until;
  const isAnswered = ({ status }: ModelCall) => status !== "initiated" && status !== "unanswered";
  return [
    ...(state.calls.some((call) => isPast(call) && isAnswered(call)) ? ["CAL-TIME-03"] : []),
    ...(state.calls.some((call) => isRinging(call) && !isPast(call)) ? ["CAL-TIME-04"] : []),
  ];
}

/** Whether a call may be given up at any moment. */
export function isAboutToGiveUp(state: State): boolean {
  return state.calls.some((call) => isRinging(call) && (call.ringsUntil ?? 0) - state.now() < UNCLEAR);
}
