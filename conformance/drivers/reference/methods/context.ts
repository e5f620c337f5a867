import type { ClientOptions, MethodName, ParamsOf, User } from "../../../protocol/index.ts";
import type { Behaviour, ClientRequest } from "../behaviour.ts";
import type { Connection } from "../connection.ts";
import type { ClientEvent } from "../frames.ts";
import type { ListState } from "../lists.ts";
import type { Answer } from "../rest.ts";
import type { Ringing } from "../ringing.ts";
import type { Session } from "../session.ts";

/** What methods work with. */
export interface Context {
  readonly options: ClientOptions;
  readonly behaviour: Behaviour;
  readonly connection: Connection;
  readonly session: () => Session | undefined;
  readonly setSession: (session: Session | undefined) => void;
  readonly me: () => User;
  readonly ringing: Ringing;
  readonly tell: (event: ClientEvent) => void;
  readonly list: (name: string, filters: Readonly<Record<string, unknown>>) => ListState;
  readonly ask: (
    request: Omit<ClientRequest, "asked" | "api"> & { readonly api?: "admin" },
  ) => Promise<Answer>;
}

/** Some of the client's methods. */
export type Methods = { readonly [M in MethodName]?: (params: ParamsOf<M>) => Promise<unknown> };
