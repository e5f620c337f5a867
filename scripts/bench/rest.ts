import { busyMeter } from "./busy-meter.ts";
import { type Child, startChild } from "./children.ts";
import { type LoadRequest, openHttpLoad, requestsPerSecond } from "./http-load.ts";
import type { Row } from "./report.ts";
import { sideBySide } from "./side-by-side.ts";
import { clientHeaders, createUsers, type TestkitServer, textMessage } from "./world.ts";

const ROUNDS = 7;
const ROUND_MS = 500;
const CONNECTIONS = 16;
/** Requests that each side answers beforehand. Until then V8 still compiles what they run through, which is a second's work. */
const WARM_UP = 10_000;

/** Reads and writes of clients, against node:http that does nothing but print the same answer. */
export async function rest(): Promise<Row[]> {
  const testkit = await startChild<TestkitServer>("testkit");
  const { port } = testkit.ready;
  const [me, other] = await createUsers(testkit.ready, 60);
  if (!me || !other) throw new Error("unreachable");
  const headers = clientHeaders(testkit.ready, me);
  const writes: LoadRequest = {
    port,
    method: "POST",
    path: "/v3.0/messages",
    headers,
    body: textMessage("user", other.uid),
  };
  const load = await openHttpLoad(writes, 1);
  await load.run((sent) => sent < 100);
  load.close();
  const users: LoadRequest = { port, method: "GET", path: "/v3.0/users?per_page=30&page=1", headers };
  const history = `/v3.0/users/${other.uid}/messages?per_page=30&affix=prepend`;

  const rows = [
    await compared(testkit, "GET users, page of 30", users),
    await compared(testkit, "GET messages, page of 30", { ...users, path: history }),
    await compared(testkit, "POST a text message", writes),
  ];
  await testkit.end();
  return rows;
}

async function compared(testkit: Child<TestkitServer>, what: string, request: LoadRequest): Promise<Row> {
  const answer = await answerTo(request);
  const bare = await startChild<{ port: number }>("bare-http", { args: [answer] });
  const loads = {
    subject: await openHttpLoad(request, CONNECTIONS),
    baseline: await openHttpLoad({ ...request, port: bare.ready.port }, CONNECTIONS),
  };
  for (const load of [loads.subject, loads.baseline]) await load.run((sent) => sent < WARM_UP);
  const subject = busyMeter(testkit, () => requestsPerSecond(loads.subject, ROUND_MS));
  const baseline = busyMeter(bare, () => requestsPerSecond(loads.baseline, ROUND_MS));
  const figures = await sideBySide(ROUNDS, { subject: subject.measure, baseline: baseline.measure });
  loads.subject.close();
  loads.baseline.close();
  await bare.end();
  const bytes = Buffer.byteLength(answer).toLocaleString("en-US");
  return {
    what,
    subjectName: "testkit",
    baselineName: "node:http",
    unit: "req/s",
    ...figures,
    target: { of: "ratio", atLeast: 0.5 },
    note: `answer of ${bytes} bytes; testkit: ${subject.text()}; node:http: ${baseline.text()}`,
  };
}

/** The text of one answer, to be printed by the other side as well. */
export async function answerTo({ port, method, path, headers, body }: LoadRequest): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
    body: body ?? null,
  });
  return response.text();
}
