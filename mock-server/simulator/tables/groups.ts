import { pairKey } from "../keys.ts";
import { byName, bySerial, byText } from "../orders.ts";
import type { Ban, Group, Member } from "../records.ts";
import { GROUP_TYPE_RULES } from "../rules/group-types.ts";
import type { Order } from "../sorted-list.ts";
import { type Journal, Table } from "../table.ts";

/** The orders in which groups are listed. docs: rest-api/groups (sortBy) */
export const groupOrders = {
  byName,
  byGuid: (a: Group, b: Group) => byText(a.guid, b.guid),
  byCreation: (a: Group, b: Group) => a.createdAt - b.createdAt || byText(a.guid, b.guid),
} as const satisfies Record<string, Order<Group>>;

/** Groups, and who is in them or barred from them. */
export function groupTables(journal: Journal) {
  return {
    groups: new Table(journal, (row: Group) => row.guid, {
      byName: { partition: groupLists, order: groupOrders.byName },
      byGuid: { partition: groupLists, order: groupOrders.byGuid },
      byCreation: { partition: groupLists, order: groupOrders.byCreation },
      byOwner: { partition: (row) => row.owner, order: (a, b) => byText(a.guid, b.guid) },
    }),
    members: new Table(journal, (row: Member) => pairKey(row.guid, row.uid), {
      byGroup: { partition: (row) => row.guid, order: bySerial },
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    bans: new Table(journal, (row: Ban) => pairKey(row.guid, row.uid), {
      byGroup: { partition: (row) => row.guid, order: bySerial },
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
  };
}

/** The list of every group, and the list of those that any user may see. */
function groupLists(group: Group): readonly ("all" | "listed")[] {
  return GROUP_TYPE_RULES[group.type].listedToAll ? ["all", "listed"] : ["all"];
}
