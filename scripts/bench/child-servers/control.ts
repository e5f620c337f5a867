import { createTestbed } from "../../../mock-server/harness/testkit/testbed.ts";
import { microseconds } from "../microseconds.ts";
import { ready } from "./parent.ts";

const MESSAGES = 10_000;
const USERS = 50;
const ROUNDS = 15;
const ROUND_MS = 200;

/** What this program tells. */
export interface ControlFigures {
  /** Milliseconds of a reset of the demo. */
  readonly reset: readonly number[];
  /** Milliseconds to go back to a snapshot of that many messages. */
  readonly restore: readonly number[];
  /** Commands a second, called directly: a text of a user to another. */
  readonly sends: readonly number[];
}

const testbed = createTestbed({ seed: 1, preset: "demo", settled: async () => {} });
const { simulator } = testbed.backend;
const demo = testbed.addApp({ appId: "demo" });
const large = testbed.addApp({ appId: "large", preset: "empty" });
const small = testbed.addApp({ appId: "small", preset: "empty" });
for (const { app } of [large, small]) {
  for (let at = 0; at < USERS; at += 1) {
    must(app.appId, undefined, "createUser", { uid: `user-${at}`, name: `User ${at}` });
  }
}
for (let number = 0; number < MESSAGES; number += 1) send("large", number);
const snapshot = await large.snapshot();

const figures: { [F in keyof ControlFigures]: number[] } = { reset: [], restore: [], sends: [] };
let number = MESSAGES;
for (let round = 0; round <= ROUNDS; round += 1) {
  must("demo", "cometchat-uid-1", "sendMessage", textTo("cometchat-uid-2", number));
  const reset = await milliseconds(() => demo.reset());
  send("large", number);
  const restore = await milliseconds(() => large.restore(snapshot));
  const each = await microseconds(() => send("small", number++), ROUND_MS);
  if (round === 0) continue;
  figures.reset.push(reset);
  figures.restore.push(restore);
  figures.sends.push(1_000_000 / each);
}
ready(figures satisfies ControlFigures);

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function send(appId: string, number: number): void {
  const from = number % USERS;
  must(appId, `user-${from}`, "sendMessage", textTo(`user-${(from + 1 + (number % 7)) % USERS}`, number));
}

function textTo(receiver: string, number: number) {
  const data = { text: `Message number ${number}: see you at the trailhead?` };
  return {
    receiver,
    receiverType: "user",
    category: "message",
    type: "text",
    data,
    muid: `_bench-${number}`,
  };
}

function must(
  appId: string,
  uid: string | undefined,
  operation: "createUser" | "sendMessage",
  input: object,
) {
  const outcome = simulator.execute({ appId, operation, as: { kind: "harness", uid }, input });
  if (!outcome.ok) throw new Error(`Failed to ${operation}: ${outcome.error.code}`);
}
