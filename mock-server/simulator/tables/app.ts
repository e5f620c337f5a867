import { pairKey } from "../keys.ts";
import { byId, bySerial, byText } from "../orders.ts";
import type {
  ApiKey,
  ChosenSettings,
  Collaborator,
  Permission,
  RestrictedFeature,
  Webhook,
} from "../records.ts";
import { type Journal, Table } from "../table.ts";

/** The keys, rules and settings of an app. */
export function appTables(journal: Journal) {
  return {
    apiKeys: new Table(journal, (row: ApiKey) => row.apiKey, {}),
    restrictedFeatures: new Table(journal, (row: RestrictedFeature) => pairKey(row.role, row.key), {
      byRole: { partition: (row) => row.role, order: (a, b) => byText(a.key, b.key) },
    }),
    permissions: new Table(journal, (row: Permission) => pairKey(row.holder, row.id), {
      byHolder: { partition: (row) => row.holder, order: (a, b) => byText(a.id, b.id) },
    }),
    webhooks: new Table(journal, (row: Webhook) => row.id, {
      all: { partition: () => "all", order: bySerial },
    }),
    collaborators: new Table(journal, (row: Collaborator) => row.email, {
      all: { partition: () => "all", order: byId },
    }),
    settings: new Table(journal, (row: ChosenSettings) => row.name, {}),
  };
}
