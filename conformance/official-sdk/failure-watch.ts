/** Something that went wrong inside a realm and that no promise of the SDK reported. */
export interface RealmFailure {
  readonly kind: "unhandled rejection" | "uncaught exception";
  readonly error: unknown;
}

interface Watched {
  readonly owns: (promise: Promise<unknown>) => boolean;
  readonly report: (error: unknown) => void;
}

const watched = new Set<Watched>();

function onRejection(error: unknown, promise: Promise<unknown>): void {
  for (const watch of watched) if (watch.owns(promise)) watch.report(error);
}

/**
 * Reports the unhandled rejections of one realm's promises until the returned function is called.
 *
 * Rejections inside a vm context surface on the process; a promise is told apart by the realm's own Promise class.
 * vitest listens on the process as well: with it, an unhandled rejection fails the run even if nobody asks here.
 */
export function watchRejections(
  owns: (promise: Promise<unknown>) => boolean,
  report: (error: unknown) => void,
): () => void {
  const watch: Watched = { owns, report };
  if (watched.size === 0) process.on("unhandledRejection", onRejection);
  watched.add(watch);
  return () => {
    watched.delete(watch);
    if (watched.size === 0) process.off("unhandledRejection", onRejection);
  };
}
