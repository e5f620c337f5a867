/** Compares two records: negative when `a` comes first. Never 0 for two different records of one list. */
export type Order<R> = (a: R, b: R) => number;

/**
 * The position of the first row for which `isBefore` is false, in a list where all rows that are "before" come
 * first. Rank, page bounds and counts all come from it in O(log n).
 */
export function lowerBound<R>(rows: readonly R[], isBefore: (row: R, at: number) => boolean): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(rows[middle] as R, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Inserts `row` at its place; appending, the common case, costs no search. */
export function insertSorted<R>(rows: R[], row: R, order: Order<R>): void {
  const last = rows.at(-1);
  if (last === undefined || order(last, row) < 0) {
    rows.push(row);
    return;
  }
  rows.splice(
    lowerBound(rows, (other) => order(other, row) < 0),
    0,
    row,
  );
}

/** The position of `row`, which must be in the list. */
export function positionOf<R>(rows: readonly R[], row: R, order: Order<R>): number {
  return lowerBound(rows, (other) => order(other, row) < 0);
}
