import type { Behaviour } from "../drivers/reference/index.ts";

/** The reference client with one thing wrong. */
export interface ClientMutant {
  readonly name: string;
  /** Rules of which one has to catch it. */
  readonly rules: readonly string[];
  readonly behaviour: Partial<Behaviour>;
}
