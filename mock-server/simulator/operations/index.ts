import type { z } from "zod";
import type { Operation } from "../operation.ts";
import * as authTokens from "./auth-tokens.ts";
import * as sessions from "./sessions.ts";
import * as users from "./users.ts";

const modules = { ...authTokens, ...sessions, ...users };

type Exports = typeof modules;
type Operations = {
  [K in keyof Exports as Exports[K] extends Operation ? Exports[K]["name"] : never]: Exports[K];
};

/** Everything the service can do, by name. */
export const operations = modules as Operations;

export type OperationName = keyof Operations;
export type InputOf<N extends OperationName> = z.input<Operations[N]["input"]>;
export type ResultOf<N extends OperationName> = ReturnType<Operations[N]["run"]>;
