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
export interface Span {
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

/** Where in a span a walk has come to. */
interface Head {
  readonly span: Span;
  at: number;
}

/**
 * The messages of several spans as one history, nearest to the cursor first. Costs what is read, and the number of
 * spans once.
 */
export function* walkAll(spans: readonly Span[], affix: Cursor["affix"]): Generator<Message> {
  const step = affix === "append" ? 1 : -1;
  const idAt = ({ span, at }: Head) => (span.rows[at] as Message).id;
  const heads = spans
    .filter(({ from, to }) => from < to)
    .map((span): Head => ({ span, at: affix === "append" ? span.from : span.to - 1 }))
    // The nearest head stands last, where taking it away is cheap.
    .sort((a, b) => step * (idAt(b) - idAt(a)));
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield head.span.rows[head.at] as Message;
    head.at += step;
    if (head.at < head.span.from || head.at >= head.span.to) continue;
    const id = idAt(head);
    const place = lowerBound(heads, (other) => step * (idAt(other) - id) > 0);
    heads.splice(place, 0, head);
  }
}

/** The messages of two walks as one, nearest to the cursor first. */
export function* mergeWalks(
  a: Iterator<Message>,
  b: Iterator<Message>,
  affix: Cursor["affix"],
): Generator<Message> {
  const isFirst = affix === "append" ? (x: number, y: number) => x < y : (x: number, y: number) => x > y;
  let [ofA, ofB] = [a.next(), b.next()];
  while (!ofA.done || !ofB.done) {
    if (!ofA.done && (ofB.done || isFirst(ofA.value.id, ofB.value.id))) {
      yield ofA.value;
      ofA = a.next();
    } else if (!ofB.done) {
      yield ofB.value;
      ofB = b.next();
    }
  }
}

/** How many messages a span holds. */
export function spanLength({ from, to }: Span): number {
  return to - from;
}
