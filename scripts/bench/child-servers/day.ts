import { createTestbed, type Testbed } from "../../../mock-server/harness/testkit/testbed.ts";
import { createTraffic } from "../../../mock-server/harness/testkit/traffic.ts";
import { setupTestkit } from "../../../mock-server/node.ts";
import { ready } from "./parent.ts";

const DEVICES = 1_000;
const ROUNDS = 3;
/** As the official SDK pings, in milliseconds. */
const PING_EVERY = 15_000;
const PING = JSON.stringify({ action: "ping", ack: "true" });
const TIMING = { pingTimeout: 30_000 };

/** What this program tells: how long the time takes to pass with a thousand devices online, in ms, each time. */
export interface DayFigures {
  /** A day of users who are online without a client: nothing happens in it. */
  readonly quietDays: readonly number[];
  /** An hour of clients that ping by the app's clock, and are online because they do. */
  readonly pingingHours: readonly number[];
  /** Pings that were answered in such an hour. */
  readonly pongs: number;
}

async function quietDays(): Promise<readonly number[]> {
  const testkit = await setupTestkit({ preset: "empty", frozen: true, timing: TIMING });
  for (let device = 0; device < DEVICES; device += 1) {
    const uid = `user-${device}`;
    await testkit.do("createUser", { uid, name: uid });
    await testkit.as(uid).comeOnline();
  }
  const days = await timed(() => testkit.clock.advance("1d"));
  await testkit.close();
  return days;
}

/** With the log, the reach and the faults that stand around the sockets of every testkit. */
async function pingingHours(): Promise<Pick<DayFigures, "pingingHours" | "pongs">> {
  const { settled } = createTraffic();
  const testbed = createTestbed({ seed: 1, preset: "empty", frozen: true, settled, timing: TIMING });
  const control = testbed.addApp({ appId: "app" });
  const { clock } = control;
  let pongs = 0;
  const connect = (uid: string, jwt: string) => {
    const peer: Parameters<Testbed["openSocket"]>[0] = {
      send(text) {
        if (text.includes("pong")) pongs += 1;
      },
      close(_code, reason) {
        throw new Error(`Failed to stay online: ${reason}`);
      },
    };
    const session = testbed.openSocket(peer, "localhost:8443/ws/app:8443");
    session.receive(JSON.stringify({ appId: "app", type: "auth", deviceId: uid, body: { auth: jwt } }));
    const ping = () => {
      clock.schedule(PING_EVERY, ping);
      session.receive(PING);
    };
    clock.schedule(PING_EVERY, ping);
  };
  for (let device = 0; device < DEVICES; device += 1) {
    const uid = `user-${device}`;
    await control.do("createUser", { uid, name: uid });
    const { jwt } = await control.do("createAuthToken", { uid });
    // A few in each of the fifteen seconds, as they have happened to come.
    clock.schedule((device * 1_000) % PING_EVERY, () => connect(uid, jwt));
  }
  await clock.advance(PING_EVERY);
  const hours = await timed(() => {
    pongs = 0;
    return clock.advance("1h");
  });
  testbed.close();
  return { pingingHours: hours, pongs };
}

async function timed(pass: () => Promise<void>): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const from = performance.now();
    await pass();
    milliseconds.push(performance.now() - from);
  }
  return milliseconds;
}

ready({ quietDays: await quietDays(), ...(await pingingHours()) } satisfies DayFigures);
