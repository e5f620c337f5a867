import { Journal, Table, type TableCopy } from "./table.ts";
import { agentTables } from "./tables/agents.ts";
import { appTables } from "./tables/app.ts";
import { callTables } from "./tables/calls.ts";
import { connectionTables } from "./tables/connections.ts";
import { conversationTables } from "./tables/conversations.ts";
import { extensionTables } from "./tables/extensions.ts";
import { groupTables } from "./tables/groups.ts";
import { messageTables } from "./tables/messages.ts";
import { moderationTables } from "./tables/moderation.ts";
import { notificationTables } from "./tables/notifications.ts";
import { peopleTables } from "./tables/people.ts";

// Whoever reads a state finds its keys and orders with it.
export * from "./keys.ts";
export { byActivity } from "./tables/conversations.ts";
export { groupOrders } from "./tables/groups.ts";
export { byThreadActivity } from "./tables/messages.ts";

/** Rows per kind of serial number handed out so far: message ids, reaction ids, joining order … */
interface Counter {
  readonly name: string;
  readonly value: number;
}

/** Everything one app holds, with the lists it is read by: the tables of each area under their own names. */
export function createState() {
  const journal = new Journal();
  return {
    journal,
    counters: new Table(journal, (row: Counter) => row.name, {}),
    ...appTables(journal),
    ...peopleTables(journal),
    ...groupTables(journal),
    ...messageTables(journal),
    ...conversationTables(journal),
    ...moderationTables(journal),
    ...notificationTables(journal),
    ...callTables(journal),
    ...extensionTables(journal),
    ...agentTables(journal),
    ...connectionTables(journal),
  };
}

export type State = ReturnType<typeof createState>;

/** What a state held at one time. */
export type StateCopy = ReadonlyMap<string, TableCopy>;

/** Copies what a state holds, between two commands. */
export function copyState(state: State): StateCopy {
  return new Map(tablesOf(state).map(([name, table]) => [name, table.copy()]));
}

/**
 * Puts a state back to what it was. Only the number of connections goes on, so that the number of a socket that has
 * gone since is never another's.
 */
export function putStateBack(state: State, copy: StateCopy): void {
  const connections = state.counters.get("connection");
  for (const [name, table] of tablesOf(state)) {
    const held = copy.get(name);
    if (held) table.putBack(held);
  }
  const then = state.counters.get("connection")?.value ?? 0;
  if (connections && connections.value > then) state.counters.put(connections);
  state.journal.commit();
}

/** The records of one table, in order of first insertion. */
export type TableRecords = readonly [table: string, records: readonly object[]];

/** Everything that a state holds. Records never change, so that this stays as it is while the state goes on. */
export function recordsOf(state: State): readonly TableRecords[] {
  return tablesOf(state).map(([name, table]) => [name, [...table.values()]]);
}

/**
 * Puts records of a table into a state, behind those that it holds.
 *
 * @returns false for a table that there is not
 */
export function addRecords(state: State, [name, records]: TableRecords): boolean {
  const [, table] = tablesOf(state).find(([known]) => known === name) ?? [];
  if (!table) return false;
  for (const record of records) table.put(record);
  state.journal.commit();
  return true;
}

type AnyTable = Pick<Table<string, object>, "copy" | "putBack" | "put" | "values">;

function tablesOf(state: State): readonly [name: string, table: AnyTable][] {
  return Object.entries(state).flatMap(([name, table]) =>
    table instanceof Table ? [[name, table as AnyTable]] : [],
  );
}

/** The next serial number of one kind, from 1 on. It only grows. */
export function nextSerial(state: State, name: string): number {
  const value = (state.counters.get(name)?.value ?? 0) + 1;
  state.counters.put({ name, value });
  return value;
}

/** Serial numbers of one kind for one who needs many of them: nobody else may take of this kind until it is closed. */
export interface SerialRun {
  next(): number;
  close(): void;
}

/** The next serial numbers of one kind, of which it is noted at the end how many they were. */
export function serialRun(state: State, name: string): SerialRun {
  const before = state.counters.get(name)?.value ?? 0;
  let value = before;
  return {
    next() {
      value += 1;
      return value;
    },
    close() {
      if (value > before) state.counters.put({ name, value });
    },
  };
}
