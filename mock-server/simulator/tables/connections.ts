import { pairKey } from "../keys.ts";
import { byId, bySerial } from "../orders.ts";
import type { Connection, Member } from "../records.ts";
import { type Journal, Table } from "../table.ts";

/** Who is connected now. */
export function connectionTables(journal: Journal) {
  return {
    connections: new Table(journal, (row: Connection) => row.id, {
      byUser: { partition: (row) => row.uid, order: byId },
      byToken: { partition: (row) => row.authToken, order: byId },
      subscribed: { partition: (row) => (row.subscription.kind === "none" ? undefined : "all"), order: byId },
    }),
    /** Members with a connection, so that a group's audience costs what it reaches. */
    onlineMembers: new Table(journal, (row: Member) => pairKey(row.guid, row.uid), {
      byGroup: { partition: (row) => row.guid, order: bySerial },
    }),
  };
}
