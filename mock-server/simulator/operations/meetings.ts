import * as z from "zod";
import { serviceError } from "../errors.ts";
import { type MeetingEvent, TO_SERVERS } from "../events.ts";
import { type Context, operation } from "../operation.ts";
import type { MeetingParticipant } from "../records.ts";
import { CALL_TYPES } from "../rules/call-transitions.ts";
import { LIMITS } from "../rules/limits.ts";
import { pairKey } from "../state.ts";

// A meeting is a media session that no call has rung for: clients join it with a call token alone, by an id of their own
// making. Only the media servers see who comes and goes, and tell webhooks of it; a test says it in their place.

const sessionField = z.string().min(1).max(LIMITS.identifierLength);

/**
 * Says that the actor has joined a meeting, which starts with the first who does. Who is in it already stays so.
 * docs: webhooks overview (meeting_started, meeting_participant_joined)
 */
export const joinMeeting = operation({
  name: "joinMeeting",
  access: "user",
  input: () => z.object({ sessionId: sessionField, type: z.enum(CALL_TYPES).default("video") }),
  run(context, { sessionId, type }): MeetingParticipant {
    const { state, actor, now } = context;
    if (state.calls.has(sessionId)) {
      const text = "The session is a call's: who is in that follows from its status.";
      throw serviceError("ERR_BAD_REQUEST", {}, { sessionId: [text] });
    }
    const [first] = state.meetingParticipants.list("present", sessionId);
    const known = state.meetingParticipants.get(pairKey(sessionId, actor.uid));
    if (known && known.leftAt === undefined) return known;
    const joined = { sessionId, uid: actor.uid, type, startedAt: first?.startedAt ?? now, joinedAt: now };
    state.meetingParticipants.put(joined);
    if (!first) tell(context, "meeting_started", joined, []);
    tell(context, "meeting_participant_joined", joined, [joined]);
    return joined;
  },
});

/**
 * Says that the actor has left a meeting, which ends with the last one there.
 * docs: webhooks overview (meeting_participant_left, meeting_ended)
 */
export const leaveMeeting = operation({
  name: "leaveMeeting",
  access: "user",
  input: () => z.object({ sessionId: sessionField }),
  run(context, { sessionId }): MeetingParticipant {
    const { state, actor, now } = context;
    const there = state.meetingParticipants.get(pairKey(sessionId, actor.uid));
    if (!there || there.leftAt !== undefined) throw serviceError("ERR_CALL_SESSION_NOT_FOUND", { sessionId });
    const left = { ...there, leftAt: now };
    state.meetingParticipants.put(left);
    tell(context, "meeting_participant_left", left, [left]);
    if (state.meetingParticipants.list("present", sessionId).length === 0) {
      const everybody = [...state.meetingParticipants.list("bySession", sessionId)];
      state.meetingParticipants.removeAll(everybody.map(({ uid }) => pairKey(sessionId, uid)));
      tell(context, "meeting_ended", left, everybody);
    }
    return left;
  },
});

function tell(
  { emit, now }: Context,
  action: MeetingEvent["action"],
  { sessionId, startedAt }: MeetingParticipant,
  occupants: readonly MeetingParticipant[],
): void {
  emit({ type: "meeting", action, sessionId, startedAt, at: now, occupants, audience: TO_SERVERS });
}
