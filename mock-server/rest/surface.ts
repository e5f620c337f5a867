import type { Credentials } from "../simulator/actor.ts";
import { ServiceError, serviceError } from "../simulator/errors.ts";
import type { DomainEvent } from "../simulator/events.ts";
import type { App, Simulator } from "../simulator/simulator.ts";
import { readHost } from "../wire/host.ts";
import { viewpoint, type Viewpoint } from "../wire/viewpoint.ts";
import { adminApi } from "./admin-api/index.ts";
import { type Body, NO_BODY, readBody } from "./body.ts";
import type { Call, Side } from "./call.ts";
import { clientApi } from "./client-api/index.ts";
import { readQuery } from "./query.ts";
import { readTarget, type RequestTarget } from "./request-target.ts";
import { dataResponse, errorResponse, preflightResponse } from "./responses.ts";
import type { AnyRoute, Route } from "./route.ts";
import { compileRoutes, type Match } from "./router.ts";

/** What the REST surface works with. */
export interface RestOptions {
  readonly simulator: Simulator;
  /**
   * Hears at once what a command has brought about, before the answer is printed.
   *
   * @param resource the session that caused it (the `resource` header)
   */
  readonly onOutcome?: (appId: string, events: readonly DomainEvent[], resource: string | undefined) => void;
  /** Hears of a bug of this project, which the client is answered with `ERR_EXCEPTION`. */
  readonly onBug?: (error: unknown) => void;
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
  readonly target: RequestTarget;
  readonly credentials: Credentials;
  readonly resource: string | undefined;
}

/**
 * Makes the REST API of all apps of a simulator: that for clients and that for servers.
 *
 * @example const response = await createRestSurface({ simulator }).fetch(request);
 */
export function createRestSurface({ simulator, onOutcome, onBug }: RestOptions): RestSurface {
  const routers = { client: compileRoutes(clientApi), server: compileRoutes(adminApi) };

  return {
    fetch(request) {
      try {
        if (request.method === "OPTIONS") return preflightResponse(request.headers);
        const incoming = open(request);
        if (request.method === "GET") return answer(incoming, NO_BODY);
        const body = readBody(request, incoming.match.routes[0]?.body);
        return body.then((fields) => answer(incoming, fields)).catch(refuse);
      } catch (error) {
        return refuse(error);
      }
    },
  };

  /** @throws ServiceError when nothing here answers such a request, or it does not say by whom it is made */
  function open({ method, url, headers }: Request): Incoming {
    const target = readTarget(url);
    const { vendor } = readHost(target.host);
    const apiKey = headers.get("apikey");
    const side = apiKey !== null || vendor?.service === "api" ? "server" : "client";
    const match = routers[side].match(method, target.path);
    if (match instanceof ServiceError) {
      const forServers = side === "client" && headers.get("authtoken") === null;
      const isServers = forServers && !(routers.server.match(method, target.path) instanceof ServiceError);
      throw isServers ? serviceError("AUTH_ERR_EMPTY_APIKEY") : match;
    }
    const app = appOf(headers.get("appid") || vendor?.appId, vendor?.region);
    const credentials = credentialsOf(headers, side, match.routes[0]);
    return { app, side, match, target, credentials, resource: headers.get("resource") ?? undefined };
  }

  function appOf(appId: string | undefined, region: string | undefined): App {
    if (!appId) throw serviceError("AUTH_ERR_EMPTY_APPID");
    const app = simulator.app(appId);
    if (!app || (region !== undefined && region !== app.region)) {
      throw serviceError("AUTH_ERR_INVALID_APPID", { appId });
    }
    return app;
  }

  function answer({ app, side, match, target, credentials, resource }: Incoming, body: Body): Response {
    const query = readQuery(target.query, side === "server");
    const call: Call = { side, host: target.host, params: match.params, query, body };
    // Every route prints what its own operation gives; TypeScript cannot follow that through the union of all routes.
    const route = match.routes.find(({ when }) => !when || when(call)) as unknown as Route | undefined;
    if (!route) throw serviceError("ERR_BAD_REQUEST");
    const { appId } = app;
    const outcome = simulator.execute({
      appId,
      operation: route.operation,
      as: credentials,
      input: route.input?.(call),
      resource,
    });
    if (!outcome.ok) return errorResponse(outcome.error);
    onOutcome?.(appId, outcome.events, resource);
    const view = viewpointOf(app, credentials);
    return dataResponse(route.print(outcome.value as never, view, call), route.meta?.(outcome.value as never, view, call));
  }

  function refuse(error: unknown): Response {
    if (error instanceof ServiceError) return errorResponse(error);
    onBug?.(error);
    return errorResponse(serviceError("ERR_EXCEPTION"));
  }
}

/** @throws ServiceError when they are missing, before a body is read for nothing */
function credentialsOf(headers: Headers, side: Side, route: AnyRoute | undefined): Credentials {
  if (route?.credentials === "jwt") {
    return { kind: "jwt", jwt: headers.get("authorization")?.replace(/^Bearer /i, "") };
  }
  if (side === "client") {
    const authToken = headers.get("authtoken");
    if (!authToken) throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
    return { kind: "authToken", authToken };
  }
  const apiKey = headers.get("apikey");
  if (!apiKey) throw serviceError("AUTH_ERR_EMPTY_APIKEY");
  return { kind: "apiKey", apiKey, onBehalfOf: headers.get("onbehalfof") || undefined };
}

function viewpointOf(app: App, credentials: Credentials): Viewpoint {
  const { authTokens, apiKeys } = app.state;
  if (credentials.kind === "authToken") {
    return viewpoint(app, authTokens.get(credentials.authToken ?? "")?.uid);
  }
  if (credentials.kind !== "apiKey") return viewpoint(app, undefined);
  // Clients hold the Auth Key too.
  const isServer = apiKeys.get(credentials.apiKey ?? "")?.scope === "fullAccess";
  return viewpoint(app, credentials.onBehalfOf?.toLowerCase(), isServer);
}
