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
 * Cuts one page out of a list that has one row too many, at the page's cost.
 *
 * @param position where the row to leave out stands; -1 when it is not there
 */
export function paginateWithout<R>(list: readonly R[], window: Window, position: number): Page<R> {
  if (position < 0) return paginate(list, window);
  const { page, perPage } = window;
  const from = (page - 1) * perPage;
  const rows = list.slice(from, from + perPage + 1);
  if (position < from) rows.shift();
  else if (position < from + rows.length) rows.splice(position - from, 1);
  return { rows: rows.slice(0, perPage), total: list.length - 1, page, perPage };
}

/**
 * Cuts one page out of two sorted lists that have no row in common, as if they were one, at the cost of the page and
 * of the short list.
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
  let inShort = short.findIndex((row, at) => placeOf(row, at) >= start);
  if (inShort < 0) inShort = short.length;
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
