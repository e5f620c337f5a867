import type { HttpRequest } from "../http/request.ts";
import type { Credentials } from "../simulator/actor.ts";
import type { App } from "../simulator/app.ts";
import type { Accepted } from "../simulator/command.ts";
import { ServiceError, serviceError } from "../simulator/errors.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { readHost } from "../wire/host.ts";
import { adminApi } from "./admin-api/index.ts";
import type { Around } from "./around.ts";
import { NO_BODY, type ReadBody, readBody } from "./body.ts";
import type { Call, Side } from "./call.ts";
import { clientApi } from "./client-api/index.ts";
import { askerOf, credentialsOf, viewpointOf } from "./credentials.ts";
import { readQuery } from "./query.ts";
import { createRateLimiter, type RateUsage } from "./rate-limiter.ts";
import { dataReply, type Reply, refusal, withHeaders } from "./replies.ts";
import type { Route } from "./route.ts";
import { compileRoutes, type Match } from "./router.ts";

/** Hears of what a command has brought about. */
export type OutcomeListener = (outcome: Accepted, resource: string | undefined) => void;

/** What the API works with. */
export interface ApiOptions {
  readonly simulator: Simulator;
  readonly onOutcome: OutcomeListener | undefined;
  readonly around: Around;
  /** Turns whatever was thrown into an answer. */
  readonly refuse: (error: unknown) => Reply;
}

/** A request of which everything but the body has been read. */
interface Arrived {
  readonly request: HttpRequest;
  readonly app: App;
  readonly side: Side;
  readonly match: Match;
  /** By whom it is made, or why nobody knows. */
  readonly credentials: Credentials | ServiceError;
  readonly resource: string | undefined;
}

/** One that says by whom it is made. */
interface Incoming extends Arrived {
  readonly credentials: Credentials;
}

/** The tables never change, and every surface has the same. */
const routers = { client: compileRoutes(clientApi), server: compileRoutes(adminApi) };

/** Whether a request may carry the files of a message. */
export function takesFiles(method: string, path: string): boolean {
  const match = routers.client.match(method, path);
  return !(match instanceof ServiceError) && match.routes[0]?.body === "message";
}

/** Answers the requests of clients and servers: finds the route, executes its operation, prints the result. */
export function createApi({ simulator, onOutcome, around, refuse }: ApiOptions) {
  const limiter = createRateLimiter();

  return {
    /** @throws ServiceError for what can be refused without a look at the body */
    reply(request: HttpRequest): Reply | Promise<Reply> {
      const arrived = open(request);
      const { app, match, credentials } = arrived;
      const isClear = match.routes.length === 1;
      const operation = isClear ? (match.routes[0]?.operation ?? "") : operationOf(arrived, NO_BODY);
      const operationByBody = isClear || request.method === "GET" ? undefined : () => byBody(arrived);
      const uid = credentials instanceof ServiceError ? undefined : askerOf(app, credentials);
      return around({ request, app, operation, operationByBody, uid, refuse }, (cause) => {
        if (credentials instanceof ServiceError) return refuse(credentials);
        const incoming = arrived as Incoming;
        const usage = limiter.count(app, operation);
        return usage
          ? limited(usage, () => replyOrRefusal(incoming, cause))
          : replyOrRefusal(incoming, cause);
      });
    },
  };

  /** A body that is none is refused once it is read to be carried out. */
  async function byBody(arrived: Arrived): Promise<string> {
    try {
      return operationOf(arrived, await readBody(arrived.request, arrived.match.routes[0]?.body));
    } catch {
      return operationOf(arrived, NO_BODY);
    }
  }

  function replyOrRefusal(incoming: Incoming, cause: number | undefined): Reply | Promise<Reply> {
    const { request, match } = incoming;
    try {
      if (request.method === "GET") return answer(incoming, NO_BODY, cause);
      const body = readBody(request, match.routes[0]?.body);
      if (!(body instanceof Promise)) return answer(incoming, body, cause);
      return body.then((read) => answer(incoming, read, cause)).catch(refuse);
    } catch (error) {
      return refuse(error);
    }
  }

  /** The answer to a request that counts, with what it tells of the limit. */
  async function limited(usage: RateUsage, reply: () => Reply | Promise<Reply>): Promise<Reply> {
    const made = usage.refusal ? refuse(usage.refusal) : await reply();
    return { ...made, answer: withHeaders(made.answer, usage.headers) };
  }

  /** @throws ServiceError when nothing here answers such a request */
  function open(request: HttpRequest): Arrived {
    const { method, host, path, headers } = request;
    const { vendor } = readHost(host);
    const hasKey = headers.get("apikey") !== null;
    const side: Side = hasKey || vendor?.service === "api" ? "server" : "client";
    const match = routers[side].match(method, path);
    if (match instanceof ServiceError) {
      const asksAsServer = side === "client" && headers.get("authtoken") === null;
      throw asksAsServer && isServers(method, path) ? serviceError("AUTH_ERR_EMPTY_APIKEY") : match;
    }
    const app = appOf(headers.get("appid") || vendor?.appId, vendor?.region);
    const credentials = credentialsOf(headers, side, match.routes[0]);
    return { request, app, side, match, credentials, resource: headers.get("resource") ?? undefined };
  }

  function isServers(method: string, path: string): boolean {
    return !(routers.server.match(method, path) instanceof ServiceError);
  }

  function appOf(appId: string | undefined, region: string | undefined): App {
    if (!appId) throw serviceError("AUTH_ERR_EMPTY_APPID");
    const app = simulator.app(appId);
    if (!app || (region !== undefined && region !== app.region)) {
      throw serviceError("AUTH_ERR_INVALID_APPID", { appId });
    }
    return app;
  }

  function answer(incoming: Incoming, read: ReadBody, cause: number | undefined): Reply {
    const { app, credentials, resource } = incoming;
    const call = callOf(incoming, read);
    // Every route prints what its own operation gives; TypeScript cannot follow that through the union of all routes.
    const route = routeOf(incoming, call) as unknown as Route | undefined;
    if (!route) throw serviceError("ERR_BAD_REQUEST");
    // Before the operation, which may be a logout.
    const view = viewpointOf(app, credentials);
    const { appId } = app;
    const { operation } = route;
    const outcome = simulator.execute({
      appId,
      operation,
      as: credentials,
      input: route.input?.(call),
      resource,
      cause,
    });
    if (!outcome.ok) return refusal(outcome.error, view.viewer, read.text);
    onOutcome?.(outcome, resource);
    const value = outcome.value as never;
    const meta = route.meta?.print(value, view, call);
    return dataReply(route.print(value, view, call), meta, view.viewer, read.text);
  }
}

function callOf({ request, side, match, credentials }: Arrived, read: ReadBody): Call {
  return {
    side,
    host: request.host,
    authToken: "authToken" in credentials ? credentials.authToken : undefined,
    headers: request.headers,
    params: match.params,
    query: readQuery(request.query, side === "server"),
    body: read.fields,
    files: read.files,
  };
}

function routeOf({ match }: Arrived, call: Call) {
  return match.routes.find(({ when }) => !when || when(call));
}

/** What it asks for, of what shares its method and path. */
function operationOf(arrived: Arrived, read: ReadBody): string {
  return routeOf(arrived, callOf(arrived, read))?.operation ?? "";
}
