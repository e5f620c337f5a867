import type { Credentials } from "../simulator/actor.ts";
import type { Clock } from "../simulator/clock.ts";
import { type ErrorCode, ServiceError, serviceError } from "../simulator/errors.ts";
import { LIMITS } from "../simulator/rules/limits.ts";
import type { App, Outcome, Simulator } from "../simulator/simulator.ts";
import { isFilesPath } from "../wire/file-urls.ts";
import { readHost } from "../wire/host.ts";
import { readMediaPath } from "../wire/media-addresses.ts";
import { adminApi } from "./admin-api/index.ts";
import { NO_BODY, type ReadBody, readBody } from "./body.ts";
import type { Call, Side } from "./call.ts";
import { replyForMedia } from "./call-media.ts";
import { clientApi } from "./client-api/index.ts";
import { credentialsOf, viewpointOf } from "./credentials.ts";
import { createExtensionRegistry, type KnownExtensions } from "./extensions/registry.ts";
import { createExtensionSurface } from "./extensions/surface.ts";
import { createFileStore, UPLOAD_BYTES } from "./files/file-store.ts";
import { isForm } from "./form.ts";
import { type Account, createManagementSurface } from "./management-api/index.ts";
import { createDescription } from "./openapi/pages.ts";
import { readQuery } from "./query.ts";
import { createRateLimiter, type RateUsage } from "./rate-limiter.ts";
import { type RequestTarget, readTarget } from "./request-target.ts";
import { dataResponse, errorResponse, preflightResponse, type Reply, withHeaders } from "./responses.ts";
import type { Route } from "./route.ts";
import { compileRoutes, type Match } from "./router.ts";

/** What the REST surface works with. */
export interface RestOptions {
  readonly simulator: Simulator;
  /** What the minutes of rate limits are counted on; without one, no app has any. */
  readonly clock?: Pick<Clock, "now"> | undefined;
  /** Who may make and remove apps, and set their webhooks; without one, nobody. */
  readonly account?: Account | undefined;
  /** What `callExtension` reaches; the built-in extensions unless given. */
  readonly extensions?: KnownExtensions | undefined;
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
  /** How large a request with files may be; nothing for all others, which are small. */
  bodyLimit(head: RequestHead): BodyLimit | undefined;
}

/** How large a body may be, and the error code for a larger one. */
export interface BodyLimit {
  readonly bytes: number;
  readonly code: ErrorCode;
}

/** What is known of a request before its body has come. */
export interface RequestHead {
  readonly method: string;
  /** With or without the query. */
  readonly path: string;
  readonly contentType: string | undefined;
}

/** A request of which everything but the body has been read. */
interface Incoming {
  readonly app: App;
  readonly side: Side;
  readonly match: Match;
  readonly credentials: Credentials;
  readonly resource: string | undefined;
  readonly headers: Headers;
}

/** The tables never change, and every surface has the same. */
const routers = { client: compileRoutes(clientApi), server: compileRoutes(adminApi) };

/**
 * Makes the REST API of all apps of a simulator: that for clients and that for servers.
 *
 * @example const response = await createRestSurface({ simulator }).fetch(request);
 */
export function createRestSurface(options: RestOptions): RestSurface {
  const { simulator, onOutcome, onRequest, onBug } = options;
  const files = createFileStore(simulator);
  const description = createDescription();
  const limiter = options.clock && createRateLimiter(options.clock);
  const management =
    options.account &&
    options.clock &&
    createManagementSurface({
      ...options.account,
      simulator,
      clock: options.clock,
      onOutcome: (outcome) => onOutcome?.(outcome, undefined),
    });
  const extensions = createExtensionSurface({
    simulator,
    extensions: options.extensions ?? createExtensionRegistry(),
    onOutcome: (outcome) => onOutcome?.(outcome, undefined),
  });

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
    bodyLimit({ method, path: requested, contentType }) {
      if (method !== "POST" || !isForm(contentType)) return undefined;
      const [path = ""] = requested.split("?", 1);
      if (isFilesPath(path)) return { bytes: UPLOAD_BYTES, code: "EntityTooLarge" };
      return takesFiles(method, path)
        ? { bytes: LIMITS.uploadBytes, code: "ERR_FILE_SIZE_EXCEEDED" }
        : undefined;
    },
  };

  function replyTo(request: Request, target: RequestTarget): Reply | Promise<Reply> {
    try {
      if (management?.isAskedBy(target)) return management.reply(request, target).catch(refuse);
      if (extensions.isAskedBy(request, target)) return extensions.reply(request, target).catch(refuse);
      const page = description(request.method, target.path);
      if (page) return { response: page };
      if (isFilesPath(target.path)) return files.reply(request, target.path).catch(refuse);
      const media = readMediaPath(target.path);
      if (media) return replyForMedia(simulator, media, target);
      const incoming = open(request, target);
      const usage = limiter?.count(incoming.app, incoming.match.routes[0]?.operation ?? "");
      return usage
        ? limited(usage, () => execute(request, target, incoming))
        : execute(request, target, incoming);
    } catch (error) {
      return refuse(error);
    }
  }

  function execute(request: Request, target: RequestTarget, incoming: Incoming): Reply | Promise<Reply> {
    if (request.method === "GET") return answer(incoming, target, NO_BODY);
    const body = readBody(request, incoming.match.routes[0]?.body);
    return body.then((read) => answer(incoming, target, read)).catch(refuse);
  }

  /** The answer to a request that counts, with what it tells of the limit. */
  async function limited(usage: RateUsage, reply: () => Reply | Promise<Reply>): Promise<Reply> {
    const made = usage.refusal ? refuse(usage.refusal) : await replyOrRefusal(reply);
    return { ...made, response: withHeaders(made.response, usage.headers) };
  }

  async function replyOrRefusal(reply: () => Reply | Promise<Reply>): Promise<Reply> {
    try {
      return await reply();
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
    return { app, side, match, credentials, resource: headers.get("resource") ?? undefined, headers };
  }

  function takesFiles(method: string, path: string): boolean {
    const match = routers.client.match(method, path);
    return !(match instanceof ServiceError) && match.routes[0]?.body === "message";
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

  function answer(incoming: Incoming, { host, query }: RequestTarget, read: ReadBody): Reply {
    const { app, side, match, credentials, resource, headers } = incoming;
    const call: Call = {
      side,
      host,
      authToken: credentials.kind === "authToken" ? credentials.authToken : undefined,
      headers,
      params: match.params,
      query: readQuery(query, side === "server"),
      body: read.fields,
      files: read.files,
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
