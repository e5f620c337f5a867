import { WebSocket } from "ws";
import { addPageGlobals, setupTestkit, type Testkit } from "../../../mock-server/node.ts";
import { microseconds } from "../microseconds.ts";
import { spreadOf } from "../side-by-side.ts";
import { ready } from "./parent.ts";

/** What this program tells of the official SDK in one process. */
export interface SdkFigures {
  /** From init to the first message that was sent and the first that was heard, in ms. */
  readonly firstMs: number;
  /** A message sent and another one heard, in ms. */
  readonly roundTripMs: number;
  /** Messages sent, one after the other, a second. */
  readonly sentPerSecond: number;
}

const [ANDREW, GEORGE] = ["cometchat-uid-1", "cometchat-uid-2"] as const;
const ROUND_TRIPS = 400;
/** Those before that do not count: V8 still compiles what they run through. */
const WARM_UP = 400;
const SENDS_MS = 500;

/** The server to talk to over TLS; without one, everything is in this process. */
const [server] = process.argv.slice(2);

addPageGlobals();
// Node has one of its own since version 22.
if (server !== undefined) Reflect.set(globalThis, "WebSocket", WebSocket);
const testkit = server === undefined ? await setupTestkit({ preset: "demo" }) : undefined;
// Without a bundler, Node finds no names in the SDK's module.
type Sdk = typeof import("@cometchat/chat-sdk-javascript");
const { default: sdk } = (await import("@cometchat/chat-sdk-javascript")) as unknown as { default: Sdk };
const { CometChat } = sdk;
const { appId, region, authKey } = testkit?.app ?? JSON.parse(process.argv[3] ?? "{}");

const begun = performance.now();
const settings = new CometChat.AppSettingsBuilder().subscribePresenceForAllUsers().setRegion(region);
if (server !== undefined) settings.overrideAdminHost(server).overrideClientHost(server);
await CometChat.init(appId, settings.build());
await CometChat.login(ANDREW, authKey);
const send = () => CometChat.sendMessage(new CometChat.TextMessage(GEORGE, "hello", "user"));

if (testkit) {
  const hear = hearing(testkit);
  await testkit.settled();
  await send();
  await hear();
  const firstMs = performance.now() - begun;
  const trips: number[] = [];
  for (let trip = -WARM_UP; trip < ROUND_TRIPS; trip += 1) {
    const from = performance.now();
    await send();
    await hear();
    if (trip >= 0) trips.push(performance.now() - from);
  }
  const roundTripMs = spreadOf(trips).median;
  ready({ firstMs, roundTripMs, sentPerSecond: await sustained() } satisfies SdkFigures);
} else {
  ready({ firstMs: 0, roundTripMs: 0, sentPerSecond: await sustained() } satisfies SdkFigures);
}

async function sustained(): Promise<number> {
  return 1_000_000 / (await microseconds(async () => void (await send()), SENDS_MS));
}

/** Has George say something, and resolves when the SDK's listener has heard it. */
function hearing({ as }: Testkit): () => Promise<void> {
  const george = as(GEORGE);
  let heard = () => {};
  CometChat.addMessageListener(
    "bench",
    new CometChat.MessageListener({ onTextMessageReceived: () => heard() }),
  );
  return () =>
    new Promise((resolve) => {
      heard = resolve;
      void george.sendText({ receiver: ANDREW, text: "hello yourself" });
    });
}
