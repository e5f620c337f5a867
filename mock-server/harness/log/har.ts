import type { FrameEntry, LogEntry, RequestEntry, SocketEntry } from "./entries.ts";

/** A log in the form that browsers' developer tools read: HAR 1.2, and Chromium's own fields for WebSockets. */
export interface Har {
  readonly log: {
    readonly version: "1.2";
    readonly creator: { readonly name: string; readonly version: string };
    readonly entries: readonly HarEntry[];
  };
}

interface NameValue {
  readonly name: string;
  readonly value: string;
}

interface HarEntry {
  readonly startedDateTime: string;
  /** Milliseconds. */
  readonly time: number;
  readonly request: object;
  readonly response: object;
  readonly cache: object;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly _resourceType: "fetch" | "websocket";
  readonly _webSocketMessages?: readonly {
    readonly type: "send" | "receive";
    /** Unix seconds. */
    readonly time: number;
    readonly opcode: 1;
    readonly data: string;
  }[];
}

/** Turns entries of a log into a HAR: its requests, and its sockets with their frames. */
export function harOf(entries: readonly LogEntry[]): Har {
  const frames = new Map<number, FrameEntry[]>();
  for (const entry of entries) {
    if (entry.kind !== "frame" || entry.isLost) continue;
    const others = frames.get(entry.socket);
    if (others) others.push(entry);
    else frames.set(entry.socket, [entry]);
  }
  const opened = new Set<number>();
  const rows = entries.flatMap((entry): HarEntry[] => {
    if (entry.kind === "request") return [requestRow(entry)];
    if (!("socket" in entry) || opened.has(entry.socket)) return [];
    opened.add(entry.socket);
    return [socketRow(entry, frames.get(entry.socket) ?? [])];
  });
  return {
    log: { version: "1.2", creator: { name: "cometchat-testkit", version: "1" }, entries: rows },
  };
}

function requestRow(entry: RequestEntry): HarEntry {
  const time = (entry.answeredAt ?? entry.at) - entry.at;
  const type = entry.headers.get("content-type") ?? "";
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time,
    request: {
      method: entry.method,
      url: `https://${entry.host}${entry.path}${entry.query && "?"}${entry.query}`,
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: rowsOf(entry.headers),
      queryString: rowsOf(new URLSearchParams(entry.query)),
      ...(entry.body !== undefined && { postData: { mimeType: type, text: entry.body } }),
      headersSize: -1,
      bodySize: sizeOf(entry.body),
    },
    response: {
      status: entry.status ?? 0,
      statusText: entry.code ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: entry.answerHeaders ? rowsOf(entry.answerHeaders) : [],
      content: {
        size: sizeOf(entry.answer),
        mimeType: entry.answerHeaders?.get("content-type") ?? "",
        ...(entry.answer !== undefined && { text: entry.answer }),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: sizeOf(entry.answer),
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
    _resourceType: "fetch",
  };
}

function socketRow(entry: SocketEntry | FrameEntry, frames: readonly FrameEntry[]): HarEntry {
  const last = frames.at(-1)?.at ?? entry.at;
  const refusal = entry.kind === "socket" && entry.action === "refused" ? entry.code : undefined;
  const empty = { httpVersion: "HTTP/1.1", cookies: [], headers: [], headersSize: -1, bodySize: -1 };
  return {
    startedDateTime: new Date(entry.at).toISOString(),
    time: last - entry.at,
    request: { ...empty, method: "GET", url: `wss://localhost/socket-${entry.socket}`, queryString: [] },
    response: {
      ...empty,
      status: refusal ?? 101,
      statusText: refusal === undefined ? "Switching Protocols" : "",
      content: { size: 0, mimeType: "" },
      redirectURL: "",
    },
    cache: {},
    timings: { send: 0, wait: 0, receive: last - entry.at },
    _resourceType: "websocket",
    _webSocketMessages: frames.map(({ direction, at, text }) => ({
      type: direction === "in" ? "send" : "receive",
      time: at / 1_000,
      opcode: 1,
      data: text,
    })),
  };
}

function rowsOf(pairs: Iterable<[string, string]>): readonly NameValue[] {
  return [...pairs].map(([name, value]) => ({ name, value }));
}

function sizeOf(text: string | undefined): number {
  return text === undefined ? 0 : new TextEncoder().encode(text).length;
}
