/** How binding a rule is, in the words of RFC 2119. */
export type Level = "must" | "should" | "may";
/** Who can break it. */
export type Side = "client" | "server" | "both";
/** How it is known: by the vendor's pages, by the official SDK's behaviour, or by nothing but good sense. */
export type Known = "stated" | "seen" | "assumed";

/** One rule. Its id is for good: a rule that is given up leaves its number behind. */
export interface Rule {
  readonly id: string;
  readonly area: string;
  readonly level: Level;
  readonly side: Side;
  readonly known: Known;
  /** Where it is from. */
  readonly source: string;
  readonly text: string;
  /** Why it cannot be observed from outside. */
  readonly excluded?: string;
}

const LEVELS: readonly string[] = ["must", "should", "may"] satisfies Level[];
const SIDES: readonly string[] = ["client", "server", "both"] satisfies Side[];
const KNOWN: readonly string[] = ["stated", "seen", "assumed"] satisfies Known[];

/**
 * Reads a table of rules, one a line: id, level, side, how it is known, source, text and, for one that cannot be
 * observed, why; with bars between.
 *
 * @throws Error for a line that is no rule
 */
export function readRules(area: string, table: string): readonly Rule[] {
  return table
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line) => {
      const [id = "", level = "", side = "", known = "", source = "", text = "", excluded] = line
        .split("|")
        .map((cell) => cell.trim());
      const isRule = /^[A-Z]{3}(-[A-Z0-9]+)+$/.test(id) && source !== "" && text !== "";
      if (!isRule || !LEVELS.includes(level) || !SIDES.includes(side) || !KNOWN.includes(known)) {
        throw new Error(`Failed to read the rules of ${area}: this line is none: ${line}`);
      }
      const rule = {
        id,
        area,
        level: level as Level,
        side: side as Side,
        known: known as Known,
        source,
        text,
      };
      return excluded === undefined ? rule : { ...rule, excluded };
    });
}
