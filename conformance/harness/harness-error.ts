/** A failure of the harness itself, or of the place where it runs: no client is blamed for it. */
export class HarnessError extends Error {
  override readonly name = "HarnessError";
}

export function invariantAnswer(holds: boolean, text: string): asserts holds {
  if (!holds) throw new HarnessError(`Failed to prepare a case: ${text}`);
}
