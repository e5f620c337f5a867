import type { DomainEvent } from "../../simulator/index.ts";
import type { LogEntry } from "./entries.ts";
import { typeOf } from "./query.ts";

const INDENT = "  ";
/** Characters of a text that are shown. */
const SHOWN = 60;

/**
 * Tells what happened, a line an entry: what something has led to stands below it, further in.
 *
 * @example
 * 10:00:00.000 alice: POST /v3.0/messages → 200
 * 10:00:00.000   alice does sendMessage
 * 10:00:00.000     event message: alice → bob "hello"
 * 10:00:00.020       to bob (phone): message
 */
export function transcriptOf(entries: readonly LogEntry[]): string {
  const known = new Set(entries.map(({ n }) => n));
  const effects = new Map<number, LogEntry[]>();
  const roots: LogEntry[] = [];
  for (const entry of entries) {
    const { cause } = entry;
    if (cause === undefined || !known.has(cause)) roots.push(entry);
    else {
      const others = effects.get(cause);
      if (others) others.push(entry);
      else effects.set(cause, [entry]);
    }
  }
  const lines: string[] = [];
  const tell = (entry: LogEntry, depth: number) => {
    lines.push(`${timeOf(entry.at)} ${INDENT.repeat(depth)}${lineOf(entry)}`);
    for (const effect of effects.get(entry.n) ?? []) tell(effect, depth + 1);
  };
  for (const root of roots) tell(root, 0);
  return lines.map((line) => `${line}\n`).join("");
}

function timeOf(at: number): string {
  return new Date(at).toISOString().slice(11, 23);
}

/** One entry in one line. */
export function lineOf(entry: LogEntry): string {
  switch (entry.kind) {
    case "request": {
      const { uid = "server", method, path, query, status, code, fault } = entry;
      const answer =
        status === undefined ? "no answer yet" : `${status || "no answer"}${code ? ` ${code}` : ""}`;
      return `${uid}: ${method} ${path}${query && "?"}${query} → ${answer}${faultText(fault)}`;
    }
    case "command":
      return `${entry.uid ?? "the app"} does ${entry.operation}${entry.code ? `: refused, ${entry.code}` : ""}`;
    case "event":
      return `event ${eventText(entry.event)}`;
    case "frame": {
      const who = `${entry.uid ?? "nobody yet"}${entry.deviceId ? ` (${entry.deviceId})` : ""}`;
      const what = typeOf(entry) ?? JSON.stringify(entry.text.slice(0, SHOWN));
      return `${entry.direction === "in" ? "from" : "to"} ${who}: ${what}${entry.isLost ? ", lost" : ""}${faultText(entry.fault)}`;
    }
    case "socket": {
      const who = entry.uid ? ` of ${entry.uid}` : "";
      return `socket ${entry.socket}${who} ${entry.action}${entry.code === undefined ? "" : `, ${entry.code}`}${faultText(entry.fault)}`;
    }
  }
}

function faultText(fault: string | undefined): string {
  return fault ? ` [fault: ${fault}]` : "";
}

function eventText(event: DomainEvent): string {
  const action = "action" in event ? ` ${event.action}` : "";
  const parties = "sender" in event && "receiver" in event ? `: ${event.sender} → ${event.receiver}` : "";
  return `${event.type}${action}${parties}${contentOf(event)}`;
}

function contentOf(event: DomainEvent): string {
  if (event.type !== "message" || typeof event.message.data.text !== "string") return "";
  const { text } = event.message.data;
  return ` ${JSON.stringify(text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text)}`;
}
