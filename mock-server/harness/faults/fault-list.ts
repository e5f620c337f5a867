import type { Clock } from "../../simulator/index.ts";
import { seededRandomness } from "../../simulator/randomness.ts";
import { UsageError } from "../../usage-error.ts";
import { type Action, nameOfAction } from "./actions.ts";
import { type Fault, type ReadFault, readFault } from "./fault.ts";
import { fitsFault, type Target } from "./fits.ts";

/** A fault that was added. */
export interface FaultHandle {
  readonly id: string;
  /** As it was given. */
  readonly fault: Fault;
  /** How often it has struck. */
  readonly hits: number;
  /** Whether it strikes no more: it has struck as often as it should, its time is over, or it was removed. */
  readonly isSpent: boolean;
  /** Takes it away: what it held back goes on at once. Removing it again is fine. */
  remove(): void;
}

/** The faults of one app. */
export interface Faults {
  /**
   * Adds a fault, or several, in order: of all that fit, the first that answers a request or loses a frame has the last
   * word. Those which are about time, latency and delays, add up.
   *
   * @throws UsageError that names each field that is wrong; nothing is added then
   * @example const outage = testkit.faults.add({ match: { operation: "sendMessage" }, action: { http: { status: 503 } }, times: 2 });
   */
  add(fault: Fault): FaultHandle;
  add(faults: readonly Fault[]): readonly FaultHandle[];
  /** Those that were added and not removed, oldest first; spent ones too. */
  list(): readonly FaultHandle[];
  /** Removes them all. */
  clear(): void;
}

/** A fault that strikes. */
export interface Hit {
  readonly id: string;
  readonly action: Action;
  /** A number from 0 up to 1, always the same for this hit and purpose. */
  chance(purpose: string): number;
  /**
   * Holds something back.
   *
   * @param milliseconds on the app's clock
   * @param run with `false` when it is to come to nothing: the app was put back or taken away
   * @returns lets it go now
   */
  later(milliseconds: number, run: (goesOn: boolean) => void): () => void;
  /** Does something once the fault strikes no more; at once when it does not already. */
  whenOver(run: () => void): void;
}

/** The faults of one app, for whoever lets them strike. */
export interface OwnFaults extends Faults {
  /** Whether none can strike: the way to go without a second look. */
  readonly isIdle: boolean;
  /** Whether one looks at what requests ask for. */
  readonly looksAtOperations: boolean;
  /**
   * Those that strike here, in order: each counts when it is drawn.
   *
   * @param only of these ids
   */
  meet(target: Target, only?: ReadonlySet<string>): Iterable<Hit>;
  /** Hears the ids of those that were just added. */
  onAdded(listener: (ids: ReadonlySet<string>) => void): void;
  /** Removes them all, and drops what they held back. Ids start over. */
  end(): void;
}

interface Held {
  readonly id: string;
  readonly given: Fault;
  readonly fault: ReadFault;
  /** Of what it is about, how many it has met. */
  seen: number;
  hits: number;
  /** What it holds back. */
  readonly waiting: Set<(goesOn: boolean) => void>;
  /** What is to be done once it strikes no more. */
  readonly atEnd: (() => void)[];
}

interface FaultListOptions {
  readonly seed: number | string;
  readonly clock: Clock;
  /** @throws UsageError once the app is there no more */
  readonly requireThere: (doing: string) => void;
}

/** Makes an app's list of faults. */
export function createFaults({ seed, clock, requireThere }: FaultListOptions): OwnFaults {
  const randomness = seededRandomness(seed);
  const all = new Map<string, Held>();
  let active: readonly Held[] = [];
  const listeners: ((ids: ReadonlySet<string>) => void)[] = [];

  function later(held: Held, milliseconds: number, run: (goesOn: boolean) => void): () => void {
    const settle = (goesOn: boolean) => {
      if (!held.waiting.delete(settle)) return;
      cancel();
      run(goesOn);
    };
    held.waiting.add(settle);
    const cancel = clock.schedule(Math.round(milliseconds), () => settle(true));
    return () => settle(true);
  }

  function retire(held: Held): void {
    active = active.filter((other) => other !== held);
    for (const run of held.atEnd.splice(0)) run();
  }

  function remove(held: Held): void {
    all.delete(held.id);
    retire(held);
    for (const settle of [...held.waiting]) settle(true);
  }

  /** Whether it strikes this time. */
  function strikes(held: Held): boolean {
    const { times, probability, after, every } = held.fault;
    held.seen += 1;
    const nth = held.seen - after - 1;
    if (nth < 0 || nth % every !== 0) return false;
    if (probability < 1 && chance(held, held.seen, "strikes") >= probability) return false;
    held.hits += 1;
    if (held.hits === times) retire(held);
    return true;
  }

  function chance({ id }: Held, count: number, purpose: string): number {
    return Number.parseInt(randomness.hex(12, "fault", id, count, purpose), 16) / 2 ** 48;
  }

  function hitOf(held: Held): Hit {
    const { id, seen } = held;
    return {
      id,
      action: held.fault.action,
      chance: (purpose) => chance(held, seen, purpose),
      later: (milliseconds, run) => later(held, milliseconds, run),
      whenOver(run) {
        if (active.includes(held)) held.atEnd.push(run);
        else run();
      },
    };
  }

  function handleOf(held: Held): FaultHandle {
    return {
      id: held.id,
      fault: held.given,
      get hits() {
        return held.hits;
      },
      get isSpent() {
        return !active.includes(held);
      },
      remove: () => remove(held),
    };
  }

  function named(given: Fault, taken: ReadonlySet<string>): Held {
    const fault = readFault(given);
    const name = nameOfAction(fault.action);
    let count = 1;
    while (taken.has(`${name}-${count}`)) count += 1;
    const id = fault.id ?? `${name}-${count}`;
    if (taken.has(id)) {
      throw new UsageError(
        `Failed to add the fault: there is one called "${id}" already. Remove that one first, or leave the id out.`,
      );
    }
    return { id, given, fault, seen: 0, hits: 0, waiting: new Set(), atEnd: [] };
  }

  function add(given: Fault | readonly Fault[]): FaultHandle | readonly FaultHandle[] {
    requireThere("add the fault");
    const taken = new Set(all.keys());
    const added: Held[] = [];
    for (const one of isList(given) ? given : [given]) {
      const held = named(one, taken);
      taken.add(held.id);
      added.push(held);
    }
    for (const held of added) {
      all.set(held.id, held);
      const { action } = held.fault;
      if ("partition" in action) later(held, action.partition, () => retire(held));
    }
    active = [...active, ...added];
    const ids = new Set(added.map(({ id }) => id));
    for (const listener of listeners) listener(ids);
    const handles = added.map(handleOf);
    return isList(given) ? handles : (handles[0] as FaultHandle);
  }

  return {
    add: add as Faults["add"],
    list: () => [...all.values()].map(handleOf),
    clear() {
      for (const held of [...all.values()]) remove(held);
    },
    get isIdle() {
      return active.length === 0;
    },
    get looksAtOperations() {
      return active.some(({ fault }) => fault.match.operation !== undefined);
    },
    *meet(target, only) {
      for (const held of active) {
        if (only && !only.has(held.id)) continue;
        if (fitsFault(held.fault, target) && strikes(held)) yield hitOf(held);
      }
    },
    onAdded: (listener) => void listeners.push(listener),
    end() {
      const ended = [...all.values()];
      all.clear();
      for (const held of ended) {
        retire(held);
        for (const settle of [...held.waiting]) settle(false);
      }
    },
  };
}

function isList(given: Fault | readonly Fault[]): given is readonly Fault[] {
  return Array.isArray(given);
}
