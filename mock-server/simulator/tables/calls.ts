import { pairKey } from "../keys.ts";
import { byText } from "../orders.ts";
import type { Call, CallParticipant, MeetingParticipant } from "../records.ts";
import { type Journal, Table } from "../table.ts";

/** Calls and meetings, and who is in them. */
export function callTables(journal: Journal) {
  return {
    calls: new Table(journal, (row: Call) => row.sessionId, {
      ongoing: {
        partition: (row) => (row.status === "ongoing" ? row.conversationId : undefined),
        order: bySession,
      },
    }),
    callParticipants: new Table(journal, (row: CallParticipant) => pairKey(row.sessionId, row.uid), {
      bySession: { partition: (row) => row.sessionId, order: byUser },
      /** Who is in it now. */
      present: { partition: (row) => (row.leftAt === undefined ? row.sessionId : undefined), order: byUser },
      /** The calls that a user is in now. */
      presentOf: { partition: (row) => (row.leftAt === undefined ? row.uid : undefined), order: bySession },
    }),
    /** Who is in meetings, or has been while they still go on. */
    meetingParticipants: new Table(journal, (row: MeetingParticipant) => pairKey(row.sessionId, row.uid), {
      bySession: { partition: (row) => row.sessionId, order: byUser },
      present: { partition: (row) => (row.leftAt === undefined ? row.sessionId : undefined), order: byUser },
    }),
  };
}

function bySession(a: { readonly sessionId: string }, b: { readonly sessionId: string }): number {
  return byText(a.sessionId, b.sessionId);
}

function byUser(a: { readonly uid: string }, b: { readonly uid: string }): number {
  return byText(a.uid, b.uid);
}
