import { DEFAULT_APP, type Preset } from "../../presets.ts";
import type { ExtensionRegistry } from "../../rest/extensions/index.ts";
import type { RequestReport } from "../../rest/index.ts";
import type { ConnectionTiming } from "../../simulator/index.ts";
import { UsageError } from "../../usage-error.ts";
import type { AppControl, Snapshot } from "./app-control.ts";
import type { AppChoice, AppKeys } from "./apps.ts";
import { clocksTogether } from "./clocks-together.ts";
import { createDoor, type Door } from "./door.ts";
import { createTestbed } from "./testbed.ts";
import { readTime, type Time } from "./times.ts";
import { createTraffic } from "./traffic.ts";

/** How to set up a testkit. Everything has a default. */
export interface TestkitOptions {
  /** What the apps hold at the start; `demo` by default. */
  preset?: Preset;
  /** Tokens, ids and keys are derived from it; 1 by default. */
  seed?: number | string;
  /** The time at which it begins; the wall clock's by default. */
  now?: Time;
  /** Whether the time stands still from the start, until it is moved by `testkit.clock`. */
  frozen?: boolean;
  /** The apps it has; one by default. `testkit.app` is the first. */
  apps?: readonly AppChoice[];
  /** Times of the socket surface, in milliseconds. In process, frames follow the answer of their request at once. */
  timing?: Partial<ConnectionTiming>;
  /** Entries that the log of each app remembers; 10,000 by default. */
  logLength?: number;
  /** Hears of every request that was answered. */
  onRequest?: (report: RequestReport) => void;
  /** Hears of our own failures; they are warned of when left out. */
  onBug?: (error: unknown) => void;
  /** Hears of what the author of a test should know. */
  onWarning?: (text: string) => void;
}

/**
 * A chat service inside the process of a test. It is the control of its first app; its clock, `reset`, `snapshot`,
 * `restore` and `reach` take all of its apps.
 */
export interface Testkit extends AppControl {
  /** What the SDK and a server are given to use each app, oldest first. */
  readonly apps: readonly AppKeys[];
  /** What `callExtension` reaches: a test adds its own here. */
  readonly extensions: ExtensionRegistry;
  /**
   * Another app of it.
   *
   * @throws UsageError for an app that is not there
   */
  forApp(appId: string): AppControl;
  /** Adds an app; what is left out has a default, and it holds what the testkit's preset says. */
  addApp(choice: AppChoice): AppControl;
  /** Ends it: nothing is left of it. Closing twice is fine. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Lets the clients of the process in. */
export interface Transport {
  /** Puts everything back as it was. */
  close(): Promise<void> | void;
}

/**
 * Makes a testkit that clients reach by the given transport.
 *
 * @throws UsageError for options that make no sense; nothing is changed then
 */
export function createTestkit(
  options: TestkitOptions,
  listen: (door: Door, warn: (text: string) => void) => Transport,
): Testkit {
  const { preset = "demo", seed = 1, onWarning: warn = () => {} } = options;
  const [choice, ...others]: readonly AppChoice[] = options.apps ?? [DEFAULT_APP];
  if (!choice) {
    throw new UsageError(
      "Failed to set up the testkit: `apps` is empty. Leave it out, or name one app at least.",
    );
  }
  const start = options.now === undefined ? undefined : readTime(options.now, "set up the testkit");
  const traffic = createTraffic();
  const testbed = createTestbed({
    seed,
    preset,
    start,
    frozen: options.frozen,
    timing: { frameDelay: 0, ...options.timing },
    logLength: options.logLength,
    onRequest: options.onRequest,
    onBug: options.onBug ?? ((error) => warn(`A failure of the testkit's own: ${describeBug(error)}`)),
    settled: traffic.settled,
    rest: traffic.rest,
  });
  const first = testbed.addApp(choice);
  for (const other of others) testbed.addApp(other);
  const clocks = () =>
    [
      first.clock,
      testbed.clock,
      ...testbed.apps().flatMap((control) => (control === first ? [] : [control.clock])),
    ] as const;
  const snapshots = new WeakMap<Snapshot, () => Promise<void>>();
  const door = createDoor({ surface: testbed, traffic, apps: testbed.apps, warn });
  const transport = listen(door, warn);
  let closing: Promise<void> | undefined;

  const testkit: Testkit = {
    ...first,
    get apps() {
      return testbed.apps().map(({ app }) => app);
    },
    clock: clocksTogether(clocks),
    extensions: testbed.backend.extensions,
    reach: testbed.reach,
    clearReach: testbed.clearReach,
    forApp: (appId) => testbed.forApp(appId, "find the app"),
    addApp: testbed.addApp,
    async reset() {
      for (const control of testbed.apps()) await control.reset();
    },
    async snapshot() {
      const held = await Promise.all(
        testbed.apps().map(async (control) => ({ control, at: await control.snapshot() })),
      );
      const snapshot = Object.freeze({ takenAt: first.clock.now() });
      snapshots.set(snapshot, async () => {
        const kept = new Set(held.map(({ control }) => control.app.appId));
        for (const { app } of testbed.apps()) if (!kept.has(app.appId)) testbed.removeApp(app.appId);
        for (const { control, at } of held) await control.restore(at);
      });
      return snapshot;
    },
    async restore(snapshot) {
      const putBack = snapshots.get(snapshot);
      if (!putBack) {
        throw new UsageError(
          "Failed to restore the snapshot: it is none of this testkit's. Give what its own snapshot() has answered.",
        );
      }
      await putBack();
    },
    close() {
      closing ??= end();
      return closing;
    },
    [Symbol.asyncDispose]: () => testkit.close(),
  };
  return testkit;

  async function end(): Promise<void> {
    await transport.close();
    testbed.close();
  }
}

function describeBug(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
