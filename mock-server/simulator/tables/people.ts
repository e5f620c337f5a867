import { pairKey } from "../keys.ts";
import { byName, bySerial, byText } from "../orders.ts";
import type { AuthToken, Block, Bot, Friendship, Role, User } from "../records.ts";
import { type Journal, Table } from "../table.ts";

/** Users, what they may do, and how they stand to each other. */
export function peopleTables(journal: Journal) {
  return {
    roles: new Table(journal, (row: Role) => row.role, {
      all: { partition: () => "all", order: (a, b) => byText(a.role, b.role) },
    }),
    users: new Table(journal, (row: User) => row.uid, {
      active: { partition: (row) => (row.deactivatedAt === undefined ? "all" : undefined), order: byName },
      deactivated: {
        partition: (row) => (row.deactivatedAt === undefined ? undefined : "all"),
        order: byName,
      },
      byLastActivity: {
        partition: (row) => (row.lastActiveAt === undefined ? undefined : "all"),
        order: (a, b) => (a.lastActiveAt ?? 0) - (b.lastActiveAt ?? 0) || byText(a.uid, b.uid),
      },
    }),
    bots: new Table(journal, (row: Bot) => row.uid, {}),
    authTokens: new Table(journal, (row: AuthToken) => row.authToken, {
      byUser: { partition: (row) => row.uid, order: bySerial },
      byJwt: { partition: (row) => row.jwt, order: bySerial },
    }),
    friendships: new Table(journal, (row: Friendship) => pairKey(row.uid, row.friend), {
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    blocks: new Table(journal, (row: Block) => pairKey(row.uid, row.blocked), {
      byBlocker: { partition: (row) => row.uid, order: bySerial },
      byBlocked: { partition: (row) => row.blocked, order: bySerial },
    }),
  };
}
