// Drivers that are broken, each in one way, for the tests of whoever has to bear them: node broken-driver.mjs WAY. They speak
// for a client that answers everything with null.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const way = process.argv[2];
const write = (message) => process.stdout.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
const event = (params) => write({ method: "event", params });

const description = {
  name: "broken",
  // Who it is, so that a test can see whether it is gone.
  version: String(process.pid),
  language: "javascript",
  protocolVersion: way === "other version" ? "9.0" : "1.0",
  capabilities: way === "unknown capability" ? ["telepathy"] : [],
  methods: ["login", "getUser", "getLoggedInUser", "logout"],
};

const results = {
  describe: description,
  call: { value: null },
  advanceClock: {},
};

const clients = new Set();
let requests = 0;

function startChild(options) {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], {
    stdio: "ignore",
    ...options,
  });
  child.unref();
}

if (way === "never starts") {
  process.stderr.write("No such module: chat\n");
  process.exit(3);
}
if (way === "prints a greeting") process.stdout.write("Hello! Connecting...\n");
if (way === "floods with junk") for (let n = 0; n < 1000; n += 1) process.stdout.write(`line ${n}\n`);
if (way === "writes a line without an end") {
  const piece = "x".repeat(1024 * 1024);
  const more = () => process.stdout.write(piece, () => setImmediate(more));
  more();
}
if (way === "ignores SIGTERM" || way === "stays after shutdown") process.on("SIGTERM", () => {});
if (way === "stays after shutdown" || way === "never answers") setInterval(() => {}, 1000);
if (way === "leaves a child behind") startChild({});

for await (const line of createInterface({ input: process.stdin })) {
  const { id, method, params } = JSON.parse(line);
  requests += 1;
  if (way === "never answers" || (way === "stops answering" && requests > 2)) continue;
  if (way === "crashes midway" && requests === 3) {
    process.stderr.write("TypeError: undefined is not a function\n");
    process.exit(1);
  }
  if (way === "ends silently" && requests === 3) process.exit(0);
  if (way === "answers with an error" && method === "createClient") {
    write({ id, error: { code: -32603, message: "KeyError: hosts" } });
    continue;
  }
  if (method === "createClient") clients.add(params.clientId);
  if (method === "call" && way === "cannot do what it claims" && params.method === "getUser") {
    write({ id, error: { code: -32601, message: "getUser is not implemented" } });
    continue;
  }
  if (method === "reset" && way !== "survives reset") clients.clear();
  if (method === "reset" && way === "tells of who is no more") {
    const payload = { user: { uid: "a", name: "A", status: "online" } };
    setTimeout(
      () => event({ clientId: "ann.phone", listener: "user", name: "onUserOnline", payload, seq: 1 }),
      100,
    );
  }
  if (method === "call") {
    if (!clients.has(params.clientId)) {
      write({ id, error: { code: -32603, message: "There is no such client." } });
      continue;
    }
    if (way === "never ends a call") continue;
    if (way === "ends a call too late") {
      setTimeout(() => write({ id, result: { value: null } }), 300);
      continue;
    }
    if (way === "floods with events") {
      for (let seq = 1; seq < 30_000; seq += 1)
        event({ clientId: params.clientId, listener: "user", name: "onUserOnline", payload: {}, seq });
    }
    const telling = (more) =>
      event({ clientId: params.clientId, listener: "login", name: "loginSuccess", ...more });
    if (way === "tells of what there is not") telling({ name: "onLogin", payload: {}, seq: 1 });
    if (way === "tells with null")
      telling({ payload: { user: { uid: "a", name: null, status: "online" } }, seq: 1 });
    if (way === "counts from zero")
      telling({ payload: { user: { uid: "a", name: "A", status: "online" } }, seq: 0 });
    if (way === "sends an event without a number") telling({ payload: {} });
  }
  if (way === "asks the harness") write({ id: 77, method: "whoAmI", params: {} });
  if (way === "answers what was not asked") write({ id: 4711, result: null });
  write({ id, result: way === "answers with a misfit" ? { ok: true } : (results[method] ?? null) });
  if (way === "answers twice") write({ id, result: results[method] ?? null });
  if (method === "shutdown" && way !== "stays after shutdown") process.exit(0);
}
if (way !== "stays after shutdown") process.exit(0);
