/** Where a page takes its time from. */
export interface RealmClock {
  /** Unix milliseconds. */
  now(): number;
  /** Runs something once, so many milliseconds later; what it gives cancels that. */
  after(milliseconds: number, run: () => void): () => void;
}

/** The time of this process. */
export const processClock: RealmClock = {
  now: Date.now,
  after(milliseconds, run) {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
