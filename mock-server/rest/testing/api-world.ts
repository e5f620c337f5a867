import { AUTH_KEY, createWorld, REST_API_KEY, type World } from "../../simulator/testing/world.ts";
import { createRestSurface } from "../surface.ts";
import { askChecked } from "./answer-check.ts";

/** An answer, read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a contract test looks into answers of every shape
  readonly data: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly meta: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly error: any;
}

/** Sends requests as one caller. */
export type Api = (method: string, path: string, body?: unknown, headers?: HeadersInit) => Promise<Answer>;

/** A world with the REST surface before it. */
export interface ApiWorld extends World {
  readonly origin: string;
  /** Sends any request, and reads nothing of the answer. */
  fetch(path: string, init?: RequestInit): Promise<Response>;
  /** Requests with no credentials and no App ID but what is given. */
  readonly anyone: Api;
  /** The app's own server, for itself or for a user. */
  serverApi(onBehalfOf?: string): Api;
  /** A client with the Auth Key, not logged in. */
  readonly keyApi: Api;
  /** A logged-in client. */
  clientApi(uid: string): Api;
  /** The operations whose events were handed on, and the bugs, so far. */
  readonly resources: (string | undefined)[];
  readonly bugs: unknown[];
}

/** Makes a world without users, of which every answer is checked to look as it is described, reached at `https://localhost:8443`. */
export function createApiWorld(origin = "https://localhost:8443"): ApiWorld {
  const world = createWorld();
  const resources: (string | undefined)[] = [];
  const bugs: unknown[] = [];
  const surface = createRestSurface({
    simulator: world.simulator,
    onOutcome: (_outcome, resource) => resources.push(resource),
    onBug: (error) => bugs.push(error),
  });
  const fetch = (request: Request) => askChecked(surface, request);
  const apiWith =
    (own: Record<string, string>): Api =>
    async (method, path, body, headers = {}) => {
      const request = new Request(path.startsWith("http") ? path : `${origin}${path}`, {
        method,
        headers: { ...own, ...(headers as Record<string, string>) },
        ...(body !== undefined && { body: isRaw(body) ? body : JSON.stringify(body) }),
      });
      const response = await fetch(request);
      const text = await response.text();
      return { status: response.status, headers: response.headers, ...(text ? JSON.parse(text) : {}) };
    };
  const { appId } = world.app;
  return {
    ...world,
    origin,
    resources,
    bugs,
    fetch: async (path, init) =>
      fetch(new Request(path.startsWith("http") ? path : `${origin}${path}`, init)),
    anyone: apiWith({}),
    keyApi: apiWith({ appid: appId, apikey: AUTH_KEY }),
    serverApi: (onBehalfOf) =>
      apiWith({
        appid: appId,
        apikey: REST_API_KEY,
        ...(onBehalfOf !== undefined && { onbehalfof: onBehalfOf }),
      }),
    clientApi(uid) {
      const { authToken } = world.server.run("createAuthToken", { uid });
      return apiWith({ appid: appId, authtoken: authToken, resource: `WEB-${uid}` });
    },
  };
}

function isRaw(body: unknown): body is string | FormData {
  return typeof body === "string" || body instanceof FormData;
}
