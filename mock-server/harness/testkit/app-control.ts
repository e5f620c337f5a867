import {
  type App,
  copyState,
  type InputFor,
  type OperationName,
  type ResultOf,
} from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import type { Backend, BackendCopy, PuttingBack } from "../backend.ts";
import { type Bots, createBots, type OwnBots } from "../bots/bots.ts";
import type { BotScript } from "../bots/script.ts";
import type { Faults, OwnFaults } from "../faults/index.ts";
import { exportWorld, importWorld, type World } from "../history/world.ts";
import type { Log, OwnLog } from "../log/log.ts";
import type { Reach } from "../reach/reach.ts";
import { createReachTracker, type ReachTracker } from "../reach/tracker.ts";
import { type Actor, createActor } from "./actor.ts";
import type { AppKeys } from "./apps.ts";
import { type Attendance, attend } from "./presence.ts";
import { type ClockPosition, notBefore, type SteeredClock, type TestkitClock } from "./steered-clock.ts";

/** One app in the hand of a test. */
export interface AppControl {
  /** What the SDK and a server are given to use it. */
  readonly app: AppKeys;
  /** Everything in the app happens by it, and nothing in any other. */
  readonly clock: TestkitClock;
  /** What happened in it. */
  readonly log: Log;
  /** Users who answer by themselves. */
  readonly bots: Bots;
  /** What goes wrong in it for clients, on purpose. */
  readonly faults: Faults;
  /** Acts as any user, without a client. */
  as(uid: string): Actor;
  /**
   * Does something as the app itself: adds users, makes agents answer …
   *
   * @throws ServiceError when the service refuses it
   * @example await testkit.do("createUser", { uid: "alice", name: "Alice" });
   */
  do<N extends OperationName>(operation: N, input: InputFor<N>): Promise<ResultOf<N>>;
  /** Resolves when everything that is on its way has arrived. */
  settled(): Promise<void>;
  /**
   * Back to how it was set up, with its clock and its bots. Sockets are closed, since no session is from before; agents
   * and whatever else was under way is dropped, faults are gone, and the log is empty. Extensions that a test has added
   * stay.
   */
  reset(): Promise<void>;
  /** Remembers it as it is, with its clock, in memory. Restore it as often as you like. */
  snapshot(): Promise<Snapshot>;
  /**
   * Back to a snapshot. A socket that was open then and is still stays open, so that a client that had logged in goes on;
   * it is told nothing and should load its lists again. All others are closed. Faults go on as they are.
   *
   * @throws UsageError for what is no snapshot of this app
   * @example
   * const loggedIn = await testkit.snapshot();
   * beforeEach(() => testkit.restore(loggedIn));
   */
  restore(snapshot: Snapshot): Promise<void>;
  /** What tests have reached in it: since it was there, or since {@link AppControl.clearReach}. Resets leave it. */
  reach(): Reach;
  /** Begins anew to take down what is reached. */
  clearReach(): void;
  /**
   * All of it as plain JSON, to be kept in a file and imported at another time, or elsewhere. The clock and whatever
   * tests have added to it go along; what is on its way, the log and snapshots do not.
   *
   * @example writeFileSync("world.json", JSON.stringify(await testkit.export()));
   */
  export(): Promise<World>;
  /**
   * Makes it what a world says, all or nothing. Its keys are the world's from then on, its clock stands or runs as that
   * one did, every socket is closed, and who was online then has gone.
   *
   * @throws UsageError for what is no world, or damaged, of another version, or of another App ID or region
   * @example await testkit.import(JSON.parse(readFileSync("world.json", "utf8")));
   */
  import(world: World): Promise<void>;
}

/** How something was at one time. */
export interface Snapshot {
  /** The time by its clock, in unix milliseconds. */
  readonly takenAt: number;
}

/** An app's control, for whoever made it. */
export interface OwnAppControl extends AppControl {
  readonly clock: SteeredClock;
  readonly log: OwnLog;
  readonly bots: OwnBots;
  readonly reached: ReachTracker;
  readonly faults: OwnFaults;
  readonly tenant: App;
}

interface AppControlOptions {
  readonly backend: Backend;
  readonly tenant: App;
  readonly app: AppKeys;
  readonly clock: SteeredClock;
  readonly log: OwnLog;
  /** What answers from the start, and after a reset. */
  readonly bots: readonly BotScript[];
  /** What it has become since it was set up; that it is. */
  readonly past?: Remembered | undefined;
  readonly faults: OwnFaults;
  readonly settled: () => Promise<void>;
  /** @throws UsageError once the testkit is closed */
  readonly requireOpen: (doing: string) => void;
}

/** What an app was at one time. */
export interface Remembered {
  readonly app: BackendCopy;
  readonly keys: AppKeys;
  readonly clock: ClockPosition;
}

/** Takes an app into hand, as it is now: this is what a reset brings back. */
export function createAppControl({
  backend,
  tenant,
  app,
  clock,
  log,
  bots: scripts,
  past,
  faults,
  settled,
  requireOpen,
}: AppControlOptions): OwnAppControl {
  const reached = createReachTracker();
  const attendances = new Map<string, Attendance>();
  const comeOnline = (uid: string) => {
    if (!attendances.get(uid)?.isHere) attendances.set(uid, attend(uid, tenant, backend));
  };
  const dropOff = (uid: string) => {
    attendances.get(uid)?.drop();
    attendances.delete(uid);
  };
  const bots = createBots({
    tenant,
    // What they do by themselves no test has done.
    execute: (uid, operation, input) =>
      reached.without(() => backend.execute(tenant, operation, input, uid, { delay: 0 })),
    comeOnline: (uid) => reached.without(() => comeOnline(uid)),
    dropOff: (uid) => reached.without(() => dropOff(uid)),
  });
  const addBots = () => {
    for (const script of scripts) bots.add(script);
  };
  const snapshots = new WeakMap<Snapshot, Remembered>();
  const remember = (): Snapshot => {
    const snapshot = Object.freeze({ takenAt: clock.now() });
    snapshots.set(snapshot, { app: backend.copy(tenant), keys: { ...app }, clock: clock.position() });
    return snapshot;
  };
  const place = ({ app: copy, keys, clock: position }: Remembered, how?: PuttingBack) => {
    Object.assign(app, keys);
    clock.place(position);
    backend.putBack(copy, how);
  };
  const atTheStart = remember();
  if (past) place(past, { endsSockets: true });
  addBots();
  const restore = async (snapshot: Snapshot): Promise<void> => {
    requireOpen("restore a snapshot");
    const known = snapshots.get(snapshot);
    if (!known) {
      throw new UsageError(
        `Failed to restore the snapshot: it is none of the app "${app.appId}". Give what its own snapshot() has answered.`,
      );
    }
    await putBack(known);
  };
  const putBack = async (remembered: Remembered, how?: PuttingBack) => {
    await clock.idle();
    await settled();
    reached.without(() => place(remembered, how));
    await settled();
  };
  return {
    app,
    tenant,
    clock,
    log,
    bots,
    reached,
    reach: reached.reach,
    clearReach: reached.clear,
    faults,
    as(uid) {
      const doing = `act as ${JSON.stringify(uid)}`;
      requireOpen(doing);
      return createActor({
        uid,
        async do(operation, input) {
          requireOpen(doing);
          const value = backend.execute(tenant, operation, input, uid, { delay: 0 });
          await settled();
          return value;
        },
        async comeOnline() {
          requireOpen(doing);
          comeOnline(uid);
          await settled();
        },
        async dropOff() {
          dropOff(uid);
          await settled();
        },
      });
    },
    async do(operation, input) {
      requireOpen("act as the app");
      const value = backend.execute(tenant, operation, input, undefined, { delay: 0 });
      await settled();
      return value;
    },
    settled,
    async reset() {
      requireOpen("reset the app");
      bots.clear();
      faults.end();
      await restore(atTheStart);
      addBots();
      log.clear();
    },
    async snapshot() {
      requireOpen("take a snapshot");
      await settled();
      return remember();
    },
    restore,
    async export() {
      requireOpen("export the world");
      await settled();
      // A world tells what a reader would find.
      if (tenant.state.importedConversations.size > 0) backend.execute(tenant, "settleImported", {});
      return exportWorld(tenant, app, clock.position(), clock.now());
    },
    async import(world) {
      requireOpen("import a world");
      const { keys, facts, state, clock: then, takenAt } = importWorld(world, app);
      const copy = { app: tenant, facts, state: copyState(state) };
      const position = notBefore(takenAt, then);
      await putBack(
        { app: { app: copy, extensions: new Set() }, keys, clock: position },
        { endsSockets: true },
      );
    },
  };
}
