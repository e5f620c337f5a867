import type { Spread } from "./side-by-side.ts";

export type Unit = "req/s" | "frames/s" | "s" | "ms" | "µs" | "bytes" | "MB";

/** What a figure should come to. */
export interface Target {
  /** Which figure of the row is meant. */
  readonly of: "ratio" | "subject";
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One line of the report. */
export interface Row {
  readonly what: string;
  readonly subjectName: string;
  readonly baselineName?: string;
  readonly unit: Unit;
  /** Missing when it could not be measured; `note` says why. */
  readonly subject?: Spread;
  readonly baseline?: Spread;
  readonly ratio?: Spread;
  /** Missing for a figure that promises nothing. */
  readonly target?: Target;
  readonly note?: string;
}

/** Whether the median reaches the target; `undefined` without a target, and for what was not measured. */
export function isReached(row: Row): boolean | undefined {
  if (!row.target) return undefined;
  const { of, atLeast = -Infinity, atMost = Infinity } = row.target;
  const figure = row[of]?.median;
  return figure === undefined ? undefined : figure >= atLeast && figure <= atMost;
}

const HEAD = ["what", "subject", "baseline", "ratio (min…max)", "target", "reached"];

/** The rows as a table, with the notes below it. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    figureText(row.subject, row.unit, row.subjectName),
    row.baselineName === undefined ? "–" : figureText(row.baseline, row.unit, row.baselineName),
    ratioText(row),
    targetText(row),
    reachedText(row),
  ]);
  const widths = HEAD.map((title, column) =>
    Math.max(title.length, ...cells.map((line) => line[column]?.length ?? 0)),
  );
  const line = (texts: readonly string[]) =>
    texts
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  const notes = rows.flatMap(({ what, note }) => (note ? [`  ${what}: ${note}`] : []));
  return [line(HEAD), line(widths.map((width) => "─".repeat(width))), ...cells.map(line), "", ...notes].join(
    "\n",
  );
}

/** The rows with their verdicts, as they are written to a file. */
export function json(rows: readonly Row[], circumstances: Readonly<Record<string, unknown>>): string {
  const verdicts = rows.map((row) => ({ ...row, reached: isReached(row) ?? null }));
  return `${JSON.stringify({ ...circumstances, rows: verdicts }, null, 2)}\n`;
}

function figureText(figure: Spread | undefined, unit: Unit, name: string): string {
  return figure === undefined ? name : `${number(figure.median)} ${unit} ${name}`;
}

/** A row without a baseline shows how far its own figure strayed. */
function ratioText({ ratio, subject }: Row): string {
  if (ratio) return `${number(ratio.median)} (${number(ratio.min)}…${number(ratio.max)})`;
  return subject ? `– (${number(subject.min)}…${number(subject.max)})` : "–";
}

function targetText({ target, unit }: Row): string {
  if (!target) return "–";
  const { of, atLeast, atMost } = target;
  const suffix = of === "subject" ? ` ${unit}` : "";
  return atLeast !== undefined ? `≥ ${number(atLeast)}${suffix}` : `≤ ${number(atMost ?? Infinity)}${suffix}`;
}

function reachedText(row: Row): string {
  if (!row.target) return "–";
  const reached = isReached(row);
  return reached === undefined ? "not measured" : reached ? "yes" : "NO";
}

/** Three significant digits below a hundred, whole numbers above. */
function number(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString("en-US") : String(Number(value.toPrecision(3)));
}
