type Callback = (...args: unknown[]) => void;

/** The timers of one page: they go when the page goes. */
export interface RealmTimers {
  readonly globals: Readonly<Record<string, unknown>>;
  /** How many timers are running. */
  pending(): number;
  clear(): void;
}

/** Opens a set of timers; `guard` runs every callback, so that a throwing one reaches the realm and not the process. */
export function openTimers(guard: (run: () => void) => void): RealmTimers {
  const running = new Map<number, NodeJS.Timeout>();
  let lastId = 0;

  const stop = (id: unknown) => {
    if (typeof id !== "number") return;
    clearTimeout(running.get(id));
    running.delete(id);
  };
  const once = (callback: Callback, delay = 0, ...args: unknown[]) => {
    lastId += 1;
    const id = lastId;
    const fire = () => {
      running.delete(id);
      guard(() => callback(...args));
    };
    running.set(id, setTimeout(fire, delay));
    return id;
  };
  const repeat = (callback: Callback, delay = 0, ...args: unknown[]) => {
    lastId += 1;
    running.set(
      lastId,
      setInterval(() => guard(() => callback(...args)), delay),
    );
    return lastId;
  };

  return {
    globals: { setTimeout: once, setInterval: repeat, clearTimeout: stop, clearInterval: stop },
    pending: () => running.size,
    clear() {
      for (const id of [...running.keys()]) stop(id);
    },
  };
}
