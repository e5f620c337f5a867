/** What msw says in the timer by which it keeps its worker awake. seen from msw 2.15 */
const MARK = "KEEPALIVE_REQUEST";

/**
 * Runs what starts msw's worker, and catches the timer that msw sets meanwhile: its `stop` leaves it running.
 *
 * @returns what was run, and what stops the timer
 */
export async function catchKeepAlive<T>(start: () => Promise<T>): Promise<readonly [T, () => void]> {
  const before = window.setInterval;
  const caught: ReturnType<typeof before>[] = [];
  const watching = ((...args: Parameters<typeof before>) => {
    const timer = before.apply(window, args);
    if (String(args[0]).includes(MARK)) caught.push(timer);
    return timer;
  }) as typeof before;
  const stop = () => {
    for (const timer of caught.splice(0)) window.clearInterval(timer);
  };
  window.setInterval = watching;
  try {
    return [await start(), stop];
  } catch (error) {
    stop();
    throw error;
  } finally {
    // What somebody else has put there since is theirs.
    if (window.setInterval === watching) window.setInterval = before;
  }
}
