import type { Clock } from "../../simulator/index.ts";
import { insertSorted, lowerBound } from "../../simulator/sorted-list.ts";
import { UsageError } from "../../usage-error.ts";
import { type Duration, readDuration, readTime, type Time } from "./times.ts";

/** The testkit's clock, as a test steers it. All times are unix milliseconds. */
export interface TestkitClock {
  /** The time now. */
  now(): number;
  /** Stops the time. It goes on with {@link TestkitClock.resume}, and is moved with `set` and `advance`. */
  freeze(): void;
  /** Lets the time run on with the wall clock, from where it stands. */
  resume(): void;
  /**
   * Moves the time on to a point to come: what is due until then happens, in order, each at its own time, and what
   * that caused has arrived when this resolves.
   *
   * @throws UsageError for a time that has passed, or is none
   * @example await testkit.clock.set("2026-01-31T12:00:00Z");
   */
  set(time: Time): Promise<void>;
  /**
   * Moves the time on by a length: what is due until then happens, in order, each at its own time, and what that
   * caused has arrived before the next is due, and when this resolves.
   *
   * @throws UsageError for a length that is negative, or none
   * @example await testkit.clock.advance("30s");
   */
  advance(duration: Duration): Promise<void>;
}

/** How a clock stands, to be put back later. */
export type ClockPosition =
  | { readonly frozenAt: number }
  /** Running, so many milliseconds ahead of the wall clock. */
  | { readonly ahead: number };

export interface SteeredClock extends Clock, TestkitClock {
  position(): ClockPosition;
  /** Resolves when the moves that were asked for are made. */
  idle(): Promise<void>;
  /** Puts the clock as it stood, backwards too, and stopped or not. What is scheduled keeps its distance to the time. */
  place(position: ClockPosition): void;
  /** Cancels everything scheduled, and nothing more is; nothing keeps the process alive any more. */
  stop(): void;
}

interface SteeredClockOptions {
  /** Where it begins; the wall clock's time when left out. */
  readonly start?: number | undefined;
  readonly frozen: boolean;
  /** Resolves when what a task has caused has arrived. */
  readonly settled: () => Promise<void>;
  /** Hears when it was stopped, let go or moved by hand. */
  readonly onMoved?: ((position: ClockPosition) => void) | undefined;
}

interface Task {
  due: number;
  readonly order: number;
  readonly run: () => void;
}

// Real ones, taken before a test puts others in their place: the backend's time is steered here, not by fake timers.
const { setTimeout: startTimer, clearTimeout: stopTimer } = globalThis;
const wallNow = Date.now.bind(Date);
/** The longest time that a timer can wait; it is set again after it. */
const LONGEST_TIMER = 2 ** 31 - 1;

const byDue = (a: Task, b: Task) => a.due - b.due || a.order - b.order;

/** Makes a clock that runs with the wall clock, unless it is frozen, and can be moved on. */
export function steeredClock({ start, frozen, settled, onMoved }: SteeredClockOptions): SteeredClock {
  /** In order of what is due first. */
  const tasks: Task[] = [];
  let order = 0;
  let ahead = start === undefined ? 0 : start - wallNow();
  let frozenAt: number | undefined = frozen ? (start ?? wallNow()) : undefined;
  /** Where the time stands while it is being moved. */
  let movedTo: number | undefined;
  let timer: ReturnType<typeof startTimer> | undefined;
  let moving: Promise<void> = Promise.resolve();
  let isStopped = false;

  const now = () => movedTo ?? frozenAt ?? wallNow() + ahead;

  /** Wakes up for the next task, if the time runs by itself. */
  function rearm(): void {
    if (timer !== undefined) stopTimer(timer);
    timer = undefined;
    const next = tasks[0];
    if (!next || frozenAt !== undefined || movedTo !== undefined || isStopped) return;
    timer = startTimer(runDue, Math.min(Math.max(0, next.due - now()), LONGEST_TIMER));
  }

  function runDue(): void {
    try {
      runUntil(now());
    } finally {
      rearm();
    }
  }

  function runUntil(time: number): void {
    for (let task = tasks[0]; task && task.due <= time; task = tasks[0]) {
      tasks.shift();
      task.run();
    }
  }

  async function move(target: number): Promise<void> {
    try {
      movedTo = now();
      rearm();
      await settled();
      for (let task = tasks[0]; task && task.due <= target && !isStopped; task = tasks[0]) {
        movedTo = Math.max(movedTo, task.due);
        runUntil(movedTo);
        await settled();
      }
      movedTo = Math.max(movedTo, target);
    } finally {
      if (frozenAt !== undefined) frozenAt = movedTo;
      else ahead = (movedTo ?? 0) - wallNow();
      movedTo = undefined;
      moved();
    }
  }

  function position(): ClockPosition {
    return frozenAt === undefined ? { ahead } : { frozenAt };
  }

  function moved(): void {
    rearm();
    onMoved?.(position());
  }

  function requireGoing(doing: string): void {
    if (!isStopped) return;
    throw new UsageError(
      `Failed to ${doing}: its app has been taken away, or the testkit is closed. Set up another one.`,
    );
  }

  /** One after the other: each move begins where the one before has ended. */
  function inTurn(targetOf: () => number): Promise<void> {
    const moved = moving.then(() => move(targetOf()));
    moving = moved.catch(() => {}); // Whoever asked for it hears of it; the next one goes on.
    return moved;
  }

  return {
    now,
    schedule(delay, run) {
      if (isStopped) return () => {};
      const task: Task = { due: now() + Math.max(0, delay), order: order++, run };
      insertSorted(tasks, task, byDue);
      if (tasks[0] === task) rearm();
      return () => {
        const at = lowerBound(tasks, (other) => byDue(other, task) < 0);
        if (tasks[at] === task) tasks.splice(at, 1);
        if (tasks.length === 0) rearm();
      };
    },
    freeze() {
      requireGoing("freeze the clock");
      frozenAt ??= now();
      moved();
    },
    resume() {
      requireGoing("resume the clock");
      if (frozenAt === undefined) return;
      ahead = frozenAt - wallNow();
      frozenAt = undefined;
      moved();
    },
    async advance(duration) {
      requireGoing("advance the clock");
      const milliseconds = readDuration(duration, "advance the clock");
      await inTurn(() => now() + milliseconds);
    },
    async set(time) {
      requireGoing("set the clock");
      const target = readTime(time, "set the clock");
      const passed = now();
      if (target < passed) {
        throw new UsageError(
          `Failed to set the clock: ${at(target)} has passed, it is ${at(passed)}. Time only goes on; set up a testkit with \`now\` to begin earlier.`,
        );
      }
      await inTurn(() => target);
    },
    idle: () => moving,
    position,
    place(position) {
      isStopped = false;
      const before = now();
      frozenAt = "frozenAt" in position ? position.frozenAt : undefined;
      if ("ahead" in position) ahead = position.ahead;
      const shift = now() - before;
      for (const task of tasks) task.due += shift;
      moved();
    },
    stop() {
      isStopped = true;
      tasks.length = 0;
      rearm();
    },
  };
}

/**
 * A position at which the time is this one or later, though the wall clock of this machine may be behind.
 *
 * @param time unix milliseconds
 */
export function notBefore(time: number, position: ClockPosition): ClockPosition {
  return "ahead" in position ? { ahead: Math.max(position.ahead, time - wallNow()) } : position;
}

function at(time: number): string {
  return new Date(time).toISOString();
}
