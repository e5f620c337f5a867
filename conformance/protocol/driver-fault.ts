/** What can be wrong with a driver itself, whatever its client does. */
export type DriverFaultKind =
  /** It ended, or never began. */
  | "ended"
  /** It wrote something to stdout that is no message of the protocol. */
  | "junk"
  /** It did not answer in time. */
  | "silent"
  /** It answered what was not asked, or once more. */
  | "stray-answer"
  /** It answered that it is broken. */
  | "rpc-error"
  /** What it answered or told does not fit the schemas. */
  | "misfit"
  /** It wrote more than anybody can read. */
  | "flood"
  /** It went on, or left something behind, when it was to end. */
  | "left-over";

/** One thing that is wrong with a driver, for its author to read. */
export interface DriverFault {
  readonly kind: DriverFaultKind;
  /** What was seen, in one line. */
  readonly text: string;
  /** How to mend it, in one line. */
  readonly mend: string;
}

/** A driver that cannot go on. */
export class DriverError extends Error {
  override readonly name = "DriverError";
  readonly fault: DriverFault;

  constructor(fault: DriverFault) {
    super(`${fault.text} ${fault.mend}`);
    this.fault = fault;
  }
}

const MENDING: Readonly<Record<DriverFaultKind, string>> = {
  ended: "Look at its stderr, and have it read requests from stdin until it is told to shut down.",
  junk: "Write logs and prints to stderr: stdout is for the protocol alone.",
  silent: "Answer each request, and flush stdout after each line.",
  "stray-answer": "Answer each request once, with its own id.",
  "rpc-error":
    "Answer with an error of JSON-RPC only when the driver itself cannot go on; what the client refuses is the result of `call`.",
  misfit: "Compare with the schemas in conformance/protocol/schemas.",
  flood: "Send one event for each call of a listener, and nothing else.",
  "left-over":
    "On `shutdown` end what the driver has started, then the driver itself; do not ignore SIGTERM.",
};

export function driverFault(kind: DriverFaultKind, text: string, mend = MENDING[kind]): DriverFault {
  return { kind, text, mend };
}

/** The beginning of a text that may be long. */
export function beginningOf(text: string, length = 120): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > length ? `${line.slice(0, length)}…` : line;
}

/** The first thing that a schema has to say against a value. */
export function misfitOf(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String).join(".");
  return `${path === "" ? "it" : path}: ${issue?.message ?? "does not fit"}`;
}
