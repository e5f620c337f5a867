import type { RealmClock } from "./realm-clock.ts";

type Callback = (...args: unknown[]) => void;

/** The timers of one page: they go when the page goes. */
export interface RealmTimers {
  readonly globals: Readonly<Record<string, unknown>>;
  /** How many timers are running. */
  pending(): number;
  clear(): void;
}

/** Opens a set of timers; `guard` runs every callback, so that a throwing one reaches the realm and not the process. */
export function openTimers(guard: (run: () => void) => void, clock: RealmClock): RealmTimers {
  const running = new Map<number, () => void>();
  let lastId = 0;

  const stop = (id: unknown) => {
    if (typeof id !== "number") return;
    running.get(id)?.();
    running.delete(id);
  };
  const once = (callback: Callback, delay = 0, ...args: unknown[]) => {
    lastId += 1;
    const id = lastId;
    const fire = () => {
      running.delete(id);
      guard(() => callback(...args));
    };
    running.set(id, clock.after(Number(delay) || 0, fire));
    return id;
  };
  const repeat = (callback: Callback, delay = 0, ...args: unknown[]) => {
    lastId += 1;
    const id = lastId;
    const next = () => {
      running.set(id, clock.after(Math.max(1, Number(delay) || 0), fire));
    };
    const fire = () => {
      next();
      guard(() => callback(...args));
    };
    next();
    return id;
  };

  return {
    globals: { setTimeout: once, setInterval: repeat, clearTimeout: stop, clearInterval: stop },
    pending: () => running.size,
    clear() {
      for (const id of [...running.keys()]) stop(id);
    },
  };
}
