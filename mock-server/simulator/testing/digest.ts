import type { State } from "../state.ts";
import { Table } from "../table.ts";

/**
 * Everything an app holds, as canonical text: two states have the same digest exactly when they hold the same
 * records, in whatever order these came to be.
 *
 * @example
 * const before = digest(app.state);
 * world.as("carol").tryRun("kickMember", { guid, uid: "alice" });
 * expect(digest(app.state)).toBe(before);
 */
export function digest(state: State): string {
  const tables = Object.entries(state).flatMap(([name, table]) =>
    table instanceof Table ? [[name, [...table.values()].map(canonical).sort()] as const] : [],
  );
  return JSON.stringify(
    tables.sort(([a], [b]) => (a < b ? -1 : 1)),
    undefined,
    1,
  );
}

/** JSON whose keys are sorted at every depth; fields that are `undefined` are left out, as if never set. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, held: unknown) =>
    held !== null && typeof held === "object" && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([a], [b]) => (a < b ? -1 : 1)))
      : held,
  );
}
