import process from "node:process";
import { streamWorld } from "../../../fixtures/worlds/index.ts";
import { must, world as newWorld } from "./history.ts";
import { ready } from "./parent.ts";

/** What this program tells of the crowd. */
export interface FixturesFigures {
  readonly messages: number;
  /** Of making the messages, when they are thrown away. */
  readonly generateSeconds: number;
  /** Of as many bare objects of the same fields, with a text and a number each. */
  readonly bareSeconds: number;
  readonly generatePeakBytes: number;
  /** Of making everything and loading it into an app. */
  readonly loadSeconds: number;
  readonly loadPeakBytes: number;
}

const now = Date.UTC(2030, 4, 14);
const choice = { seed: 1, now };

const { messages, seconds: generateSeconds } = await generated();
const generatePeakBytes = process.resourceUsage().maxRSS * 1024;
const bareSeconds = bareLoop(messages);
const start = performance.now();
const app = newWorld();
app.backend.addApp({ appId: "crowd", region: "us", authKey: "auth", restApiKey: "rest" });
for (const { kind, rows } of (await streamWorld("crowd", choice)).batches) {
  const as = { kind: "harness" } as const;
  must(app, { appId: "crowd", operation: "loadWorld", as, input: { [kind]: rows }, at: now });
}
// As seeding does it: any reading has what was loaded settled.
must(app, {
  appId: "crowd",
  operation: "listUsers",
  as: { kind: "harness" },
  input: { perPage: 1 },
  at: now,
});
const loadSeconds = (performance.now() - start) / 1000;
const loadPeakBytes = process.resourceUsage().maxRSS * 1024;
ready({
  messages,
  generateSeconds,
  bareSeconds,
  generatePeakBytes,
  loadSeconds,
  loadPeakBytes,
} satisfies FixturesFigures);

async function generated(): Promise<{ readonly messages: number; readonly seconds: number }> {
  const { batches } = await streamWorld("crowd", choice);
  let count = 0;
  let from = 0;
  for (const { kind, rows } of batches) {
    if (kind !== "messages") continue;
    // People come first, and are no messages; the first batch of these is not counted either.
    if (from === 0) from = performance.now();
    else count += rows.length;
  }
  return { messages: count, seconds: (performance.now() - from) / 1000 };
}

function bareLoop(count: number): number {
  const from = performance.now();
  let rows: object[] = [];
  for (let n = 0; n < count; n += 1) {
    const text = `Message number ${n}: see you at the trailhead?`;
    rows.push({
      muid: `crowd-${n}`,
      sender: `u-${n % 97}`,
      receiverType: "user",
      receiver: `u-${n % 89}`,
      data: { text },
      sentAt: n,
      readAt: n,
    });
    if (rows.length === 5_000) rows = [];
  }
  return (performance.now() - from) / 1000;
}
