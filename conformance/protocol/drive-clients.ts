import type { Driver } from "./driver.ts";
import type { AppState, ClientOptions, Description, DriverEvent, NetworkState, Outcome } from "./messages.ts";

/** One client, as a driver needs it. */
export interface DrivenClient {
  call(method: string, params: Readonly<Record<string, unknown>>): Promise<Outcome>;
  setAppState(state: AppState): void;
  setNetwork(state: NetworkState): void;
  /** Ends it as the end of its app would. */
  close(): Promise<void> | void;
}

/** The time of all clients, where it stands still until it is moved. */
export interface DrivenClock {
  advance(milliseconds: number): void;
  /** Milliseconds until the next timer is due. */
  nextDue(): number | undefined;
}

/** Tells what a client's app has heard. */
export type TellEvent = (event: Pick<DriverEvent, "listener" | "name" | "payload">) => void;

/** What a driver is made of. */
export interface DrivenClients {
  readonly description: Description;
  /** Only for a driver that claims `virtualClock`. */
  readonly clock?: DrivenClock | undefined;
  /** Makes a client with nobody logged in. */
  readonly open: (options: ClientOptions, tell: TellEvent) => Promise<DrivenClient> | DrivenClient;
}

/** Makes a driver of a way to make clients: it holds them by their ids, and numbers what each of them tells. */
export function driveClients({ description, clock, open }: DrivenClients): Driver {
  const clients = new Map<string, DrivenClient>();
  let listener: (event: DriverEvent) => void = () => {};

  function clientOf(clientId: string): DrivenClient {
    const client = clients.get(clientId);
    if (!client) throw new Error(`There is no client ${JSON.stringify(clientId)}.`);
    return client;
  }

  async function close(clientId: string): Promise<void> {
    const client = clientOf(clientId);
    clients.delete(clientId);
    await client.close();
  }

  async function reset(): Promise<void> {
    await Promise.all([...clients.keys()].map(close));
  }

  return {
    describe: async () => description,
    async createClient(options) {
      const { clientId } = options;
      if (clients.has(clientId)) throw new Error(`There is a client ${JSON.stringify(clientId)} already.`);
      let seq = 0;
      let isClosed = false;
      const client = await open(options, ({ listener: of, name, payload }) => {
        if (isClosed) return;
        seq += 1;
        listener({ clientId, listener: of, name, payload, seq });
      });
      clients.set(clientId, {
        ...client,
        close() {
          isClosed = true;
          return client.close();
        },
      });
    },
    closeClient: close,
    call: async (clientId, method, params) => clientOf(clientId).call(method, params),
    async setAppState(clientId, state) {
      clientOf(clientId).setAppState(state);
    },
    async setNetwork(clientId, state) {
      clientOf(clientId).setNetwork(state);
    },
    async advanceClock(milliseconds) {
      if (!clock) throw new Error("The clients' clock is not one that can be moved.");
      clock.advance(milliseconds);
      return { nextDue: clock.nextDue() };
    },
    reset,
    shutdown: reset,
    onEvent(heard) {
      listener = heard;
    },
  };
}
