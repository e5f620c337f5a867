import type { ClientOptions } from "../protocol/index.ts";

/** What a client was seen to ask, as the service has logged it. */
export interface SeenRequest {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Iterable<[name: string, value: string]> & Pick<Headers, "get">;
  readonly body: string | undefined;
  readonly code: string | undefined;
  /** The answer's body. */
  readonly answer: string | undefined;
}

/** What the service has understood. */
export interface SeenCommand {
  readonly operation: string;
  readonly uid: string | undefined;
  readonly input: unknown;
  readonly changed: boolean;
}

/** One text frame of a client. */
export interface SeenFrame {
  readonly uid: string | undefined;
  readonly deviceId: string | undefined;
  readonly direction: "in" | "out";
  readonly text: string;
}

/** What the service has logged since some moment: of a hosted service nobody knows. */
export interface Seen {
  readonly requests: readonly SeenRequest[];
  readonly commands: readonly SeenCommand[];
  readonly frames: readonly SeenFrame[];
  /** For a reader. */
  readonly transcript: string;
}

/** The app that one case runs in. */
export interface CaseApp {
  readonly appId: string;
  readonly region: string;
  readonly authKey: string;
  readonly restApiKey: string;
  /** Where clients find the service, unless it is where the vendor has it. */
  readonly where: Pick<ClientOptions, "hosts" | "caFile">;
  /** What a case's users and groups are to be called by, where the app has others as well. */
  readonly prefix?: string;
  /** Asks the admin API. */
  readonly admin: (verb: string, path: string, body?: unknown) => Promise<unknown>;
  /** Unix milliseconds, as the service has it. */
  now(): number;
  /** Whether time stands still until it is moved. */
  readonly isVirtual: boolean;
  /** Whether clients reach it over a network: what is on its way cannot be told from here. */
  readonly isRemote: boolean;
  /** Moves the service's time on, where it is virtual. */
  advance(milliseconds: number): Promise<void>;
  /** Resolves when everything that is on its way has arrived. */
  settled(): Promise<void>;
  /** A moment to look back to. */
  mark(): number;
  /** What was logged since; `undefined` where nobody knows. */
  since(mark: number): Seen | undefined;
  /** How many sockets each device has, by its id; nothing where nobody knows. */
  openSockets(): ReadonlyMap<string, number> | undefined;
  /** Adds a fault of the mock server; what it gives takes that away. */
  readonly addFault: ((fault: object) => () => void) | undefined;
  close(): Promise<void>;
}

/** Where cases run. */
export interface Place {
  /** Whether it leaves out what others would notice, and what only a mock server shows. */
  readonly isPartial?: boolean;
  /** Makes an app with nothing in it. */
  openApp(): Promise<CaseApp>;
  close(): Promise<void>;
}
