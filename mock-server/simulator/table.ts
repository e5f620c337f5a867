import { invariant } from "./invariant.ts";
import { copyOfLists, type IndexSpec, type Key, type Lists, reindex, removeRows } from "./record-lists.ts";

/** What a record is found by; the record itself, where nothing looks for it but the lists that it is in. */
type RecordKey = Key | object;

/**
 * The key of records that are only ever read off lists: it takes no room and is never put together.
 *
 * @example new Table(journal, itself<Receipt>, { marks: … });
 */
export function itself<R extends object>(record: R): R {
  return record;
}

/** What a table held at one time: its maps and lists copied, its records shared. */
export interface TableCopy {
  readonly records: ReadonlyMap<RecordKey, object>;
  readonly lists: readonly ReadonlyMap<Key, readonly object[]>[];
}

const NONE: readonly never[] = Object.freeze([]);

/** What a journal takes a change back in. */
type Undoable = Table<RecordKey, object, string>;

/** A command with more changes than this, such as an import, gives the room for noting them back. */
const MOST_STEPS_KEPT = 4_096;

/** The changes of the command in hand, newest last, so that a failed command can be taken back whole. */
export class Journal {
  // Three lists, filled again for each command, since every change of every command comes by here.
  readonly #tables: Undoable[] = [];
  readonly #keys: RecordKey[] = [];
  readonly #befores: (object | undefined)[] = [];
  #length = 0;

  /** Notes what a table held at a key before it was changed. */
  record(table: Undoable, key: RecordKey, before: object | undefined): void {
    const at = this.#length++;
    this.#tables[at] = table;
    this.#keys[at] = key;
    this.#befores[at] = before;
  }

  /**
   * Keeps what was done.
   *
   * @returns whether that was anything
   */
  commit(): boolean {
    const changed = this.#length > 0;
    this.#length = 0;
    if (this.#tables.length > MOST_STEPS_KEPT) {
      for (const list of [this.#tables, this.#keys, this.#befores]) list.length = 0;
    }
    return changed;
  }

  /** Takes back everything since the last commit, newest first. */
  rollback(): void {
    while (this.#length > 0) {
      const at = --this.#length;
      this.#tables[at]?.restore(this.#keys[at] as RecordKey, this.#befores[at]);
    }
  }
}

/**
 * Immutable records by key, with sorted lists kept beside them. A record changes by being replaced; so a copy of
 * the maps is a snapshot, and the old record is all that undoing a change needs.
 *
 * @example
 * const members = new Table(journal, (m: Member) => memberKey(m.guid, m.uid), {
 *   byGroup: { partition: (m) => m.guid, order: byJoining },
 * });
 * members.put({ guid, uid, scope: "admin", joinedAt });
 * members.list("byGroup", guid).length; // the members count, in O(1)
 */
export class Table<K extends RecordKey, R extends object, I extends string = never> {
  #records = new Map<K, R>();
  readonly #lists: { readonly name: I; readonly spec: IndexSpec<R>; readonly lists: Lists<R> }[];
  readonly #byName: Record<I, Lists<R>>;
  readonly #keyOf: (record: R) => K;
  readonly #journal: Journal;
  #version = 0;

  constructor(journal: Journal, keyOf: (record: R) => K, indexes: Record<I, IndexSpec<R>>) {
    this.#journal = journal;
    this.#keyOf = keyOf;
    const entries = Object.entries(indexes) as [I, IndexSpec<R>][];
    this.#lists = entries.map(([name, spec]) => ({ name, spec, lists: new Map<Key, R[]>() }));
    this.#byName = Object.fromEntries(this.#lists.map(({ name, lists }) => [name, lists])) as Record<
      I,
      Lists<R>
    >;
  }

  /** Grows with every change: what was derived from the records holds as long as it stays the same. */
  get version(): number {
    return this.#version;
  }

  get size(): number {
    return this.#records.size;
  }

  get(key: K): R | undefined {
    return this.#records.get(key);
  }

  has(key: K): boolean {
    return this.#records.has(key);
  }

  /** Every record, in order of first insertion: for exports, digests and rare sweeps, never for a lookup. */
  values(): Iterable<R> {
    return this.#records.values();
  }

  /** The sorted list of one partition. It is the live list: read it at once, never keep or change it. */
  list(index: I, partition: Key): readonly R[] {
    return this.#byName[index].get(partition) ?? NONE;
  }

  /** How many partitions of an index hold at least one record. */
  partitionCount(index: I): number {
    return this.#byName[index].size;
  }

  /** The partitions of an index that hold at least one record. */
  partitions(index: I): Iterable<Key> {
    return this.#byName[index].keys();
  }

  /** Adds the record, or puts it in the place of the one with the same key. */
  put(record: R): void {
    const key = this.#keyOf(record);
    const before = this.#records.get(key);
    this.#journal.record(this as unknown as Undoable, key, before);
    this.#set(key, before, record);
  }

  /** Adds a record whose key is known to be free, without a look for it: for history, which only grows. */
  add(record: R): void {
    const key = this.#keyOf(record);
    const { size } = this.#records;
    this.#journal.record(this as unknown as Undoable, key, undefined);
    this.#set(key, undefined, record);
    if (this.#records.size === size) invariant(false, `a record of key ${String(key)} is there already`);
  }

  /** Removes the record with this key, if there is one. */
  remove(key: K): void {
    const before = this.#records.get(key);
    if (before === undefined) return;
    this.#journal.record(this as unknown as Undoable, key, before);
    this.#set(key, before, undefined);
  }

  /** Removes the records with these keys. Each list is gone through once, however many of them leave it. */
  removeAll(keys: Iterable<K>): void {
    this.#version += 1;
    const gone: R[] = [];
    for (const key of keys) {
      const before = this.#records.get(key);
      if (before === undefined) continue;
      this.#journal.record(this as unknown as Undoable, key, before);
      this.#records.delete(key);
      gone.push(before);
    }
    for (const { spec, lists } of this.#lists) removeRows(spec, lists, gone);
  }

  /** What it holds now, to be put back later. Costs the copy of its maps and lists, whatever the size of the records. */
  copy(): TableCopy {
    return { records: new Map(this.#records), lists: this.#lists.map(({ lists }) => copyOfLists(lists)) };
  }

  /** Puts back what a copy of this table remembers, as often as one likes. Between commands only: no journal hears of it. */
  putBack(copy: TableCopy): void {
    this.#records = new Map(copy.records as ReadonlyMap<K, R>);
    for (const [at, { lists }] of this.#lists.entries()) {
      lists.clear();
      for (const [partition, rows] of copyOfLists(copy.lists[at] as ReadonlyMap<Key, readonly R[]>)) {
        lists.set(partition, rows);
      }
    }
    this.#version += 1;
  }

  /** Puts back what a journal remembers. Only {@link Journal.rollback} calls it. */
  restore(key: K, before: R | undefined): void {
    this.#set(key, this.#records.get(key), before);
  }

  #set(key: K, before: R | undefined, after: R | undefined): void {
    this.#version += 1;
    if (after === undefined) this.#records.delete(key);
    else this.#records.set(key, after);
    for (const { spec, lists } of this.#lists) reindex(spec, lists, before, after);
  }
}
