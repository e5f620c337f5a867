import type { Credentials } from "../actor.ts";
import type { App } from "../app.ts";
import { type VirtualClock, virtualClock } from "../clock.ts";
import type { Outcome, Recorder } from "../command.ts";
import type { RuleSwitches } from "../operation.ts";
import type { OperationName, ResultOf } from "../operations/index.ts";
import type { Connection, Message } from "../records.ts";
import { createSimulator, type InputFor, type Simulator } from "../simulator.ts";

/** Someone who acts in a world. */
export interface Caller {
  /** The value of a command that must succeed. @throws ServiceError when the service refuses it */
  run<N extends OperationName>(operation: N, input?: InputFor<N>): ResultOf<N>;
  /** What came of a command, whatever its input: for tests of refusals and of events. */
  tryRun<N extends OperationName>(operation: N, input?: unknown): Outcome<ResultOf<N>>;
}

/** A simulator with one app and a clock that stands still: what a test of operations starts from. */
export interface World {
  readonly simulator: Simulator;
  readonly clock: VirtualClock;
  readonly app: App;
  /** The app's own server: everything is its to do. */
  readonly server: Caller;
  /** A user, in a session of their own. */
  as(uid: string): Caller;
  /** Anyone, by any credentials. */
  by(credentials: Credentials): Caller;
  /** Adds users whose names are their UIDs. */
  addUsers(...uids: string[]): void;
  /** Opens a socket for a user, in a session of its own. */
  connect(uid: string, subscription?: InputFor<"connect">["subscription"]): Connection;
  /** Sends a text from a user to another user or a group, as a reply when `parentId` is given. */
  say(from: string, to: { readonly uid: string } | { readonly guid: string }, parentId?: number): Message;
}

/** The time at which every world begins, in unix seconds. */
export const WORLD_START = 1_700_000_000;

const APP_ID = "test-app";
export const REST_API_KEY = "test-rest-api-key";
export const AUTH_KEY = "test-auth-key";

/** Makes a world without users. */
export function createWorld(switches: Partial<RuleSwitches> = {}, recorder?: Recorder): World {
  const clock = virtualClock(WORLD_START * 1_000);
  const simulator = createSimulator({ clock, seed: 1, recorder });
  const app = simulator.addApp({
    appId: APP_ID,
    region: "us",
    authKey: AUTH_KEY,
    restApiKey: REST_API_KEY,
    switches,
  });
  const by = (as: Credentials): Caller => {
    const tryRun = <N extends OperationName>(operation: N, input?: unknown): Outcome<ResultOf<N>> =>
      simulator.execute<N>({ appId: APP_ID, operation, as, input });
    return {
      tryRun,
      run(operation, input) {
        const outcome = tryRun(operation, input);
        if (!outcome.ok) throw outcome.error;
        return outcome.value;
      },
    };
  };
  const server = by({ kind: "apiKey", apiKey: REST_API_KEY });
  return {
    simulator,
    clock,
    app,
    server,
    as: (uid) => by({ kind: "harness", uid }),
    by,
    addUsers(...uids) {
      for (const uid of uids) server.run("createUser", { uid, name: uid });
    },
    connect(uid, subscription = { kind: "none" }) {
      const { authToken } = server.run("createAuthToken", { uid });
      const session = by({ kind: "authToken", authToken });
      return session.run("connect", { deviceId: `device ${authToken}`, subscription });
    },
    say: (from, to, parentId) =>
      by({ kind: "harness", uid: from }).run("sendMessage", {
        receiver: "uid" in to ? to.uid : to.guid,
        receiverType: "uid" in to ? "user" : "group",
        category: "message",
        type: "text",
        data: { text: `a text from ${from}` },
        parentId,
      }),
  };
}

/** The code a command was refused with, or "ok". */
export function codeOf(outcome: Outcome): string {
  return outcome.ok ? "ok" : outcome.error.code;
}
