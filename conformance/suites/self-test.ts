/** How much of the suites is run to prove the harness itself: always the same cases. */
export const SELF_TEST = { seed: 1, runs: 8 } as const;
