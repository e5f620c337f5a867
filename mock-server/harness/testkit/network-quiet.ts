import type { Surface } from "../surface.ts";

/** Milliseconds of real time without anything new, after which clients are taken to have nothing more to say. */
const QUIET = 15;
/** Milliseconds after which nothing is waited for any longer: there may be others who never rest. */
const PATIENCE = 1_000;

// Real ones, taken before a test puts others in their place.
const { setTimeout: startTimer } = globalThis;
const realNow = performance.now.bind(performance);

/** Knows whether there is anything going on between a surface and its clients behind a network. */
export interface NetworkQuiet {
  /** The same surface, whose traffic counts. */
  watch<S extends Surface>(surface: S): S;
  /** Resolves once what was sent has been answered, as far as can be told from this end. */
  settled(): Promise<void>;
}

/** Watches the clients of one server. */
export function networkQuiet(): NetworkQuiet {
  let isRestless = false;

  return {
    watch: (surface) => ({
      ...surface,
      answer(request) {
        isRestless = true;
        return surface.answer(request);
      },
      openSocket(peer, address) {
        isRestless = true;
        const session = surface.openSocket(
          {
            send(text) {
              isRestless = true;
              peer.send(text);
            },
            close: peer.close,
          },
          address,
        );
        return {
          receive(text) {
            isRestless = true;
            session.receive(text);
          },
          closed: session.closed,
        };
      },
    }),
    async settled() {
      const since = realNow();
      while (isRestless && realNow() - since < PATIENCE) {
        isRestless = false;
        await new Promise((resolve) => startTimer(resolve, QUIET));
      }
    },
  };
}
