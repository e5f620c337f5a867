import { pairKey } from "../keys.ts";
import type { Flag, FlagReason, KeywordList, ModerationCase, ModerationRule } from "../moderation-records.ts";
import { bySerial } from "../orders.ts";
import { type Journal, Table } from "../table.ts";

/** What is reported, and what is held back. */
export function moderationTables(journal: Journal) {
  return {
    flagReasons: new Table(journal, (row: FlagReason) => row.id, {
      all: { partition: () => "all", order: bySerial },
    }),
    flags: new Table(journal, (row: Flag) => pairKey(row.messageId, row.uid), {
      byMessage: { partition: (row) => row.messageId, order: bySerial },
    }),
    keywordLists: new Table(journal, (row: KeywordList) => row.id, {
      all: { partition: () => "all", order: bySerial },
    }),
    moderationRules: new Table(journal, (row: ModerationRule) => row.id, {
      all: { partition: () => "all", order: bySerial },
      enabled: { partition: (row) => (row.enabled ? "all" : undefined), order: bySerial },
    }),
    ruleRevisions: new Table(journal, (row: ModerationRule) => pairKey(row.id, row.revision), {
      byRule: { partition: (row) => row.id, order: (a, b) => a.revision - b.revision },
    }),
    moderationCases: new Table(journal, (row: ModerationCase) => row.messageId, {
      queue: {
        partition: (row) => (row.reviewedAt === undefined ? row.kind : "reviewed"),
        order: (a, b) => b.serial - a.serial,
      },
    }),
  };
}
