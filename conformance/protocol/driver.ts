import type { AppState, ClientOptions, Description, DriverEvent, NetworkState, Outcome } from "./messages.ts";

/**
 * What the harness drives clients by. In the same process it is used as it is; another process is spoken to by JSON-RPC,
 * one request for each of these. A rejection says that the driver is broken: what went wrong for the client's app is an
 * outcome of `call`.
 */
export interface Driver {
  describe(): Promise<Description>;
  /** Makes a client with nobody logged in. */
  createClient(options: ClientOptions): Promise<void>;
  /** Ends a client, its sockets and its timers, as the end of its process would; the server is not asked. */
  closeClient(clientId: string): Promise<void>;
  /** Has a client do something, and gives what its app got. */
  call(clientId: string, method: string, params: Readonly<Record<string, unknown>>): Promise<Outcome>;
  setAppState(clientId: string, state: AppState): Promise<void>;
  setNetwork(clientId: string, state: NetworkState): Promise<void>;
  /** Moves the time of all clients on. Timers that are due fire in order. */
  advanceClock(milliseconds: number): Promise<{ readonly nextDue?: number | undefined }>;
  /** Closes all clients, and forgets what they have stored. */
  reset(): Promise<void>;
  /** Ends the driver. Nothing of it is left afterwards. */
  shutdown(): Promise<void>;
  /** Hears of every event, in the order of `seq` in each client. There is one listener. */
  onEvent(listener: (event: DriverEvent) => void): void;
}
