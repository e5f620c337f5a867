import type { LogEntry, LogKind } from "./entries.ts";

/** What to look for in a log. Everything given must fit; what an entry does not have, does not. */
export interface LogQuery {
  readonly kind?: LogKind | undefined;
  /** Whose request, command or socket it is. */
  readonly uid?: string | undefined;
  /** Of requests and commands. */
  readonly operation?: string | undefined;
  readonly method?: string | undefined;
  /** How a request's path ends, or a pattern for it. */
  readonly path?: string | RegExp | undefined;
  readonly status?: number | undefined;
  /** The service's error code, or the close code of a socket. */
  readonly code?: string | number | undefined;
  /** Of events and frames: `message`, `receipts`, `presence` … */
  readonly type?: string | undefined;
  /** Of frames; `in` is from the client. */
  readonly direction?: "in" | "out" | undefined;
  /** What a request's or answer's body, a frame, or a command's input contains. */
  readonly text?: string | undefined;
  /** What fault it met: its id. */
  readonly fault?: string | undefined;
  /** What led to it: its number. */
  readonly cause?: number | undefined;
  /** Only what came after the entry with this number. */
  readonly after?: number | undefined;
  /** At most so many. */
  readonly limit?: number | undefined;
}

type Test = (entry: LogEntry) => boolean;

/** Whether an entry fits a query, leaving out its `after` and `limit`. */
export function matcherOf(query: LogQuery): Test {
  const { kind, uid, operation, method, path, status, code, type, direction, text, fault, cause } = query;
  const tests: Test[] = [];
  const test = (given: unknown, fits: Test) => {
    if (given !== undefined) tests.push(fits);
  };
  test(kind, (entry) => entry.kind === kind);
  test(cause, (entry) => entry.cause === cause);
  test(uid, (entry) => "uid" in entry && entry.uid?.toLowerCase() === uid?.toLowerCase());
  test(operation, (entry) => "operation" in entry && entry.operation === operation);
  test(method, (entry) => "method" in entry && entry.method === method?.toUpperCase());
  test(path, (entry) => "path" in entry && fitsPath(entry.path, path ?? ""));
  test(status, (entry) => "status" in entry && entry.status === status);
  test(code, (entry) => "code" in entry && entry.code === code);
  test(type, (entry) => typeOf(entry) === type);
  test(direction, (entry) => "direction" in entry && entry.direction === direction);
  test(text, (entry) => textsOf(entry).some((one) => one?.includes(text ?? "")));
  test(fault, (entry) => "fault" in entry && entry.fault?.split(",").includes(fault ?? "") === true);
  return (entry) => tests.every((fits) => fits(entry));
}

/** The type of an event or a frame, as the protocol has it. */
export function typeOf(entry: LogEntry): string | undefined {
  if (entry.kind === "event") return entry.event.type;
  return entry.kind === "frame" ? typeOfFrame(entry.text) : undefined;
}

/** The type of a frame, or its action where it has none. */
export function typeOfFrame(text: string): string | undefined {
  const { type, action } = fieldsOf(text);
  return typeof type === "string" ? type : typeof action === "string" ? action : undefined;
}

/** The fields of a frame; none for what is no frame of the protocol. */
function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    // A client may have sent anything.
    return {};
  }
}

function fitsPath(path: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? path.endsWith(wanted) : wanted.test(path);
}

function textsOf(entry: LogEntry): readonly (string | undefined)[] {
  switch (entry.kind) {
    case "request":
      return [entry.body, entry.answer];
    case "frame":
      return [entry.text];
    case "command":
      return [JSON.stringify(entry.input)];
    default:
      return [];
  }
}
