import type { EnabledExtension, Poll, ScriptedTranslation } from "../extension-records.ts";
import { pairKey } from "../keys.ts";
import { type Journal, Table } from "../table.ts";

/** What the extensions of an app keep. */
export function extensionTables(journal: Journal) {
  return {
    /** The extensions that are switched on. */
    extensions: new Table(journal, (row: EnabledExtension) => row.slug, {}),
    polls: new Table(journal, (row: Poll) => row.id, {}),
    scriptedTranslations: new Table(
      journal,
      (row: ScriptedTranslation) => pairKey(row.language, row.text),
      {},
    ),
  };
}
