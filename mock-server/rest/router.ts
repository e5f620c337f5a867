import { RegExpRouter } from "hono/router/reg-exp-router";
import { decodeText } from "../http/target.ts";
import { type ServiceError, serviceError } from "../simulator/errors.ts";
import type { AnyRoute } from "./route.ts";

/** What a request's method and path lead to. */
export interface Match<R = AnyRoute> {
  /** The routes that share the method and path, in the order of the table. */
  readonly routes: readonly R[];
  readonly params: Readonly<Record<string, string>>;
}

export interface Router<R = AnyRoute> {
  /** The routes of a request, or the refusal: `ERR_API_NOT_FOUND`, `ERR_INVALID_API_VERSION`. */
  match(method: string, path: string): Match<R> | ServiceError;
}

/** Where a route is. */
interface Located {
  readonly method: string;
  readonly path: string;
}

/** A path that begins with a version. */
const VERSION_FIRST = /^\/v\d+(?:\.\d+)*(?:\/|$)/;
/** Everything up to and including the first version in a path. */
const UP_TO_VERSION = /^(?:\/[^/]+)*?\/v(\d+(?:\.\d+)*)(?=\/|$)/;
/** Two names of one API. docs: rest-api/chat-apis (v3); seen from the official SDK 4.2.0 (v3.0) */
const VERSIONS = new Set(["3", "3.0"]);
const USUAL_VERSION = "/v3.0/";
/** The SDK asks the chat host for it, under whatever path that has. seen from the official SDK 4.2.0 */
const ONLINE_COUNTS = { path: "/api/v1/online-members", anywhere: /\/api\/[^/]+\/online-members$/ };

/**
 * Compiles a table of routes. A version before the path, and anything before the version, may be given or left out:
 * the SDK leaves it out until it has settings, and pastes a prefix of the app's choice.
 */
export function compileRoutes<R extends Located>(table: readonly R[]): Router<R> {
  const router = new RegExpRouter<readonly R[]>();
  // Paths without a parameter are looked up first, and apart: this router takes none beside a parameter's place.
  const plainPaths = new Map<string, Map<string, Match<R>>>();
  for (const { method, path, routes } of placesOf(table)) {
    if (path.includes(":")) {
      router.add(method, path, routes);
      continue;
    }
    const ofMethod = plainPaths.get(method) ?? new Map<string, Match<R>>();
    plainPaths.set(method, ofMethod.set(path, { routes, params: {} }));
  }

  const find = (method: string, path: string): Match<R> | undefined => {
    const exact = plainPaths.get(method)?.get(path);
    if (exact) return exact;
    const [[first], values] = router.match(method, path);
    if (!first) return undefined;
    const params: Record<string, string> = {};
    for (const name in first[1]) {
      const value = first[1][name];
      params[name] = decodeText((typeof value === "number" ? values?.[value] : value) ?? "");
    }
    return { routes: first[0], params };
  };
  return {
    match(method, requested) {
      const path = isOnlineCounts(requested) ? ONLINE_COUNTS.path : withoutTrailingSlash(requested);
      // What nearly all requests begin with: nothing has to be taken apart for them.
      const usual = path.startsWith(USUAL_VERSION)
        ? find(method, path.slice(USUAL_VERSION.length - 1))
        : undefined;
      if (usual) return usual;
      const versioned = VERSION_FIRST.test(path);
      const plain = versioned ? undefined : find(method, path);
      if (plain) return plain;
      const [prefix = "", version = ""] = UP_TO_VERSION.exec(path) ?? [];
      const found = version ? find(method, path.slice(prefix.length) || "/") : undefined;
      if (found && VERSIONS.has(version)) return found;
      const isOtherVersion = version && !VERSIONS.has(version) && (found || versioned);
      return isOtherVersion
        ? serviceError("ERR_INVALID_API_VERSION", { version: `v${version}` })
        : serviceError("ERR_API_NOT_FOUND", { method, path: requested });
    },
  };
}

interface Place<R> extends Located {
  readonly routes: R[];
}

/** The routes of a table by where they are. */
function placesOf<R extends Located>(table: readonly R[]): Iterable<Place<R>> {
  const places = new Map<string, Place<R>>();
  for (const route of table) {
    const { method, path } = route;
    const place = places.get(`${method} ${path}`);
    if (place) place.routes.push(route);
    else places.set(`${method} ${path}`, { method, path, routes: [route] });
  }
  return places.values();
}

function isOnlineCounts(path: string): boolean {
  return path.endsWith("/online-members") && ONLINE_COUNTS.anywhere.test(path);
}

function withoutTrailingSlash(path: string): string {
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === 47) end -= 1;
  return end === path.length ? path : path.slice(0, end);
}
