import { type Findings, joined } from "./judge.ts";
import type { CaseApp, Seen, SeenRequest } from "./place.ts";

const failed = (rule: string, what: string, expected: unknown, seen: unknown): Findings => ({
  held: [],
  failures: [{ rules: [rule], what, differences: [{ path: "", expected, seen }] }],
});
const held = (...rules: readonly string[]): Findings => ({ held: rules, failures: [] });

const FRAME_TYPES: ReadonlySet<string> = new Set([
  "auth",
  "typing_indicator",
  "receipts",
  "transient_message",
]);

/** What is known of the clients of a case. */
export interface KnownOfClients {
  /** Tokens of sessions that are over. */
  readonly ended: ReadonlySet<string>;
  /** What devices are called, where the service knows them by that. */
  readonly devices: ReadonlySet<string> | undefined;
  /** Whether a device may have nobody logged in, so that it has no token to send. */
  readonly mayLackToken: (deviceId: string | null) => boolean;
}

/**
 * Looks at everything that clients have sent in one step.
 */
export function judgeWire(app: CaseApp, { requests, frames }: Seen, known: KnownOfClients): Findings {
  return joined([
    ...requests.map((request) => judgeRequest(app, request, known)),
    ...frames.filter(({ direction }) => direction === "in").map(({ text }) => judgeFrame(app, text)),
  ]);
}

function judgeRequest(app: CaseApp, request: SeenRequest, known: KnownOfClients): Findings {
  const { ended, devices, mayLackToken } = known;
  const { method, path, query, headers, body, code } = request;
  const what = `${method} ${path}`;
  const findings: Findings[] = [];
  const check = (rule: string, holds: boolean, text: string, expected: unknown, seen: unknown) =>
    findings.push(holds ? held(rule) : failed(rule, `${what}: ${text}`, expected, seen));
  const whole = [path, query, body ?? "", ...[...headers].map(([, value]) => value)].join("\n");
  check(
    "KEY-LEAK-01",
    !whole.includes(app.restApiKey),
    "the REST API Key is in it",
    "no such key",
    "the key",
  );
  const isKeyed = headers.get("apikey") !== null;
  const takesKey = /\/auth_tokens$|\/users(\/[^/]+)?$/.test(path) && method !== "GET";
  const inTheOpen = [
    path,
    query,
    body ?? "",
    ...[...headers].filter(([name]) => name !== "apikey").map(([, value]) => value),
  ];
  const leaks = inTheOpen.join("\n").includes(app.authKey) || (isKeyed && !takesKey);
  check(
    "KEY-LEAK-02",
    !leaks,
    "the Auth Key is where it does not belong",
    "the key in the header apikey of the admin API",
    what,
  );
  check(
    "HYG-HEAD-01",
    headers.get("appid") === app.appId,
    "it does not say the App ID",
    app.appId,
    headers.get("appid"),
  );
  check(
    "HYG-PATH-01",
    code !== "ERR_API_NOT_FOUND",
    "there is no such thing to ask",
    "a route of the service",
    path,
  );
  if (body !== undefined && body !== "") {
    const isJson = /^application\/json/.test(headers.get("content-type") ?? "") && parses(body);
    check(
      "HYG-BODY-01",
      isJson,
      "its body is not said to be JSON",
      "application/json",
      headers.get("content-type"),
    );
  }
  if (devices) {
    const resource = headers.get("resource") ?? "none";
    check(
      "HYG-HEAD-02",
      devices.has(resource),
      "it does not say the device",
      [...devices].join(", "),
      resource,
    );
  }
  const authToken = headers.get("authtoken");
  if (!isKeyed && !mayLackToken(headers.get("resource")))
    check("KEY-TOK-05", authToken !== null, "it carries no token", "the header authtoken", authToken);
  if (ended.size > 0) {
    const isOver = authToken !== null && ended.has(authToken);
    check(
      "KEY-TOK-06",
      !isOver,
      "it carries the token of a session that is over",
      "none, or another",
      authToken,
    );
  }
  return joined(findings);
}

function judgeFrame(app: CaseApp, text: string): Findings {
  const frame = parses(text) ? (JSON.parse(text) as Readonly<Record<string, unknown>>) : undefined;
  const isFrame = frame?.action === "ping" || FRAME_TYPES.has(String(frame?.type));
  if (!isFrame)
    return failed(
      "HYG-FRAME-01",
      "A frame is none of the protocol",
      [...FRAME_TYPES, "ping"].join(", "),
      text,
    );
  if (text.includes(app.restApiKey))
    return failed("KEY-LEAK-01", "The REST API Key is in a frame", "no such key", frame?.type);
  return held("HYG-FRAME-01");
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    // That is what is asked here.
    return false;
  }
}
