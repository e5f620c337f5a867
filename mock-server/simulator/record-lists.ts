import { invariant } from "./invariant.ts";
import { insertSorted, type Order, positionOf } from "./sorted-list.ts";

/** What a list is found by. */
export type Key = string | number;

/** The lists of one index, each by its key. */
export type Lists<R> = Map<Key, R[]>;

/** How an index sorts a table's records into lists. */
export interface IndexSpec<R> {
  /** The list (or lists) a record belongs to; `undefined` leaves it out. */
  readonly partition: (record: R) => Key | readonly Key[] | undefined;
  readonly order: Order<R>;
}

/** Copies the lists, not what they hold. */
export function copyOfLists<R>(lists: ReadonlyMap<Key, readonly R[]>): Lists<R> {
  const copy = new Map<Key, R[]>();
  for (const [partition, rows] of lists) copy.set(partition, rows.slice());
  return copy;
}

/** Brings the lists of an index up to date with one change. */
export function reindex<R>(
  { partition, order }: IndexSpec<R>,
  lists: Lists<R>,
  before: R | undefined,
  after: R | undefined,
): void {
  const left = before === undefined ? undefined : partition(before);
  const entered = after === undefined ? undefined : partition(after);
  if (before !== undefined && after !== undefined && !isSame(left, entered)) {
    placeInAll(lists, left, before, undefined, order);
    placeInAll(lists, entered, undefined, after, order);
  } else {
    placeInAll(lists, entered ?? left, before, after, order);
  }
}

/** Takes a row out of some lists, puts one in, or puts one in the place of another. Every change comes by here, several times. */
function placeInAll<R>(
  lists: Lists<R>,
  of: Key | readonly Key[] | undefined,
  before: R | undefined,
  after: R | undefined,
  order: Order<R>,
): void {
  if (!isList(of)) {
    if (of !== undefined) placeIn(lists, of, before, after, order);
    return;
  }
  for (let at = 0; at < of.length; at += 1) placeIn(lists, of[at] as Key, before, after, order);
}

function placeIn<R>(
  lists: Lists<R>,
  partition: Key,
  before: R | undefined,
  after: R | undefined,
  order: Order<R>,
): void {
  if (before === undefined) addTo(lists, partition, after as R, order);
  else if (after === undefined) removeFrom(lists, partition, before, order);
  else replaceIn(lists, partition, before, after, order);
}

/** Whether a record stays in the lists that it is in. */
function isSame(left: Key | readonly Key[] | undefined, entered: Key | readonly Key[] | undefined): boolean {
  if (!isList(left) || !isList(entered)) return left === entered;
  return left.length === entered.length && left.every((of, at) => of === entered[at]);
}

/** Puts the new row in the old one's place where it fits there, as it mostly does: nothing else has to move then. */
function replaceIn<R>(lists: Lists<R>, partition: Key, before: R, after: R, order: Order<R>): void {
  const rows = lists.get(partition) ?? [];
  const at = placeOf(rows, partition, before, order);
  const isBehind = at === 0 || order(rows[at - 1] as R, after) < 0;
  if (isBehind && (at + 1 === rows.length || order(after, rows[at + 1] as R) < 0)) {
    rows[at] = after;
    return;
  }
  rows.splice(at, 1);
  insertSorted(rows, after, order);
}

function placeOf<R>(rows: readonly R[], partition: Key, row: R, order: Order<R>): number {
  const at = positionOf(rows, row, order);
  // The text costs more than the look.
  if (rows[at] !== row) invariant(false, `the index lost a record of partition ${partition}`);
  return at;
}

function isList(partition: Key | readonly Key[] | undefined): partition is readonly Key[] {
  return typeof partition === "object";
}

function partitions(of: Key | readonly Key[] | undefined): readonly Key[] {
  if (of === undefined) return [];
  return isList(of) ? of : [of];
}

function addTo<R>(lists: Lists<R>, partition: Key, row: R, order: Order<R>): void {
  const rows = lists.get(partition);
  if (rows === undefined) lists.set(partition, [row]);
  else insertSorted(rows, row, order);
}

function removeFrom<R>(lists: Lists<R>, partition: Key, row: R, order: Order<R>): void {
  const rows = lists.get(partition) ?? [];
  rows.splice(placeOf(rows, partition, row, order), 1);
  if (rows.length === 0) lists.delete(partition);
}

/** Takes rows out of the lists of an index, going through each list once. */
export function removeRows<R>({ partition, order }: IndexSpec<R>, lists: Lists<R>, gone: readonly R[]): void {
  const goneFrom = new Map<Key, R[]>();
  for (const row of gone) {
    for (const of of partitions(partition(row))) {
      const rows = goneFrom.get(of);
      if (rows === undefined) goneFrom.set(of, [row]);
      else rows.push(row);
    }
  }
  for (const [of, leaving] of goneFrom) {
    const rows = lists.get(of) ?? [];
    if (leaving.length === rows.length) lists.delete(of);
    else closeGaps(rows, leaving.map((row) => placeOf(rows, of, row, order)).sort(ascending));
  }
}

/** Takes out the rows at these places, in ascending order, moving each other one at most once. */
function closeGaps<R>(rows: R[], places: readonly number[]): void {
  let to = places[0] ?? rows.length;
  let passed = 0;
  for (let from = to; from < rows.length; from += 1) {
    if (from === places[passed]) passed += 1;
    else rows[to++] = rows[from] as R;
  }
  rows.length = to;
}

function ascending(a: number, b: number): number {
  return a - b;
}
