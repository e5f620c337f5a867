import { once } from "node:events";
import { WebSocket } from "ws";
import { busyMeter } from "./busy-meter.ts";
import { startChild } from "./children.ts";
import { type HttpLoad, type LoadRequest, openHttpLoad } from "./http-load.ts";
import { type Listeners, openListeners } from "./listeners.ts";
import type { Row } from "./report.ts";
import { answerTo } from "./rest.ts";
import { sideBySide } from "./side-by-side.ts";
import { stayAwake } from "./stay-awake.ts";
import {
  clientHeaders,
  createGroup,
  createUsers,
  GUID,
  openSessions,
  type TestkitServer,
  textMessage,
} from "./world.ts";

const ROUNDS = 5;
const IN_FLIGHT = 8;
/** Enough for the 20 ms between the last answer and its frames to count little. */
const FRAMES_PER_ROUND = 30_000;

/** Messages to a group, brought to everyone who listens, against ws that sends the same frame to its sockets. */
export async function fanOut(): Promise<Row[]> {
  return [await fanOutTo(100), await fanOutTo(1_000)];
}

async function fanOutTo(size: number): Promise<Row> {
  const testkit = await startChild<TestkitServer>("testkit");
  const { port } = testkit.ready;
  const [sender, ...others] = await createUsers(testkit.ready, size + 1);
  const authFrames = (await openSessions(testkit.ready, others)).map((jwt, index) =>
    authFrame(testkit.ready.app.appId, jwt, `bench-device-${index}`),
  );
  if (!sender || !authFrames[0]) throw new Error("Failed to measure: there are no users. See createUsers.");
  await createGroup(testkit.ready, [sender, ...others]);
  const request: LoadRequest = {
    port,
    method: "POST",
    path: "/v3.0/messages",
    headers: clientHeaders(testkit.ready, sender),
    body: textMessage("group", GUID),
  };
  const { answer, frame } = await example(request, authFrames[0]);
  const bare = await startChild<{ port: number }>("bare-ws", { args: [answer, frame] });

  const sides = {
    subject: {
      load: await openHttpLoad(request, IN_FLIGHT),
      listeners: await openListeners(port, size, authFrames),
    },
    baseline: {
      load: await openHttpLoad({ ...request, port: bare.ready.port }, IN_FLIGHT),
      listeners: await openListeners(bare.ready.port, size),
    },
  };
  const subject = busyMeter(testkit, () => framesPerSecond(sides.subject, size));
  const baseline = busyMeter(bare, () => framesPerSecond(sides.baseline, size));
  const figures = await sideBySide(ROUNDS, { subject: subject.measure, baseline: baseline.measure });
  for (const { load, listeners } of Object.values(sides)) {
    load.close();
    listeners.close();
  }
  await Promise.all([testkit.end(), bare.end()]);
  return {
    what: `fan-out to ${size.toLocaleString("en-US")} sockets`,
    subjectName: "testkit",
    baselineName: "ws",
    unit: "frames/s",
    ...figures,
    target: { of: "ratio", atLeast: 0.8 },
    note: `frame of ${Buffer.byteLength(frame)} bytes; testkit: ${subject.text()}; ws: ${baseline.text()}`,
  };
}

/** From the first request until the last listener has the last frame. */
async function framesPerSecond(
  { load, listeners }: { load: HttpLoad; listeners: Listeners },
  size: number,
): Promise<number> {
  const messages = FRAMES_PER_ROUND / size;
  const rest = stayAwake();
  const start = performance.now();
  const all = listeners.frames(FRAMES_PER_ROUND);
  await load.run((sent) => sent < messages);
  await all;
  const elapsed = performance.now() - start;
  rest();
  return (FRAMES_PER_ROUND * 1000) / elapsed;
}

/** What one message is answered with, and the frame that a listener gets. */
async function example(request: LoadRequest, authFrame: string) {
  const socket = new WebSocket(`ws://127.0.0.1:${request.port}/`);
  await once(socket, "open");
  socket.send(authFrame);
  const reply = String(await once(socket, "message"));
  if (!reply.includes('"200"')) throw new Error(`Failed to open a session: the server sent ${reply}`);
  const pushed = once(socket, "message");
  const answer = await answerTo(request);
  const frame = String((await pushed)[0]);
  socket.close();
  await once(socket, "close");
  return { answer, frame };
}

function authFrame(appId: string, jwt: string, deviceId: string): string {
  return JSON.stringify({ appId, deviceId, type: "auth", body: { auth: jwt, deviceId, params: {} } });
}
