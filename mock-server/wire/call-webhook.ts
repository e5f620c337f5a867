import type { MeetingEvent } from "../simulator/events.ts";
import { findUser } from "../simulator/lookups.ts";
import type { CallParticipant, CallStep, Message } from "../simulator/records.ts";
import type { WebhookTrigger } from "../simulator/rules/webhook-triggers.ts";
import { pairKey } from "../simulator/state.ts";
import type { Fields } from "./json-text.ts";
import { printMessage } from "./message.ts";
import type { Viewpoint } from "./viewpoint.ts";
import type { Telling } from "./webhook.ts";

/**
 * What a step of a call is to webhooks. The service tells of those who join and leave as its media servers see them; here
 * they join and leave with the signals (assumed). docs: webhooks overview
 */
export function callTellings(view: Viewpoint, message: Message, step: CallStep): readonly Telling[] {
  const { action, call } = step;
  const { calls, callParticipants } = view.app.state;
  const { sessionId } = call;
  switch (action) {
    case "initiated":
    case "rejected":
    case "busy":
    case "cancelled":
    case "unanswered":
      return [{ trigger: `call_${action}`, data: () => ({ call: printMessage(view, message) }) }];
    case "ongoing": {
      const joined = occupantTelling(view, message, step, "call_participant_joined");
      const present = callParticipants.list("present", sessionId).length;
      const isFirst = call.startedAt === message.sentAt && present <= 2;
      const started = () => ({ created_at: call.startedAt, sessionId });
      return isFirst ? [{ trigger: "call_started", type: "call", data: started }, joined] : [joined];
    }
    case "ended": {
      const left = occupantTelling(view, message, step, "call_participant_left");
      // To who leaves a group's call it is over, while it goes on.
      if (calls.get(sessionId)?.status === "ongoing") return [left];
      const ended = () => ({
        all_occupants: callParticipants
          .list("bySession", sessionId)
          .map((row) => printOccupant(view, row, call.type)),
        created_at: call.startedAt ?? call.initiatedAt,
        destroyed_at: message.sentAt,
        sessionId,
      });
      return [left, { trigger: "call_ended", type: "call", data: ended }];
    }
  }
}

function occupantTelling(
  view: Viewpoint,
  { sender }: Message,
  { call: { sessionId, type } }: CallStep,
  trigger: WebhookTrigger,
): Telling {
  const row = view.app.state.callParticipants.get(pairKey(sessionId, sender));
  return {
    trigger,
    type: "call",
    data: () => ({ occupant: row && printOccupant(view, row, type), sessionId }),
  };
}

/** What comes of a meeting is told in the shape of a call's. docs: webhooks overview (`type` is `meet`) */
export function meetingTelling(view: Viewpoint, event: MeetingEvent): Telling {
  const { action, sessionId, startedAt, at, occupants } = event;
  const printed = () => occupants.map((row) => printOccupant(view, row, row.type));
  const data = {
    meeting_started: () => ({ created_at: startedAt, sessionId }),
    meeting_participant_joined: () => ({ occupant: printed()[0], sessionId }),
    meeting_participant_left: () => ({ occupant: printed()[0], sessionId }),
    meeting_ended: () => ({
      all_occupants: printed(),
      created_at: startedAt,
      destroyed_at: at,
      sessionId,
    }),
  }[action];
  return { trigger: action, type: "meet", data };
}

/** Someone in a call or meeting, as the media servers tell of them. */
type Occupant = Pick<CallParticipant, "uid" | "joinedAt" | "leftAt">;

function printOccupant(view: Viewpoint, { uid, joinedAt, leftAt }: Occupant, type: string): Fields {
  const name = findUser(view.app.state, uid)?.name ?? uid;
  return { joined_at: joinedAt, left_at: leftAt, audio_call: String(type === "audio"), name };
}
