import { byId } from "./orders.ts";
import type { Message } from "./records.ts";
import { lowerBound } from "./sorted-list.ts";
import { mergeInOrder, type RowSpan, walkSpans } from "./span-walk.ts";

/** Where a page begins, and which way it goes: `append` to newer messages, `prepend` to older ones. */
export interface Cursor {
  readonly affix: "append" | "prepend";
  /** Exclusive. */
  readonly id?: number | undefined;
  /** Unix seconds, inclusive. */
  readonly sentAt?: number | undefined;
}

/** The part of a history that a viewer may read. */
export type Span = RowSpan<Message>;

/**
 * The span of a history that lies beyond the cursor. Ids and times of sending grow together, so both are found by
 * bisection.
 *
 * @param clearedUpTo messages up to this id are gone for the viewer
 */
export function spanBeyond(rows: readonly Message[], cursor: Cursor, clearedUpTo: number): Span {
  const { affix, id, sentAt } = cursor;
  let from = clearedUpTo > 0 ? lowerBound(rows, (row) => row.id <= clearedUpTo) : 0;
  let to = rows.length;
  if (affix === "append") {
    if (id !== undefined)
      from = Math.max(
        from,
        lowerBound(rows, (row) => row.id <= id),
      );
    if (sentAt !== undefined)
      from = Math.max(
        from,
        lowerBound(rows, (row) => row.sentAt < sentAt),
      );
  } else {
    if (id !== undefined)
      to = Math.min(
        to,
        lowerBound(rows, (row) => row.id < id),
      );
    if (sentAt !== undefined)
      to = Math.min(
        to,
        lowerBound(rows, (row) => row.sentAt <= sentAt),
      );
  }
  return { rows, from, to: Math.max(from, to) };
}

/**
 * The messages of several spans as one history, nearest to the cursor first. Costs what is read, and the number of
 * spans once.
 */
export function walkAll(spans: readonly Span[], affix: Cursor["affix"]): Generator<Message> {
  return walkSpans(spans, affix, byId);
}

/** The messages of two walks as one, nearest to the cursor first. */
export function mergeWalks(
  a: Iterator<Message>,
  b: Iterator<Message>,
  affix: Cursor["affix"],
): Generator<Message> {
  return mergeInOrder(a, b, affix === "append" ? byId : (x, y) => byId(y, x));
}

/** How many messages a span holds. */
export function spanLength({ from, to }: Span): number {
  return to - from;
}
