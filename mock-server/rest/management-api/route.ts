import type * as z from "zod";
import type { App } from "../../simulator/app.ts";
import type { OperationName, ResultOf } from "../../simulator/operations/index.ts";
import type { InputFor } from "../../simulator/simulator.ts";
import type { Json } from "../../wire/json-text.ts";
import type { Of, Shape } from "../../wire/shape.ts";
import type { pagesShape } from "../paging.ts";
import type { Query } from "../query.ts";
import type { Method } from "../route.ts";

/** What an app is made with. */
export interface NewApp {
  readonly name: string;
  readonly region: string;
  /** Whether it begins with users and groups to try it with. */
  readonly withSampleData: boolean;
}

/** The apps of the account that manages them. */
export interface Apps {
  /** Oldest first. */
  list(): readonly App[];
  create(options: NewApp): App;
  /** Removes an app with everything in it. */
  remove(appId: string): void;
}

/** A request as the management routes see it. */
export interface ManagementCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What management routes work with. */
export interface Management {
  readonly apps: Apps;
  /** Unix seconds. */
  now(): number;
  /** The app that the path names. @throws ServiceError `AUTH_ERR_INVALID_APPID` */
  app(call: ManagementCall): App;
  /** Does something in that app. @throws ServiceError when the service refuses it */
  run<N extends OperationName>(
    call: ManagementCall,
    operation: N,
    input: { readonly [K in keyof InputFor<N>]?: unknown },
  ): ResultOf<N>;
}

export interface ManagementAnswer<D = object> {
  readonly data: D;
  /** For lists that are read page by page. */
  readonly meta?: Of<typeof pagesShape>;
}

/** One thing that the account may ask for. */
export interface ManagementRoute<S extends Shape = Shape> {
  readonly method: Method;
  readonly path: string;
  /** What it does and takes, where that is no operation of an app: for the description of the API. */
  readonly about?: { readonly name: string; readonly input: z.ZodType };
  /** What the answer's `data` looks like. */
  readonly answers: S;
  /** Whether the answer has a `meta` beside it. */
  readonly isPaged?: true;
  readonly answer: (management: Management, call: ManagementCall) => ManagementAnswer<Json<Of<S>>>;
}

/** Declares a route of the account's: a typed identity, so that what it answers has the shape that it says. */
export function managementRoute<S extends Shape>(spec: ManagementRoute<S>): ManagementRoute {
  return spec as unknown as ManagementRoute;
}
