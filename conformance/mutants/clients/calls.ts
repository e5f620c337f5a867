import { type Behaviour, CORRECT } from "../../drivers/reference/index.ts";
import type { Mutant } from "../mutant.ts";
import { asking, giving, type Params, saying, telling, without } from "./change.ts";

/** Tells another error than the service has. */
const misnaming = (...codes: readonly string[]): Partial<Behaviour> => ({
  error: (error) => (codes.includes(error.code) ? { ...error, code: "ERR_BAD_REQUEST" } : error),
});

type ClientEvent = Parameters<Behaviour["tell"]>[0];

/** Something else for the app, at a status of a call between two or of a group's. */
const hearing = (
  status: string,
  receiverType: "user" | "group",
  change: (event: ClientEvent) => readonly ClientEvent[],
): Partial<Behaviour> => ({
  tell(event) {
    const call = event.payload.call as Params | undefined;
    return call?.status === status && call.receiverType === receiverType ? change(event) : [event];
  },
});

const isOfCall = ({ body }: Params) => (body as Params | undefined)?.category === "call";

/** Answers nothing for the end of a call after somebody has tried to give one up. */
function forgetful(): Partial<Behaviour> {
  let hasGivenUp = false;
  return {
    endsRinging: () => false,
    tellsGivenUp(isRefused) {
      hasGivenUp = true;
      return !isRefused;
    },
    result: (method, value) => (method === "endCall" && hasGivenUp ? null : value),
  };
}

/** Makes no call after one has ended. */
function onceOnly(): Partial<Behaviour> {
  let hasEnded = false;
  return {
    result(method, value) {
      hasEnded ||= method === "endCall";
      return value;
    },
    refusal: (method, params, isLoggedIn) =>
      method === "initiateCall" && hasEnded
        ? { code: "ERR_CALL_BUSY_SELF", message: "You are in a call." }
        : CORRECT.refusal(method, params, isLoggedIn),
  };
}

export const calls: readonly Mutant[] = [
  {
    name: "a call does not ring",
    rules: ["CAL-INIT-01"],
    behaviour: telling("onIncomingCallReceived", () => []),
  },
  {
    name: "a group's call does not ring",
    rules: ["CAL-GRP-01"],
    behaviour: hearing("initiated", "group", () => []),
  },
  {
    name: "a call is answered without its status",
    rules: ["CAL-INIT-02"],
    behaviour: giving("initiateCall", (call: Params) => ({ ...call, status: "ongoing" })),
  },
  {
    name: "that there is nobody to call is told by another error",
    rules: ["CAL-INIT-04"],
    behaviour: misnaming("ERR_UID_NOT_FOUND", "ERR_GUID_NOT_FOUND"),
  },
  {
    name: "that a call was accepted is not told",
    rules: ["CAL-ACC-01"],
    behaviour: telling("onOutgoingCallAccepted", () => []),
  },
  {
    name: "a call that was accepted still rings for its app",
    rules: ["CAL-ACC-02"],
    behaviour: giving("acceptCall", (call: Params) => ({ ...call, status: "initiated" })),
  },
  {
    name: "that a call was accepted already is told by another error",
    rules: ["CAL-ACC-03"],
    behaviour: misnaming("ERR_CALL_USER_ALREADY_JOINED"),
  },
  {
    name: "a rejection counts as a cancellation",
    rules: ["CAL-REJ-01"],
    behaviour: hearing("rejected", "user", (event) => [{ ...event, name: "onIncomingCallCancelled" }]),
  },
  {
    name: "that the called is busy is not told",
    rules: ["CAL-REJ-02"],
    behaviour: hearing("busy", "user", () => []),
  },
  {
    name: "rejecting a call asks to cancel it",
    rules: ["CAL-SIDE-01"],
    behaviour: saying("rejectCall", (body) => ({ ...body, status: "cancelled" })),
  },
  {
    name: "a cancellation is not told",
    rules: ["CAL-CAN-01"],
    behaviour: hearing("cancelled", "user", () => []),
  },
  {
    name: "that a call has ended is not told",
    rules: ["CAL-END-01"],
    behaviour: telling("onCallEndedMessageReceived", () => []),
  },
  {
    name: "that a call has not begun is told by another error",
    rules: ["CAL-END-02"],
    behaviour: misnaming("ERR_CALL_NOT_STARTED"),
  },
  {
    name: "ending a call asks to reject it",
    rules: ["CAL-END-03"],
    behaviour: saying("endCall", (body) => ({ ...body, status: "rejected" })),
  },
  {
    name: "that a call goes on is told by another error",
    rules: ["CAL-FLOW-01"],
    behaviour: misnaming("ERR_CALL_ONGOING_TO_INVALID"),
  },
  {
    name: "other devices of who has answered ring on",
    rules: ["CAL-ECHO-01"],
    behaviour: {
      // Devices of cases are called by their users.
      isOwnEcho: (frame, mine) =>
        CORRECT.isOwnEcho(frame, mine) || (isOfCall(frame) && mine.startsWith(`${frame.sender}.`)),
    },
  },
  {
    name: "a device is told what it has done with a call",
    rules: ["CAL-ECHO-02"],
    behaviour: { isOwnEcho: (frame, mine) => CORRECT.isOwnEcho(frame, mine) && !isOfCall(frame) },
  },
  {
    name: "that nobody calls oneself is told by another error",
    rules: ["CAL-SELF-01"],
    behaviour: misnaming("ERR_CALLING_SELF"),
  },
  {
    name: "that the called is in a call is told by another error",
    rules: ["CAL-BUSY-01"],
    behaviour: misnaming("ERR_CALL_BUSY_USER"),
  },
  {
    name: "that the caller is in a call is told by another error",
    rules: ["CAL-BUSY-02"],
    behaviour: misnaming("ERR_CALL_BUSY_SELF"),
  },
  {
    name: "that the group has a call is told by another error",
    rules: ["CAL-BUSY-03"],
    behaviour: misnaming("ERR_CALL_BUSY_GROUP"),
  },
  {
    name: "who has had a call cannot have another",
    rules: ["CAL-BUSY-04"],
    behaviour: onceOnly(),
  },
  {
    name: "that the called is blocked is told by another error",
    rules: ["CAL-BLK-01"],
    behaviour: misnaming("ERR_BLOCKED_RECEIVER"),
  },
  {
    name: "that the caller is blocked is told by another error",
    rules: ["CAL-BLK-02"],
    behaviour: misnaming("ERR_BLOCKED_SENDER"),
  },
  {
    name: "that a call is others' is told by another error",
    rules: ["CAL-PART-01"],
    behaviour: misnaming("ERR_CALL_NOT_A_PART"),
  },
  {
    name: "that there is no such call is told by another error",
    rules: ["CAL-PART-02"],
    behaviour: misnaming("ERR_CALL_SESSION_NOT_FOUND"),
  },
  {
    name: "that a call is over is told by another error",
    rules: ["CAL-GONE-01"],
    behaviour: misnaming("ERR_CALL_TERMINATED"),
  },
  { name: "a call rings for ever", rules: ["CAL-TIME-01"], behaviour: { ringsFor: 10_000_000 } },
  { name: "a call rings for fifteen seconds", rules: ["CAL-TIME-04"], behaviour: { ringsFor: 15_000 } },
  {
    name: "that a call was given up is not told to the called",
    rules: ["CAL-TIME-02"],
    behaviour: {
      tell: (event) =>
        event.name === "onIncomingCallCancelled" && (event.payload.call as Params).status === "unanswered"
          ? []
          : [event],
    },
  },
  {
    name: "a call that was answered is told to be given up later",
    rules: ["CAL-TIME-03"],
    behaviour: { endsRinging: () => false, tellsGivenUp: () => true },
  },
  {
    name: "a call is forgotten once it would have rung long enough",
    rules: ["CAL-TIME-05"],
    behaviour: forgetful(),
  },
  {
    name: "that only members call a group is told by another error",
    rules: ["CAL-GRP-02"],
    behaviour: misnaming("ERR_NOT_A_MEMBER"),
  },
  {
    name: "who joins a group's call is not told to its caller",
    rules: ["CAL-ACC-01"],
    behaviour: hearing("ongoing", "group", () => []),
  },
  {
    name: "who joins a group's call is told to all of it",
    rules: ["CAL-GRP-03"],
    behaviour: {
      isCaller: (call, uid) =>
        (call.receiverType === "group" && call.status === "ongoing") || CORRECT.isCaller(call, uid),
    },
  },
  {
    name: "who rejects a group's call is not told to its caller",
    rules: ["CAL-GRP-04"],
    behaviour: hearing("rejected", "group", () => []),
  },
  {
    name: "who leaves a group's call does not say since when it was there",
    rules: ["CAL-GRP-05"],
    behaviour: saying("endCall", (body) => without(body, "joinedAt")),
  },
  {
    name: "that a group's call was joined or left already is told by another error",
    rules: ["CAL-GRP-06"],
    behaviour: misnaming("ERR_CALL_GROUP_ALREADY_JOINED", "ERR_CALL_GROUP_ALREADY_LEFT"),
  },
  {
    name: "that no group is busy is told by another error",
    rules: ["CAL-GRP-07"],
    behaviour: misnaming("ERR_CALL_GROUP_INVALID_STATUS"),
  },
  {
    name: "every call is a video call",
    rules: ["CAL-ASK-01"],
    behaviour: saying("initiateCall", (body) => ({ ...body, type: "video" })),
  },
  {
    name: "who is busy rejects",
    rules: ["CAL-ASK-01"],
    behaviour: asking("rejectCall", (request) => ({ ...request, body: { status: "rejected" } })),
  },
];
