import type { Colors } from "picocolors/types.js";
import type { RequestLogEntry, RunningServer } from "./server.ts";
import { textText } from "./wire/json-text.ts";

// Characters that a terminal would obey instead of showing.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const CONTROL_CHARACTERS = /[\u0000-\u001f\u007f-\u009f]/g;

/** The first line of a JSON log: how to reach the server. */
export function readyLine({ url, httpUrl, app, caFile }: RunningServer): string {
  return JSON.stringify({ event: "ready", url, httpUrl, ...app, caFile });
}

/** A request as one line of a JSON log. */
export function jsonRequestLine({ method, path, status, code, uid, ms }: RequestLogEntry): string {
  // By hand, as every request comes by here: only the path can hold what JSON must escape.
  const by = (code ? `,"code":"${code}"` : "") + (uid ? `,"uid":"${uid}"` : "");
  return `{"event":"request","method":"${method}","path":${textText(path)},"status":${status}${by},"ms":${rounded(ms)}}`;
}

/** A request as one line for a person. */
export function prettyRequestLine(
  { method, path, status, code, ms }: RequestLogEntry,
  colors: Colors,
): string {
  const shown = path.replace(CONTROL_CHARACTERS, "\ufffd");
  const paint = status >= 500 ? colors.red : status >= 400 ? colors.yellow : colors.green;
  const outcome = paint(code === undefined ? `${status}` : `${status} ${code}`);
  return `${method.padEnd(7)}${shown} ${outcome} ${colors.dim(`${rounded(ms)} ms`)}`;
}

function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
