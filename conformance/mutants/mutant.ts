import type { Behaviour } from "../drivers/reference/index.ts";
import type { BrokenServer } from "../harness/broken-server.ts";

/** The reference client or the mock server with one thing wrong. */
export interface Mutant {
  readonly name: string;
  /** Rules of which one has to catch it; any, where none is named. */
  readonly rules: readonly string[];
  /** What is wrong with the client. */
  readonly behaviour?: Partial<Behaviour>;
  /** What is wrong with the server. */
  readonly server?: BrokenServer;
  /** Why nothing catches it, where that is known. */
  readonly lives?: string;
}
