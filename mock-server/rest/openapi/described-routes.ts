import type { ErrorCode } from "../../simulator/errors.ts";
import { invariant } from "../../simulator/invariant.ts";
import { type OperationName, operations } from "../../simulator/operations/index.ts";
import { AUTH_ONLY_OPERATIONS } from "../../simulator/rules/key-privileges.ts";
import type { Shape } from "../../wire/shape.ts";
import type { Call, Side } from "../call.ts";
import type { Management, ManagementRoute } from "../management-api/route.ts";
import { pagesShape } from "../paging.ts";
import type { AnyRoute, BodyKind, Method } from "../route.ts";
import { inputSchema, jsonSchemaOf } from "./input-schema.ts";
import type { JsonSchema, Security } from "./openapi-types.ts";
import { describeReads, describeRoute, type RouteDescription } from "./route-description.ts";
import { attempt, emptyCall, type Probeable } from "./route-reads.ts";
import { chatRefusals, managementRefusals } from "./route-refusals.ts";

/** Whose API it is; `control` is what tests steer a server by, which is none of the vendor's. */
export type Api = Side | "management" | "control";

/** A route of whichever API, as its description needs it. */
export interface DescribedRoute {
  readonly api: Api;
  readonly method: Method;
  readonly path: string;
  /** What it does: the name of its operation. */
  readonly name: string;
  readonly body: BodyKind | undefined;
  /** What the `data` of its answers looks like. */
  readonly answers: Shape;
  /** What the `meta` beside it looks like, for lists. */
  readonly meta: Shape | undefined;
  /** The codes it may be refused with. */
  readonly refusals: readonly ErrorCode[];
  readonly security: readonly Security[];
  readonly remark: string | undefined;
  /** Under what it stands; what its path is about when left out. */
  readonly tag?: string;
  describe(): RouteDescription;
}

/** The routes of one of the chat's own APIs. */
export function chatRoutes(side: Side, routes: readonly AnyRoute[]): readonly DescribedRoute[] {
  return routes.map((route) => ({
    api: side,
    method: route.method,
    path: route.path,
    name: route.operation,
    body: route.body,
    answers: route.answers,
    meta: route.meta?.shape,
    refusals: chatRefusals(route, side),
    security: securityOf(route, side),
    remark:
      side === "server" && AUTH_ONLY_OPERATIONS.has(route.operation)
        ? "An `authOnly` key will do."
        : undefined,
    describe: () => describeRoute(route, side),
  }));
}

function securityOf({ operation, credentials }: AnyRoute, side: Side): readonly Security[] {
  const { access } = operations[operation];
  if (access === "link") return [];
  if (credentials === "jwt") return [{ appId: [], jwt: [] }];
  if (side === "client") return [{ appId: [], authToken: [] }];
  const asApp = { appId: [], apiKey: [] };
  const asUser = { ...asApp, onBehalfOf: [] };
  return { key: [asApp], user: [asUser], any: [asApp, asUser] }[access];
}

/** The routes by which an account manages its apps. */
export function managementRoutes(routes: readonly ManagementRoute[]): readonly DescribedRoute[] {
  return routes.map((route) => {
    const asked = askedOf(route);
    return {
      api: "management",
      method: route.method,
      path: route.path,
      name: asked.name,
      body: undefined,
      answers: route.answers,
      meta: route.isPaged && pagesShape,
      refusals: managementRefusals(asked.operation),
      security: [{ accountKey: [], accountSecret: [] }],
      remark: undefined,
      describe: () => describeReads(asked, "server", asked.schema()),
    };
  });
}

interface AskedRoute extends Probeable {
  readonly name: string;
  readonly operation: OperationName | undefined;
  schema(): JsonSchema;
}

/** What a management route asks for: it says so itself, or it is asked, and runs one operation. */
function askedOf({ method, path, about, answer }: ManagementRoute): AskedRoute {
  if (about) {
    const { name, input } = about;
    const schema = () => jsonSchemaOf(input);
    const fields = Object.keys(schema().properties ?? {});
    const inQuery = ({ query }: Call) =>
      Object.fromEntries(fields.map((field) => [field, query.text(field)]));
    return {
      path,
      name,
      operation: undefined,
      schema,
      input: (call) => (method === "GET" ? inQuery(call) : { ...call.body }),
    };
  }
  const ask = (call: Call) => {
    const asked: { readonly operation: OperationName; readonly input: unknown }[] = [];
    const run: Management["run"] = (_call, operation, input) => {
      asked.push({ operation, input });
      throw new Error("It is only asked, and nothing is done.");
    };
    attempt(() => answer({ run } as Management, { ...call, params: call.params as Record<string, string> }));
    return asked[0];
  };
  const operation = ask(emptyCall("server"))?.operation;
  invariant(operation, `the management route ${path} runs no operation`);
  return {
    path,
    name: operation,
    operation,
    schema: () => inputSchema(operation),
    input: (call) => ask(call)?.input,
  };
}
