import type { Message } from "./records.ts";
import { lowerBound } from "./sorted-list.ts";

/** Where a page begins, and which way it goes: `append` to newer messages, `prepend` to older ones. */
export interface Cursor {
  readonly affix: "append" | "prepend";
  /** Exclusive. */
  readonly id?: number | undefined;
  /** Unix seconds, inclusive. */
  readonly sentAt?: number | undefined;
}

/** The part of a history that a viewer may read, as positions: `from` inclusive, `to` exclusive. */
interface Span {
  readonly rows: readonly Message[];
  readonly from: number;
  readonly to: number;
}

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

/** The messages of one span, nearest to the cursor first. */
export function* walk({ rows, from, to }: Span, affix: Cursor["affix"]): Generator<Message> {
  if (affix === "append") for (let at = from; at < to; at += 1) yield rows[at] as Message;
  else for (let at = to - 1; at >= from; at -= 1) yield rows[at] as Message;
}

/**
 * The messages of several spans as one history, nearest to the cursor first. Costs what is read, and the number of
 * spans once.
 */
export function* walkAll(spans: readonly Span[], affix: Cursor["affix"]): Generator<Message> {
  const sign = affix === "append" ? 1 : -1;
  const heads = spans
    .map((span) => walk(span, affix))
    .flatMap((walker) => {
      const first = walker.next();
      return first.done ? [] : [{ message: first.value, walker }];
    })
    // The nearest head stands last, where taking it away is cheap.
    .sort((a, b) => sign * (b.message.id - a.message.id));
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head.message;
    const next = head.walker.next();
    if (next.done) continue;
    const message = next.value;
    const place = lowerBound(heads, (other) => sign * (other.message.id - message.id) > 0);
    heads.splice(place, 0, { message, walker: head.walker });
  }
}

/** How many messages a span holds. */
export function spanLength({ from, to }: Span): number {
  return to - from;
}
