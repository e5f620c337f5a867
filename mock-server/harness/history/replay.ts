import {
  type App,
  type AppFacts,
  addRecords,
  type Clock,
  copyState,
  createSimulator,
  createState,
  factsOf,
  type State,
} from "../../simulator/index.ts";
import type { AppKeys } from "../testkit/apps.ts";
import type { ClockPosition } from "../testkit/steered-clock.ts";
import type { AppAdded, CommandDone, HistoryRecord, WorldBegun } from "./records.ts";
import { wholeFacts } from "./world.ts";

/** An app as its history has left it. */
export interface PastApp {
  readonly setUp: AppAdded;
  readonly keys: Pick<AppKeys, "authKey" | "restApiKey">;
  readonly facts: AppFacts;
  readonly clock: ClockPosition;
  /** When something last happened to it by its clock, in unix milliseconds. */
  readonly at: number;
  readonly state: State;
}

/** What a history has come to. */
export interface Past {
  /** Oldest first. */
  readonly apps: readonly PastApp[];
  /** How the clock of what belongs to no app stood, and when that was; `undefined` when it has never been moved. */
  readonly clock: { readonly clock: ClockPosition; readonly at: number } | undefined;
}

/** Plays a history again, from its first record to its last. */
export interface Replay {
  /** @throws Error for a record that does not fit those before, or is refused now: it is of other rules */
  apply(record: HistoryRecord): void;
  /** Whether parts of a world are still to come. */
  isInsideWorld(): boolean;
  past(): Past;
}

type OwnPastApp = { -readonly [F in keyof Omit<PastApp, "facts" | "state">]: PastApp[F] } & { app: App };

/** Nothing is left to it: each record says when it was. */
const NO_CLOCK: Clock = { now: () => 0, schedule: () => () => {} };

/** Begins with no apps. */
export function createReplay(): Replay {
  const simulator = createSimulator({ clock: NO_CLOCK, seed: 0 });
  const apps = new Map<string, OwnPastApp>();
  let clock: Past["clock"];
  let world: { readonly begun: WorldBegun; readonly state: State; left: number } | undefined;

  return {
    apply(record) {
      if (world && record.kind !== "rows") throw new Error("a world breaks off");
      switch (record.kind) {
        case "app":
          add(record);
          break;
        case "removed":
          simulator.removeApp(record.appId);
          apps.delete(record.appId);
          break;
        case "limits": {
          const { app } = known(record.appId);
          simulator.setRateLimits(app.appId, record.limits);
          break;
        }
        case "clock":
          if (record.appId === undefined) clock = record;
          else Object.assign(known(record.appId), { clock: record.clock, at: record.at });
          break;
        case "do":
          perform(record);
          break;
        case "world":
          world = { begun: record, state: createState(), left: record.parts };
          endWorld();
          break;
        case "rows":
          if (!world) throw new Error("a part of a world stands alone");
          if (!addRecords(world.state, [record.table, record.rows])) {
            throw new Error(`it holds ${JSON.stringify(record.table)}, of which nothing is known`);
          }
          world.left -= 1;
          endWorld();
          break;
        default:
          throw new Error(`it holds a record of an unknown kind: ${JSON.stringify(record satisfies never)}`);
      }
    },
    isInsideWorld: () => world !== undefined,
    past: () => ({ clock, apps: [...apps.values()].map(({ app, ...past }) => ({ ...past, ...held(app) })) }),
  };

  function add(setUp: AppAdded): OwnPastApp {
    const { appId, authKey, restApiKey, facts, at, clock } = setUp;
    const own = { ...NO_CLOCK, now: () => facts.createdAt * 1_000 };
    const app = simulator.addApp({ ...facts, appId, authKey, restApiKey, clock: own });
    const past = { setUp, keys: { authKey, restApiKey }, clock, at, app };
    apps.set(appId, past);
    return past;
  }

  function perform({ kind: _, ...command }: CommandDone): void {
    const past = known(command.appId);
    const outcome = simulator.execute(command);
    if (!outcome.ok) {
      const { code } = outcome.error;
      throw new Error(`${command.operation} was carried out once, and is refused now with ${code}`);
    }
    past.at = Math.max(past.at, command.at);
  }

  function endWorld(): void {
    if (!world || world.left > 0) return;
    const { begun, state } = world;
    world = undefined;
    const { setUp, authKey, restApiKey, clock, at } = begun;
    const past = apps.get(setUp.appId) ?? add(setUp);
    simulator.putBack({ app: past.app, facts: wholeFacts(begun.facts), state: copyState(state) });
    Object.assign(past, { setUp, keys: { authKey, restApiKey }, clock, at });
  }

  function known(appId: string): OwnPastApp {
    const app = apps.get(appId);
    if (!app) throw new Error(`there is no app ${JSON.stringify(appId)}`);
    return app;
  }
}

function held(app: App) {
  return { facts: factsOf(app), state: app.state };
}
