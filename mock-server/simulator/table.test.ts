import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { InvariantError } from "./invariant.ts";
import { byText } from "./orders.ts";
import type { IndexSpec } from "./record-lists.ts";
import { itself, Journal, Table } from "./table.ts";

interface Row {
  readonly id: string;
  readonly room: string;
  readonly rank: number;
  readonly labels: readonly string[];
}

const byRank = (a: Row, b: Row) => a.rank - b.rank || byText(a.id, b.id);

/** One index of each kind: partition fixed, chosen by the record, absent for some, and several for one record. */
const SPECS = {
  all: { partition: () => "all", order: byRank },
  byRoom: { partition: (row) => row.room, order: byRank },
  raised: { partition: (row) => (row.rank > 2 ? "raised" : undefined), order: (a, b) => byRank(b, a) },
  byLabel: { partition: (row) => row.labels, order: byRank },
} as const satisfies Record<string, IndexSpec<Row>>;

type IndexName = keyof typeof SPECS;

function createRows() {
  const journal = new Journal();
  return { journal, table: new Table<string, Row, IndexName>(journal, (row) => row.id, SPECS) };
}

/** What an index must hold, computed without one. */
function resorted(rows: Iterable<Row>, index: IndexName): Record<string, Row[]> {
  const { partition, order } = SPECS[index] as IndexSpec<Row>;
  const lists: Record<string, Row[]> = {};
  for (const row of [...rows].sort(order)) {
    const of = partition(row);
    for (const name of of === undefined ? [] : [of].flat()) {
      lists[name] ??= [];
      lists[name].push(row);
    }
  }
  return lists;
}

function expectIndexesToHold(table: Table<string, Row, IndexName>, expected: Iterable<Row>): void {
  const rows = [...expected];
  expect(table.size).toBe(rows.length);
  expect([...table.values()].sort(byRank)).toEqual(rows.sort(byRank));
  for (const name of Object.keys(SPECS) as IndexName[]) {
    const lists = Object.fromEntries(
      [...table.partitions(name)].map((part) => [part, table.list(name, part)]),
    );
    expect(lists).toEqual(resorted(rows, name));
    expect(table.partitionCount(name)).toBe(Object.keys(lists).length);
  }
}

const rowArbitrary: fc.Arbitrary<Row> = fc.record({
  id: fc.constantFrom("a", "b", "c", "d", "e", "f"),
  room: fc.constantFrom("x", "y"),
  rank: fc.integer({ min: 0, max: 4 }),
  labels: fc.uniqueArray(fc.constantFrom("p", "q", "r"), { maxLength: 3 }),
});

const changeArbitrary = fc.oneof(
  { weight: 3, arbitrary: rowArbitrary.map((row) => ({ kind: "put", row }) as const) },
  rowArbitrary.map(({ id }) => ({ kind: "remove", id }) as const),
  fc.array(rowArbitrary.map(({ id }) => id)).map((ids) => ({ kind: "removeAll", ids }) as const),
);

type Change = typeof changeArbitrary extends fc.Arbitrary<infer C> ? C : never;

function apply(table: Table<string, Row, IndexName>, expected: Map<string, Row>, change: Change): void {
  if (change.kind === "put") {
    table.put(change.row);
    expected.set(change.row.id, change.row);
  } else if (change.kind === "remove") {
    table.remove(change.id);
    expected.delete(change.id);
  } else {
    table.removeAll(change.ids);
    for (const id of change.ids) expected.delete(id);
  }
}

describe("a table", () => {
  it("keeps every index as a sort from scratch would make it", () => {
    fc.assert(
      fc.property(fc.array(changeArbitrary, { maxLength: 40 }), (changes) => {
        const { table } = createRows();
        const expected = new Map<string, Row>();
        for (const change of changes) {
          apply(table, expected, change);
          expectIndexesToHold(table, expected.values());
        }
      }),
    );
  });

  it("holds what it held at the last commit after a rollback", () => {
    fc.assert(
      fc.property(
        fc.array(changeArbitrary, { maxLength: 20 }),
        fc.array(changeArbitrary, { maxLength: 20 }),
        (kept, undone) => {
          const { journal, table } = createRows();
          const expected = new Map<string, Row>();
          for (const change of kept) apply(table, expected, change);
          journal.commit();
          for (const change of undone) apply(table, new Map(), change);
          journal.rollback();
          expectIndexesToHold(table, expected.values());
        },
      ),
    );
  });

  it("has another version after every change, taking one back included", () => {
    fc.assert(
      fc.property(fc.array(changeArbitrary), (changes) => {
        const { journal, table } = createRows();
        for (const change of [...changes, "rollback"] as const) {
          const [version, before] = [table.version, JSON.stringify([...table.values()])];
          if (change === "rollback") journal.rollback();
          else apply(table, new Map(), change);
          if (JSON.stringify([...table.values()]) !== before) expect(table.version).not.toBe(version);
        }
      }),
    );
  });

  it("has nothing left to take back after a commit or a rollback", () => {
    const { journal, table } = createRows();
    table.put({ id: "a", room: "x", rank: 1, labels: [] });
    journal.commit();
    journal.rollback();
    expect(table.has("a")).toBe(true);
    table.remove("a");
    journal.rollback();
    journal.rollback();
    expect(table.has("a")).toBe(true);
  });

  it("takes back the changes of several tables together, newest first", () => {
    const journal = new Journal();
    const order = { all: { partition: () => "all", order: byRank } };
    const one = new Table(journal, (row: Row) => row.id, order);
    const other = new Table(journal, (row: Row) => row.id, order);
    const row = { id: "a", room: "x", rank: 1, labels: [] };
    one.put(row);
    journal.commit();
    other.put(row);
    one.put({ ...row, rank: 3 });
    one.remove("a");
    journal.rollback();
    expect([one.get("a"), other.get("a")]).toEqual([row, undefined]);
  });

  it("of records that are their own keys holds each of them, and takes each back", () => {
    const journal = new Journal();
    const byRoom: IndexSpec<Row> = { partition: (row) => row.room, order: byRank };
    const table = new Table(journal, itself<Row>, { byRoom });
    const [first, second]: Row[] = [1, 2].map((rank) => ({ id: "a", room: "x", rank, labels: [] }));
    if (!first || !second) throw new Error("There are two.");
    table.put(first);
    journal.commit();
    const copy = table.copy();
    table.put(second);
    table.remove(first);
    expect([...table.values()]).toEqual([second]);
    journal.rollback();
    expect([...table.values()][0]).toBe(first);
    table.remove(first);
    table.putBack(copy);
    expect(table.list("byRoom", "x")).toEqual([first]);
    expect(table.has(first)).toBe(true);
  });

  it("adds what is new as it puts it, and calls it a bug when it is there", () => {
    const { journal, table } = createRows();
    const row: Row = { id: "a", room: "x", rank: 3, labels: ["l"] };
    table.add(row);
    expectIndexesToHold(table, [row]);
    journal.commit();
    expect(() => table.add({ ...row, rank: 4 })).toThrow(InvariantError);
    const other = { ...row, id: "b" };
    journal.commit();
    table.add(other);
    journal.rollback();
    expect(table.has("b")).toBe(false);
  });

  it("answers an empty list for a partition without records, which nobody can change", () => {
    const { table } = createRows();
    expect(table.list("byRoom", "nowhere")).toEqual([]);
    expect(Object.isFrozen(table.list("byRoom", "nowhere"))).toBe(true);
  });

  it("calls it a bug when a record was changed in place and its index cannot find it", () => {
    const { table } = createRows();
    const row = { id: "a", room: "x", rank: 1, labels: [] };
    table.put(row);
    table.put({ id: "b", room: "x", rank: 2, labels: [] });
    row.rank = 3;
    expect(() => table.remove("a")).toThrow(InvariantError);
  });
});
