import type { BotScript } from "../harness/bots/script.ts";
import type { Fault } from "../harness/faults/index.ts";
import type { World } from "../harness/history/world.ts";
import type { LogEntry } from "../harness/log/entries.ts";
import type { Har } from "../harness/log/har.ts";
import type { LogQuery } from "../harness/log/query.ts";
import type { Reach } from "../harness/reach/reach.ts";
import { type Actor, createActor } from "../harness/testkit/actor.ts";
import type { Snapshot } from "../harness/testkit/app-control.ts";
import type { AppKeys } from "../harness/testkit/apps.ts";
import type { Duration, Time } from "../harness/testkit/times.ts";
import type { WebhookDelivery } from "../harness/webhooks.ts";
import type { InputFor, OperationName, ResultOf } from "../simulator/index.ts";
import type { ControlClient } from "./control-client.ts";

/** The clock of an app of another process. All times are unix milliseconds. */
export interface RemoteClock {
  now(): Promise<number>;
  /** Stops the time. */
  freeze(): Promise<void>;
  /** Lets the time run on from where it stands. */
  resume(): Promise<void>;
  /** Moves the time on to a point to come; what is due until then happens first. */
  set(time: Time): Promise<void>;
  /** Moves the time on by a length: `"30s"`. What is due until then happens first, in order. */
  advance(duration: Duration): Promise<void>;
}

/** What an entry of a log is like on the way from another process: headers are plain objects. */
export type RemoteLogEntry = Exclude<LogEntry, { kind: "request" }> | RemoteRequestEntry;
type RemoteRequestEntry = Omit<Extract<LogEntry, { kind: "request" }>, "headers" | "answerHeaders"> & {
  readonly headers: Readonly<Record<string, string>>;
  readonly answerHeaders: Readonly<Record<string, string>> | undefined;
};

/** What to look for in the log of an app of another process. */
export type RemoteLogQuery = Omit<LogQuery, "path"> & { readonly path?: string | undefined };

/** The log of an app of another process. */
export interface RemoteLog {
  query(query?: RemoteLogQuery): Promise<readonly RemoteLogEntry[]>;
  /**
   * The first entry that fits, once it is there.
   *
   * @param timeout milliseconds; 5,000 when left out
   * @throws RemoteError `TESTKIT_NOTHING_CAME`
   */
  waitFor(query: RemoteLogQuery, timeout?: number): Promise<RemoteLogEntry>;
  /** What fits, as text. */
  transcript(query?: RemoteLogQuery): Promise<string>;
  /** What fits, in the form that developer tools read. */
  har(query?: RemoteLogQuery): Promise<Har>;
  clear(): Promise<void>;
}

/** A fault in an app of another process. */
export interface RemoteFault {
  readonly id: string;
  readonly fault: Fault;
  /** How often it had struck when it was asked. */
  readonly hits: number;
  readonly isSpent: boolean;
}

/** The faults of an app of another process. */
export interface RemoteFaults {
  /** @throws RemoteError that names each field that is wrong; nothing is added then */
  add(fault: Fault): Promise<RemoteFault>;
  add(faults: readonly Fault[]): Promise<readonly RemoteFault[]>;
  list(): Promise<readonly RemoteFault[]>;
  remove(id: string): Promise<void>;
  clear(): Promise<void>;
}

/** The bots of an app of another process. */
export interface RemoteBots {
  /** @throws RemoteError for a script that makes no sense, and for a user who is not there */
  add(script: BotScript): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(uid: string): Promise<void>;
}

/** A snapshot that another process keeps. */
export interface RemoteSnapshot extends Snapshot {
  readonly id: string;
}

/**
 * An app of a server in another process, in the hand of a test: the same as the control of an app in process, but that
 * everything takes its time.
 */
export interface RemoteApp {
  /** What the SDK and a server are given to use it. */
  readonly app: AppKeys;
  readonly clock: RemoteClock;
  readonly log: RemoteLog;
  /** Users who answer by themselves. */
  readonly bots: RemoteBots;
  /** What goes wrong in it. */
  readonly faults: RemoteFaults;
  /** Acts as any user, without a client. A refusal rejects with a `RemoteError` that has the service's code. */
  as(uid: string): Actor;
  /** Does something as the app itself. @throws RemoteError when the service refuses it */
  do<N extends OperationName>(operation: N, input: InputFor<N>): Promise<ResultOf<N>>;
  /** Back to how it was set up, with its clock. */
  reset(): Promise<void>;
  snapshot(): Promise<RemoteSnapshot>;
  restore(snapshot: RemoteSnapshot): Promise<void>;
  /** All of it as plain JSON. */
  export(): Promise<World>;
  /** Makes it what a world says, all or nothing. @throws RemoteError for what is no world, or none of this app */
  import(world: World): Promise<void>;
  /** What tests have reached in it: since it was there, or since {@link RemoteApp.clearReach}. */
  reach(): Promise<Reach>;
  clearReach(): Promise<void>;
  /** What the app's webhooks were told, oldest first. */
  webhookLog(): Promise<readonly WebhookDelivery[]>;
  /** Takes it away with everything in it. */
  remove(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Milliseconds that are waited for an entry of the log unless told otherwise. */
const WAIT = 5_000;

/** Takes an app of another process into hand. */
export function remoteApp({ ask, askFile }: ControlClient, app: AppKeys): RemoteApp {
  const path = `/apps/${encodeURIComponent(app.appId)}`;
  const act = <N extends OperationName | "comeOnline" | "dropOff">(
    as: string | undefined,
    operation: N,
    input: object,
  ) => ask<never>("POST", `${path}/act`, { as, operation, input });
  const move = (body: object) => ask<void>("POST", `${path}/clock`, body);
  const find = (query: RemoteLogQuery, wait?: number) =>
    ask<RemoteLogEntry[]>("GET", `${path}/log?${parameters({ ...query, wait })}`);
  const remote: RemoteApp = {
    app,
    clock: {
      now: async () => (await ask<{ now: number }>("GET", `${path}/clock`)).now,
      freeze: () => move({ freeze: true }),
      resume: () => move({ resume: true }),
      set: (time) => move({ set: time instanceof Date ? time.getTime() : time }),
      advance: (duration) => move({ advance: duration }),
    },
    log: {
      query: (query = {}) => find(query),
      async waitFor(query, timeout = WAIT) {
        const [entry] = await find({ ...query, limit: 1 }, timeout);
        return entry as RemoteLogEntry;
      },
      transcript: (query = {}) => askFile(`${path}/log?${parameters({ ...query, format: "text" })}`),
      har: async (query = {}) =>
        JSON.parse(await askFile(`${path}/log?${parameters({ ...query, format: "har" })}`)) as Har,
      clear: () => ask("DELETE", `${path}/log`),
    },
    bots: {
      add: (script) => ask("POST", `${path}/bots`, script),
      list: async () => (await ask<{ uid: string }[]>("GET", `${path}/bots`)).map(({ uid }) => uid),
      remove: (uid) => ask("DELETE", `${path}/bots/${encodeURIComponent(uid)}`),
    },
    faults: {
      add: ((given: Fault | readonly Fault[]) => ask("POST", `${path}/faults`, given)) as RemoteFaults["add"],
      list: () => ask("GET", `${path}/faults`),
      remove: (id) => ask("DELETE", `${path}/faults/${encodeURIComponent(id)}`),
      clear: () => ask("DELETE", `${path}/faults`),
    },
    as: (uid) =>
      createActor({
        uid,
        do: (operation, input) => act(uid, operation, input as object),
        comeOnline: () => act(uid, "comeOnline", {}),
        dropOff: () => act(uid, "dropOff", {}),
      }),
    do: (operation, input) => act(undefined, operation, input as object),
    reset: () => ask("POST", `${path}/reset`),
    snapshot: () => ask("POST", `${path}/snapshots`),
    restore: ({ id }) => ask("POST", `${path}/snapshots/${encodeURIComponent(id)}/restore`),
    export: () => ask("GET", `${path}/world`),
    import: (world) => ask("PUT", `${path}/world`, world),
    reach: () => ask("GET", `${path}/reach`),
    clearReach: () => ask("DELETE", `${path}/reach`),
    webhookLog: () => ask("GET", `${path}/webhooks`),
    remove: () => ask("DELETE", path),
    [Symbol.asyncDispose]: () => remote.remove(),
  };
  return remote;
}

function parameters(query: object): URLSearchParams {
  const given = Object.entries(query).filter(([, value]) => value !== undefined);
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
}
