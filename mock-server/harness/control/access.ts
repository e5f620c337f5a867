import type { HttpRequest } from "../../http/request.ts";
import { UsageError } from "../../usage-error.ts";
import { readHost } from "../../wire/host.ts";
import { ControlError } from "./control-error.ts";

/** Who may use the control API. */
export interface ControlAccess {
  /** What callers must show as `Authorization: Bearer <token>`; nothing when left out. */
  readonly token?: string | undefined;
  /** Origins whose pages may use it, beside the server's own: `https://app.example`. */
  readonly origins?: readonly string[] | undefined;
  /** Host names under which it may be asked, beside those of this machine. */
  readonly hosts?: readonly string[] | undefined;
}

/**
 * Reads who may use the control API of a server.
 *
 * @param host the address that the server is bound to
 * @returns nothing where it is off
 * @throws UsageError where others than this machine could reach it without a token
 */
export function controlAccess(
  wanted: boolean | ControlAccess | undefined,
  host: string,
): ControlAccess | undefined {
  const isLocal = LOCAL.test(host) || host === "::1";
  if (wanted === false || (wanted === undefined && !isLocal)) return undefined;
  const access = typeof wanted === "object" ? wanted : {};
  if (isLocal || access.token) return access;
  throw new UsageError(
    `Failed to open the control API on ${host}: others than this machine could steer it. Put it behind a token with --control-token, or bind the server to 127.0.0.1.`,
  );
}

const LOCAL = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Lets a request in, or throws why not. The control API is for tests on this machine: a page of another origin must not
 * steer it, nor one that has bound its own host name to this address to be of the same origin.
 *
 * @throws ControlError 401 without the token, 403 for a page of another origin and for a host name that is not ours
 */
export function requireAccess(
  request: HttpRequest,
  { token, origins = [], hosts = [] }: ControlAccess,
): void {
  const { host } = request;
  const { name } = readHost(host);
  // Whoever shows the token has not been brought here by a name.
  if (token === undefined && !LOCAL.test(name) && !hosts.includes(name)) {
    throw new ControlError(
      403,
      "TESTKIT_FORBIDDEN",
      `Failed to let the request in: the control API is not served under the host name ${JSON.stringify(name)}. Ask for it as localhost, or start the server with --control-host ${name}.`,
    );
  }
  const origin = request.headers.get("origin");
  if (origin !== null && !isOwn(origin, host) && !origins.includes(origin)) {
    throw new ControlError(
      403,
      "TESTKIT_FORBIDDEN",
      `Failed to let the request in: pages of ${origin} may not use the control API. Start the server with --control-origin ${origin} to allow it.`,
    );
  }
  // A browser asks first, and shows no token then.
  if (request.method === "OPTIONS") return;
  if (token !== undefined && request.headers.get("authorization") !== `Bearer ${token}`) {
    throw new ControlError(
      401,
      "TESTKIT_UNAUTHORIZED",
      "Failed to let the request in: the control API is behind a token. Send it as Authorization: Bearer <token>.",
    );
  }
}

/** The headers by which a page that was let in may read the answer. */
export function readableBy(request: HttpRequest): Readonly<Record<string, string>> {
  const origin = request.headers.get("origin");
  return origin === null ? {} : { "access-control-allow-origin": origin, vary: "origin" };
}

function isOwn(origin: string, host: string): boolean {
  return origin === `https://${host}` || origin === `http://${host}`;
}
