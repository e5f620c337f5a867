import type { Credentials } from "../simulator/actor.ts";
import { type ErrorCode, ServiceError, serviceError } from "../simulator/errors.ts";
import type { App, Outcome, Simulator } from "../simulator/simulator.ts";
import { readHost } from "../wire/host.ts";
import { adminApi } from "./admin-api/index.ts";
import { type Body, NO_BODY, readBody } from "./body.ts";
import type { Call, Side } from "./call.ts";
import { clientApi } from "./client-api/index.ts";
import { credentialsOf, viewpointOf } from "./credentials.ts";
import { readQuery } from "./query.ts";
import { type RequestTarget, readTarget } from "./request-target.ts";
import { dataResponse, errorResponse, preflightResponse } from "./responses.ts";
import type { Route } from "./route.ts";
import { compileRoutes, type Match } from "./router.ts";

/** What the REST surface works with. */
export interface RestOptions {
  readonly simulator: Simulator;
  /**
   * Hears at once of what a command has brought about, before the answer is printed.
   *
   * @param resource the session that caused it (the `resource` header)
   */
  readonly onOutcome?:
    | ((outcome: Extract<Outcome, { readonly ok: true }>, resource: string | undefined) => void)
    | undefined;
  /** Hears of every request that was answered; a browser's preflights are none of its own. */
  readonly onRequest?: ((report: RequestReport) => void) | undefined;
  /** Hears of a bug of this project, which the client is answered with `ERR_EXCEPTION`. */
  readonly onBug?: ((error: unknown) => void) | undefined;
}

/** How a request was answered. */
export interface RequestReport {
  readonly method: string;
  /** As it came, without the query. */
  readonly path: string;
  readonly status: number;
  /** The service's error code, for a refusal. */
  readonly code?: ErrorCode | undefined;
  /** Who asked, when a user did. */
  readonly uid?: string | undefined;
  /** Milliseconds until the answer was ready. */
  readonly ms: number;
}

export interface RestSurface {
  /** Answers any request. Never throws, never rejects. */
  fetch(request: Request): Response | Promise<Response>;
}

/** A request of which everything but the body has been read. */
interface Incoming {
  readonly app: App;
  readonly side: Side;
  readonly match: Match;
  readonly credentials: Credentials;
  readonly resource: string | undefined;
}

interface Reply {
  readonly response: Response;
  readonly code?: ErrorCode;
  readonly uid?: string | undefined;
}

/**
 * Makes the REST API of all apps of a simulator: that for clients and that for servers.
 *
 * @example const response = await createRestSurface({ simulator }).fetch(request);
 */
export function createRestSurface({ simulator, onOutcome, onRequest, onBug }: RestOptions): RestSurface {
  const routers = { client: compileRoutes(clientApi), server: compileRoutes(adminApi) };

  return {
    fetch(request) {
      if (request.method === "OPTIONS") return preflightResponse(request.headers);
      const started = onRequest ? performance.now() : 0;
      const target = readTarget(request.url);
      const finish = ({ response, code, uid }: Reply): Response => {
        const { method } = request;
        onRequest?.({
          method,
          path: target.path,
          status: response.status,
          code,
          uid,
          ms: performance.now() - started,
        });
        return response;
      };
      const reply = replyTo(request, target);
      return reply instanceof Promise ? reply.then(finish) : finish(reply);
    },
  };

  function replyTo(request: Request, target: RequestTarget): Reply | Promise<Reply> {
    try {
      const incoming = open(request, target);
      if (request.method === "GET") return answer(incoming, target, NO_BODY);
      const body = readBody(request, incoming.match.routes[0]?.body);
      return body.then((fields) => answer(incoming, target, fields)).catch(refuse);
    } catch (error) {
      return refuse(error);
    }
  }

  /** @throws ServiceError when nothing here answers such a request, or it does not say by whom it is made */
  function open({ method, headers }: Request, { host, path }: RequestTarget): Incoming {
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
    return { app, side, match, credentials, resource: headers.get("resource") ?? undefined };
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

  function answer(incoming: Incoming, { host, query }: RequestTarget, body: Body): Reply {
    const { app, side, match, credentials, resource } = incoming;
    const call: Call = {
      side,
      host,
      authToken: credentials.kind === "authToken" ? credentials.authToken : undefined,
      params: match.params,
      query: readQuery(query, side === "server"),
      body,
    };
    // Every route prints what its own operation gives; TypeScript cannot follow that through the union of all routes.
    const route = match.routes.find(({ when }) => !when || when(call)) as unknown as Route | undefined;
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
    });
    if (!outcome.ok) return { ...refusal(outcome.error), uid: view.viewer };
    onOutcome?.(outcome, resource);
    const value = outcome.value as never;
    const response = dataResponse(route.print(value, view, call), route.meta?.(value, view, call));
    return { response, uid: view.viewer };
  }

  function refuse(error: unknown): Reply {
    if (error instanceof ServiceError) return refusal(error);
    onBug?.(error);
    return refusal(serviceError("ERR_EXCEPTION"));
  }

  function refusal(error: ServiceError): Reply {
    return { response: errorResponse(error), code: error.code };
  }
}
