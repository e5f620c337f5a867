/**
 * The caller of our API or command line is wrong, or the machine refuses what they asked for.
 *
 * @example throw new UsageError('Failed to read --port: "abc" is not a port number. Give 0 to 65535.');
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
