import { wholeNumber } from "./fields.ts";
import { LIMITS } from "./rules/limits.ts";
import { lowerBound, type Order } from "./sorted-list.ts";

/** Input of every list that is read page by page. docs: rest-api pagination (default 100, at most 1000) */
export const windowFields = {
  page: wholeNumber(1).default(1),
  perPage: wholeNumber(1, LIMITS.pageSize).default(LIMITS.defaultPageSize),
};

/** Which page of a list is wanted. */
export interface Window {
  readonly page: number;
  readonly perPage: number;
}

/** One page of a list, and how long the list is. */
export interface Page<R> extends Window {
  readonly rows: readonly R[];
  readonly total: number;
}

/**
 * Cuts one page out of a list. Without a filter its cost is the page's; with one, the list is read through, because
 * the total of the matches is part of the answer.
 *
 * @param keep leaves out rows for which it is false
 */
export function paginate<R>(list: readonly R[], window: Window, keep?: (row: R) => boolean): Page<R> {
  const { page, perPage } = window;
  const rows = keep ? list.filter(keep) : list;
  const from = (page - 1) * perPage;
  return { rows: rows.slice(from, from + perPage), total: rows.length, page, perPage };
}

/**
 * Cuts one page out of a list that has some rows too many, at the cost of the page and of those rows.
 *
 * @param out where the rows to leave out stand, ascending
 * @param direction which end of the list the first page is at
 */
export function paginateWithout<R>(
  list: readonly R[],
  { page, perPage }: Window,
  out: readonly number[],
  direction: "asc" | "desc" = "asc",
): Page<R> {
  const total = list.length - out.length;
  const start = Math.min(total, (page - 1) * perPage);
  const end = Math.min(total, page * perPage);
  const rows =
    direction === "asc"
      ? rowsWithout(list, out, start, end)
      : rowsWithout(list, out, total - end, total - start).reverse();
  return { rows, total, page, perPage };
}

/** The rows from `start` up to `end`, counted without those that stand at `out`. */
export function rowsWithout<R>(list: readonly R[], out: readonly number[], start: number, end: number): R[] {
  let at = start;
  let passed = 0;
  for (; passed < out.length && (out[passed] as number) <= at; passed += 1) at += 1;
  const rows: R[] = [];
  for (; rows.length < end - start; at += 1) {
    if (at === out[passed]) passed += 1;
    else rows.push(list[at] as R);
  }
  return rows;
}

/** Cuts one page out of several lists as if they were one, at the cost of the page and of the number of lists. */
export function paginateParts<R>(parts: readonly (readonly R[])[], { page, perPage }: Window): Page<R> {
  const from = (page - 1) * perPage;
  const rows: R[] = [];
  let total = 0;
  for (const part of parts) {
    const start = Math.max(0, from - total);
    if (rows.length < perPage && start < part.length)
      rows.push(...part.slice(start, start + perPage - rows.length));
    total += part.length;
  }
  return { rows, total, page, perPage };
}

/**
 * Cuts one page out of two sorted lists that have no row in common, as if they were one, at the page's cost.
 *
 * @param direction which end of the order the first page is at
 */
export function paginateMerged<R>(
  long: readonly R[],
  short: readonly R[],
  order: Order<R>,
  window: Window,
  direction: "asc" | "desc",
): Page<R> {
  const { page, perPage } = window;
  const total = long.length + short.length;
  const start = Math.min(total, (page - 1) * perPage);
  const end = Math.min(total, page * perPage);
  const rows =
    direction === "asc"
      ? mergedRows(long, short, order, start, end)
      : mergedRows(long, short, order, total - end, total - start).reverse();
  return { rows, total, page, perPage };
}

function mergedRows<R>(
  long: readonly R[],
  short: readonly R[],
  order: Order<R>,
  start: number,
  end: number,
): R[] {
  const placeOf = (row: R, at: number) => at + lowerBound(long, (other) => order(other, row) < 0);
  let inShort = lowerBound(short, (row, at) => placeOf(row, at) < start);
  let inLong = start - inShort;
  const rows: R[] = [];
  while (rows.length < end - start) {
    const [a, b] = [long[inLong], short[inShort]];
    if (a !== undefined && (b === undefined || order(a, b) < 0)) {
      rows.push(a);
      inLong++;
    } else {
      rows.push(b as R);
      inShort++;
    }
  }
  return rows;
}

/** Whether any filter of a list is set. The wire also sends filters that are not: `searchKey=`, empty lists. */
export function hasFilter(filters: object): boolean {
  return Object.values(filters).some(
    (filter) =>
      filter !== undefined && filter !== false && filter !== "" && !(Array.isArray(filter) && !filter.length),
  );
}

/** Whether a search word is the beginning of one of the texts. docs: rest-api/users (`LIKE key%`) */
export function matchesSearch(searchKey: string | undefined, ...texts: (string | undefined)[]): boolean {
  const key = searchKey?.trim().toLowerCase();
  return !key || texts.some((text) => text?.toLowerCase().startsWith(key));
}

/** Whether at least one of the wanted values is among those there; no wish matches everything. */
export function matchesAny(
  wanted: readonly string[] | undefined,
  there: readonly string[] | undefined,
): boolean {
  if (!wanted || wanted.length === 0) return true;
  return there?.some((value) => wanted.includes(value)) ?? false;
}
