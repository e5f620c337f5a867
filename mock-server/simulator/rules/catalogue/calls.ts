import type { Message } from "../../records.ts";
import type { CallStatus } from "../call-transitions.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { isAbout, told } from "./signs.ts";

const CONCEPTS = "docs: fundamentals/key-concepts";
const ERROR_GUIDE = "docs: articles/error-guide";

type Step = Seen<Message>;

function becomes(status: CallStatus, receiverType?: "user" | "group"): (seen: Step) => boolean {
  return ({ value: { call } }) =>
    call?.action === status && (receiverType === undefined || call.call.receiverType === receiverType);
}

/** The group call as it is after the step, which the step itself tells as it is for who acts. */
function statusAfter({ state, value }: Step): CallStatus | undefined {
  return value.receiverType === "group"
    ? state.calls.get(value.call?.call.sessionId ?? "")?.status
    : undefined;
}

function peopleIn({ state, value }: Step): number {
  return state.callParticipants.list("present", value.call?.call.sessionId ?? "").length;
}

export const callRules: readonly Rule[] = [
  accepted("initiateCall", {
    id: "CAL-START-01",
    text: "A user calls another, who hears of it.",
    source: CONCEPTS,
    when: (seen) => becomes("initiated", "user")(seen) && told(seen, "message"),
  }),
  accepted("initiateCall", {
    id: "CAL-START-02",
    text: "A member calls a group, and the other members hear of it.",
    source: CONCEPTS,
    when: becomes("initiated", "group"),
  }),
  accepted("initiateCall", {
    id: "CAL-START-03",
    text: "A call is an audio call or a video call; this is a video call.",
    source: CONCEPTS,
    when: ({ value }) => value.type === "video",
  }),
  refused("initiateCall", "ERR_INVALID_MESSAGE_TYPE", {
    id: "CAL-START-04",
    text: "There are no calls but audio and video calls.",
    source: ERROR_GUIDE,
  }),
  refused("initiateCall", "ERR_CALLING_SELF", {
    id: "CAL-START-05",
    text: "Nobody can call themselves.",
    source: ERROR_GUIDE,
  }),
  refused(["initiateCall", "updateCall"], "ERR_CALL_BUSY_SELF", {
    id: "CAL-START-06",
    text: "Nobody is in two calls at once.",
    source: ERROR_GUIDE,
  }),
  refused(["initiateCall", "updateCall"], "ERR_CALL_BUSY_USER", {
    id: "CAL-START-07",
    text: "Nobody can call a user who is in a call.",
    source: ERROR_GUIDE,
  }),
  refused("initiateCall", "ERR_CALL_BUSY_GROUP", {
    id: "CAL-START-08",
    text: "A group has one ongoing call at a time.",
    source: ERROR_GUIDE,
  }),
  accepted("updateCall", {
    id: "CAL-STATUS-01",
    text: "The receiver accepts a call: it is ongoing, and the caller hears of it.",
    source: CONCEPTS,
    when: becomes("ongoing", "user"),
  }),
  accepted("updateCall", {
    id: "CAL-STATUS-02",
    text: "The receiver rejects a call, and the caller hears of it.",
    source: CONCEPTS,
    when: becomes("rejected", "user"),
  }),
  accepted("updateCall", {
    id: "CAL-STATUS-03",
    text: "The caller withdraws a call before it is answered, and the receiver hears of it.",
    source: "seen from the official SDK 4.2.0",
    when: becomes("cancelled"),
  }),
  accepted("updateCall", {
    id: "CAL-STATUS-04",
    text: "The receiver's side says that it is busy, and the caller hears of it.",
    source: CONCEPTS,
    when: becomes("busy"),
  }),
  accepted("updateCall", {
    id: "CAL-STATUS-05",
    text: "The caller's side says that a call was not answered.",
    source: "seen from the official SDK 4.2.0",
    when: becomes("unanswered"),
  }),
  accepted("updateCall", {
    id: "CAL-STATUS-06",
    text: "Either of two ends an ongoing call, and the other hears of it.",
    source: CONCEPTS,
    when: becomes("ended", "user"),
  }),
  refused("updateCall", "ERR_BAD_REQUEST", {
    id: "CAL-STATUS-07",
    text: "Only the receiver rejects or is busy, only the caller withdraws or goes unanswered.",
    source: "assumed",
    when: (seen) => isAbout(seen, "status"),
  }),
  refused("updateCall", "ERR_CALL_INVALID_INIT", {
    id: "CAL-CHANGE-01",
    text: "A call cannot go back to initiated.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_NOT_STARTED", {
    id: "CAL-CHANGE-02",
    text: "A call that was not accepted cannot end.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_ONGOING_TO_INVALID", {
    id: "CAL-CHANGE-03",
    text: "An ongoing call can only end.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_TERMINATED", {
    id: "CAL-CHANGE-04",
    text: "A call that is over does not change any more.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_USER_ALREADY_JOINED", {
    id: "CAL-CHANGE-05",
    text: "A call between two cannot be accepted twice.",
    source: ERROR_GUIDE,
  }),
  refused(["updateCall", "changeCallType"], "ERR_CALL_SESSION_NOT_FOUND", {
    id: "CAL-SESSION-01",
    text: "A call that is not there cannot be changed.",
    source: ERROR_GUIDE,
  }),
  refused(["updateCall", "changeCallType"], "ERR_EMPTY_CALL_SESSION_ID", {
    id: "CAL-SESSION-02",
    text: "A call is named by its session id.",
    source: ERROR_GUIDE,
  }),
  refused(["updateCall", "changeCallType"], "ERR_CALL_NOT_A_PART", {
    id: "CAL-SESSION-03",
    text: "Who is no party to a call cannot change it.",
    source: ERROR_GUIDE,
  }),
  accepted("updateCall", {
    id: "CAL-GROUP-01",
    text: "A member joins the group's call.",
    source: CONCEPTS,
    when: becomes("ongoing", "group"),
  }),
  accepted("updateCall", {
    id: "CAL-GROUP-02",
    text: "A group's call goes on when one of several leaves.",
    source: "assumed",
    when: (seen) => becomes("ended")(seen) && statusAfter(seen) === "ongoing" && peopleIn(seen) > 0,
  }),
  accepted("updateCall", {
    id: "CAL-GROUP-03",
    text: "A group's call ends when the last one leaves.",
    source: "assumed",
    when: (seen) => becomes("ended")(seen) && statusAfter(seen) === "ended",
  }),
  accepted("updateCall", {
    id: "CAL-GROUP-04",
    text: "A group's call rings on for the others when a member rejects it.",
    source: "assumed",
    when: becomes("rejected", "group"),
  }),
  refused("updateCall", "ERR_CALL_GROUP_ALREADY_JOINED", {
    id: "CAL-GROUP-05",
    text: "A member cannot join the group's call twice.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_GROUP_ALREADY_LEFT", {
    id: "CAL-GROUP-06",
    text: "A member cannot leave the group's call twice.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_GROUP_INVALID_STATUS", {
    id: "CAL-GROUP-07",
    text: "A group's call is never busy.",
    source: ERROR_GUIDE,
  }),
  refused("updateCall", "ERR_CALL_EMPTY_JOINED_AT", {
    id: "CAL-GROUP-08",
    text: "Who leaves a group's call says when they had joined it.",
    source: ERROR_GUIDE,
  }),
];
