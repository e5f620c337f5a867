import type { TestkitClock } from "./steered-clock.ts";

/**
 * Several clocks that are moved as one. Nothing crosses between the apps they are of, so each makes the whole move
 * before the next one does.
 *
 * @param clocks those that there are at the time; the first tells the time
 */
export function clocksTogether(clocks: () => readonly [TestkitClock, ...TestkitClock[]]): TestkitClock {
  const each = async (move: (clock: TestkitClock) => Promise<void>) => {
    for (const clock of clocks()) await move(clock);
  };
  return {
    now: () => clocks()[0].now(),
    freeze() {
      for (const clock of clocks()) clock.freeze();
    },
    resume() {
      for (const clock of clocks()) clock.resume();
    },
    set: (time) => each((clock) => clock.set(time)),
    advance: (duration) => each((clock) => clock.advance(duration)),
  };
}
