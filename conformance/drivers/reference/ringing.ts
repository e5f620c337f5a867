import type { ClientClock } from "./clock.ts";

/** What a client remembers of the calls that its app has to do with. */
export interface Ringing {
  /** A call was made that rings now: it is given up unless it stops ringing before. */
  begin(sessionId: string, giveUp: () => void): void;
  /** It rings no longer. */
  stop(sessionId: string): void;
  /** The app has joined, at this time in seconds. */
  join(sessionId: string, at: number | undefined): void;
  joinedAt(sessionId: string): number | undefined;
  /** Forgets everything. */
  clear(): void;
}

/** @param milliseconds for which a call rings */
export function createRinging(clock: ClientClock, milliseconds: number): Ringing {
  const cancels = new Map<string, () => void>();
  const joined = new Map<string, number>();
  const stop = (sessionId: string) => {
    cancels.get(sessionId)?.();
    cancels.delete(sessionId);
  };
  return {
    begin(sessionId, giveUp) {
      cancels.set(sessionId, clock.after(milliseconds, giveUp));
    },
    stop,
    join(sessionId, at) {
      if (at !== undefined) joined.set(sessionId, at);
    },
    joinedAt: (sessionId) => joined.get(sessionId),
    clear() {
      for (const sessionId of [...cancels.keys()]) stop(sessionId);
      joined.clear();
    },
  };
}
