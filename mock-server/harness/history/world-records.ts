import { type App, factsOf, recordsOf } from "../../simulator/index.ts";
import type { AppKeys } from "../testkit/apps.ts";
import type { ClockPosition } from "../testkit/steered-clock.ts";
import type { AppAdded, WorldBegun, WorldRows } from "./records.ts";

const ROWS_PER_PART = 500;

/** What is to be said of an app beside its tables. */
export interface WorldOf {
  readonly app: App;
  readonly keys: Pick<AppKeys, "authKey" | "restApiKey">;
  readonly setUp: AppAdded;
  readonly clock: ClockPosition;
  /** By its clock, in unix milliseconds. */
  readonly at: number;
}

/**
 * All of an app as it is at this moment, in parts that are made one by one: each fits into a string, however much there
 * is, and whoever writes them may pause between two.
 */
export function worldRecords({ app, keys, setUp, clock, at }: WorldOf): Iterable<WorldBegun | WorldRows> {
  const parts = recordsOf(app.state).flatMap(([table, records]) => {
    const rows: { readonly table: string; readonly records: readonly object[]; readonly from: number }[] = [];
    for (let from = 0; from < records.length; from += rowsPerPart(table)) rows.push({ table, records, from });
    return rows;
  });
  const { authKey, restApiKey } = keys;
  const facts = factsOf(app);
  const begun = { kind: "world", setUp, authKey, restApiKey, facts, clock, at, parts: parts.length } as const;
  return {
    *[Symbol.iterator]() {
      yield begun;
      for (const { table, records, from } of parts) {
        yield { kind: "rows", table, rows: records.slice(from, from + rowsPerPart(table)) } as const;
      }
    },
  };
}

/** A file may be large by itself. */
function rowsPerPart(table: string): number {
  return table === "files" ? 1 : ROWS_PER_PART;
}
