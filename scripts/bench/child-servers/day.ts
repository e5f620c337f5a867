import { setupTestkit } from "../../../mock-server/node.ts";
import { ready } from "./parent.ts";

const DEVICES = 1_000;
const ROUNDS = 3;

/** What this program tells: how long a day takes with a thousand devices online, in ms, each time. */
export interface DayFigures {
  readonly milliseconds: readonly number[];
}

const testkit = await setupTestkit({ preset: "empty", frozen: true, timing: { pingTimeout: 30_000 } });
for (let device = 0; device < DEVICES; device += 1) {
  const uid = `user-${device}`;
  await testkit.do("createUser", { uid, name: uid });
  await testkit.as(uid).comeOnline();
}
const milliseconds: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const from = performance.now();
  await testkit.clock.advance("1d");
  milliseconds.push(performance.now() - from);
}
ready({ milliseconds } satisfies DayFigures);
