/** A bug of this project, not of its caller: never caught, so that no client is blamed for it. */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}

/**
 * States what must hold whatever the input.
 *
 * @throws InvariantError when it does not
 */
export function invariant(condition: unknown, text: string): asserts condition {
  if (!condition) throw new InvariantError(`Bug in the simulator: ${text}`);
}
