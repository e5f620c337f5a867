import { lowerBound, type Order } from "./sorted-list.ts";

/** A part of a sorted list, as positions: `from` inclusive, `to` exclusive. */
export interface RowSpan<R> {
  readonly rows: readonly R[];
  readonly from: number;
  readonly to: number;
}

/** The rows of a span, last one first. */
export function* backwards<R>({ rows, from, to }: RowSpan<R>): Generator<R> {
  for (let at = to - 1; at >= from; at -= 1) yield rows[at] as R;
}

/** Where in a span a walk has come to. */
interface Head<R> {
  readonly span: RowSpan<R>;
  at: number;
}

/**
 * The rows of several spans as one list: from the first on (`append`), or from the last one backwards (`prepend`). Costs
 * what is read, and the number of spans once.
 */
export function* walkSpans<R>(
  spans: readonly RowSpan<R>[],
  affix: "append" | "prepend",
  order: Order<R>,
): Generator<R> {
  const step = affix === "append" ? 1 : -1;
  const rowAt = ({ span, at }: Head<R>) => span.rows[at] as R;
  const heads = spans
    .filter(({ from, to }) => from < to)
    .map((span): Head<R> => ({ span, at: affix === "append" ? span.from : span.to - 1 }))
    // The nearest head stands last, where taking it away is cheap.
    .sort((a, b) => step * order(rowAt(b), rowAt(a)));
  for (let head = heads.pop(); head; head = heads.pop()) {
    yield rowAt(head);
    head.at += step;
    if (head.at < head.span.from || head.at >= head.span.to) continue;
    const row = rowAt(head);
    const place = lowerBound(heads, (other) => step * order(rowAt(other), row) > 0);
    heads.splice(place, 0, head);
  }
}

/** The rows of two walks, each in this order, as one. */
export function* mergeInOrder<R>(a: Iterator<R>, b: Iterator<R>, order: Order<R>): Generator<R> {
  let [ofA, ofB] = [a.next(), b.next()];
  while (!ofA.done || !ofB.done) {
    if (!ofA.done && (ofB.done || order(ofA.value, ofB.value) < 0)) {
      yield ofA.value;
      ofA = a.next();
    } else if (!ofB.done) {
      yield ofB.value;
      ofB = b.next();
    }
  }
}
