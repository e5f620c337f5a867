import * as z from "zod";
import { UsageError } from "../../usage-error.ts";
import type { LogEntry } from "../log/entries.ts";
import { type LogQuery, typeOf } from "../log/query.ts";
import { ControlError } from "./control-error.ts";
import { ControlFile, controlRoute, NO_INPUT } from "./control-route.ts";

/** As it stands in a query string. */
const number = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);

const query = z.strictObject({
  kind: z.enum(["request", "command", "event", "frame", "socket"]).optional(),
  uid: z.string().optional(),
  operation: z.string().optional(),
  method: z.string().optional(),
  path: z.string().optional(),
  status: number.optional(),
  code: z.string().optional(),
  type: z.string().optional(),
  direction: z.enum(["in", "out"]).optional(),
  text: z.string().optional(),
  fault: z.string().optional(),
  cause: number.optional(),
  after: number.optional(),
  limit: number.optional(),
  /** Milliseconds of real time to wait for the first that fits. */
  wait: number.optional(),
  /** `har` and `text` are files and not an answer's data. */
  format: z.enum(["json", "har", "text"]).default("json"),
});

/** What happened in an app. */
export const logRoutes = [
  controlRoute({
    method: "GET",
    path: "/apps/:appId/log",
    name: "queryLog",
    remark: "With `wait`, it is answered once something fits, or refused when nothing has by then.",
    input: query,
    async answer({ control, input: { wait, code, format, ...rest } }) {
      const { log } = control();
      const wanted: LogQuery = { ...rest, code: closeCode(code) };
      if (wait !== undefined) await waitFor(() => log.waitFor(wanted, wait));
      if (format === "text") return new ControlFile("text/plain; charset=utf-8", log.transcript(wanted));
      if (format === "har") return new ControlFile("application/json", JSON.stringify(log.har(wanted)));
      return log.query(wanted).map(printEntry);
    },
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId/log",
    name: "clearLog",
    input: NO_INPUT,
    answer({ control }) {
      control().log.clear();
      return { success: true };
    },
  }),
];

/** A socket's code is a number, and the service's codes are none. */
function closeCode(code: string | undefined): string | number | undefined {
  return code !== undefined && /^\d+$/.test(code) ? Number(code) : code;
}

async function waitFor(wait: () => Promise<unknown>): Promise<void> {
  try {
    await wait();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new ControlError(408, "TESTKIT_NOTHING_CAME", error.message);
  }
}

/** An entry as JSON. */
export function printEntry(entry: LogEntry): object {
  switch (entry.kind) {
    case "request":
      return {
        ...entry,
        headers: Object.fromEntries(entry.headers),
        answerHeaders: entry.answerHeaders && Object.fromEntries(entry.answerHeaders),
      };
    case "frame":
      return { ...entry, type: typeOf(entry) };
    default:
      return entry;
  }
}
