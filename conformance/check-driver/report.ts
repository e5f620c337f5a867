import type { Description, DriverFault } from "../protocol/index.ts";

/** What is wrong with a driver itself. */
export interface DriverReport {
  /** What the driver says of itself, where it does. */
  readonly description: Description | undefined;
  /** What must be mended, in the order in which it was seen. None twice. */
  readonly faults: readonly DriverFault[];
  /** What may be the driver's or the client's, and is worth a look. */
  readonly remarks: readonly string[];
}

/** The report as lines to read. */
export function textOfReport({ description, faults, remarks }: DriverReport): string {
  const who = description
    ? `${description.name} ${description.version} (${description.language})`
    : "The driver";
  const lines = faults.flatMap(({ text, mend }) => [`✗ ${text}`, `  ${mend}`]);
  const notes = remarks.map((remark) => `? ${remark}`);
  const end = faults.length === 0 ? `${who} keeps to the protocol.` : `${who}: ${faults.length} to mend.`;
  return [...lines, ...notes, end].map((line) => `${line}\n`).join("");
}
