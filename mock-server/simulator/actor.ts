import { serviceError } from "./errors.ts";
import type { AuthToken } from "./records.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import type { Verdicts } from "./rules/verdicts.ts";
import type { State } from "./state.ts";

/** How a caller says who it is. */
export type Credentials =
  /** A client's session. */
  | { readonly kind: "authToken"; readonly authToken: string | undefined }
  /** The app's own server, for itself or on behalf of a user. */
  | { readonly kind: "apiKey"; readonly apiKey: string | undefined; readonly onBehalfOf?: string | undefined }
  /** What a socket authenticates with. */
  | { readonly kind: "jwt"; readonly jwt: string | undefined }
  /** An authenticated socket. */
  | { readonly kind: "connection"; readonly connection: number }
  /** Nobody in particular: whoever has a link may follow it. */
  | { readonly kind: "link" }
  /** The test harness itself: any user, or the app when `uid` is left out. */
  | { readonly kind: "harness"; readonly uid?: string | undefined };

/** Who an operation is done by, once the credentials have been checked. */
export interface Actor {
  /** The user acting; {@link SYSTEM_UID} when the app itself acts. */
  readonly uid: string;
  /** True when the app itself acts: it passes every clearance check. */
  readonly isApp: boolean;
  /** True for a server-side call, with or without a user on whose behalf it is made. */
  readonly viaKey: boolean;
  /** True when the key is the Auth Key, which only clients hold. */
  readonly viaAuthKey: boolean;
  /** The session, for a client. */
  readonly token: AuthToken | undefined;
  /** The key of a server-side call. */
  readonly apiKey?: string | undefined;
}

/** Who may call an operation: `user` needs a user, `key` a server-side call, `any` takes both; `link` needs nobody. */
export type Access = "user" | "key" | "any" | "link";

/** The app itself, as who the service does what nobody has asked it to do. */
export const APP_ACTOR: Actor = {
  uid: SYSTEM_UID,
  isApp: true,
  viaKey: true,
  viaAuthKey: false,
  token: undefined,
};

/** No UID is empty. */
const NOBODY: Actor = { uid: "", isApp: false, viaKey: false, viaAuthKey: false, token: undefined };

/**
 * Finds out who acts, and whether this operation is theirs to call.
 *
 * @throws ServiceError the service's `AUTH_ERR_*` codes, or `ERR_UID_NOT_FOUND` for an unknown `onBehalfOf`
 */
export function authenticate(
  state: State,
  credentials: Credentials,
  operation: string,
  access: Access,
  verdicts: Verdicts,
): Actor {
  if (access === "link") return NOBODY;
  const actor = identify(state, credentials, operation, verdicts.authKey);
  if (access === "user" && actor.isApp) {
    throw serviceError("ERR_BAD_REQUEST", {}, { onBehalfOf: ["The onBehalfOf header is required."] });
  }
  if (access === "key" && !actor.viaKey) throw serviceError("AUTH_ERR_EMPTY_APIKEY");
  return actor;
}

function identify(
  state: State,
  credentials: Credentials,
  operation: string,
  authKey: Verdicts["authKey"],
): Actor {
  switch (credentials.kind) {
    case "authToken":
      return sessionActor(state, credentials.authToken);
    case "apiKey":
      return keyActor(state, credentials.apiKey, credentials.onBehalfOf, operation, authKey);
    case "jwt":
      return sessionActor(state, jwtToken(state, credentials.jwt));
    case "connection": {
      const connection = state.connections.get(credentials.connection);
      if (!connection) throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
      return sessionActor(state, connection.authToken);
    }
    case "link":
      throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
    case "harness":
      return credentials.uid === undefined ? APP_ACTOR : userActor(state, credentials.uid);
  }
}

function sessionActor(state: State, authToken: string | undefined): Actor {
  if (!authToken) throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
  const token = state.authTokens.get(authToken);
  if (!token || state.users.get(token.uid)?.deactivatedAt !== undefined) {
    throw serviceError("AUTH_ERR_AUTH_TOKEN_NOT_FOUND", { authToken: masked(authToken) });
  }
  return { uid: token.uid, isApp: false, viaKey: false, viaAuthKey: false, token };
}

function jwtToken(state: State, jwt: string | undefined): string | undefined {
  if (!jwt) return undefined;
  const token = state.authTokens.list("byJwt", jwt)[0];
  if (!token) throw serviceError("AUTH_ERR_AUTH_TOKEN_NOT_FOUND", { authToken: masked(jwt) });
  return token.authToken;
}

function keyActor(
  state: State,
  apiKey: string | undefined,
  onBehalfOf: string | undefined,
  operation: string,
  authKey: Verdicts["authKey"],
): Actor {
  if (!apiKey) throw serviceError("AUTH_ERR_EMPTY_APIKEY");
  const key = state.apiKeys.get(apiKey);
  if (!key) throw serviceError("AUTH_ERR_APIKEY_NOT_FOUND", { apiKey: masked(apiKey) });
  if (key.scope === "authOnly") {
    const verdict = Object.hasOwn(authKey, operation)
      ? authKey[operation as keyof typeof authKey]
      : "AUTH_ERR_NO_ACCESS";
    if (verdict !== "ok") throw serviceError(verdict, { apiKey: masked(apiKey) });
  }
  const actor = onBehalfOf ? userActor(state, onBehalfOf) : APP_ACTOR;
  return { ...actor, viaKey: true, viaAuthKey: key.scope === "authOnly", apiKey: key.apiKey };
}

function userActor(state: State, uid: string): Actor {
  const user = state.users.get(uid.toLowerCase());
  if (!user || user.deactivatedAt !== undefined) throw serviceError("ERR_UID_NOT_FOUND", { uid });
  return { uid: user.uid, isApp: false, viaKey: false, viaAuthKey: false, token: undefined };
}

/**
 * Who says to act, once it was done: a session that has ended by it is nobody's any more.
 *
 * @returns `undefined` for the app itself and for who has followed a link
 */
export function uidOf({ authTokens, connections }: State, as: Credentials): string | undefined {
  switch (as.kind) {
    case "authToken":
      return authTokens.get(as.authToken ?? "")?.uid;
    case "jwt":
      return authTokens.list("byJwt", as.jwt ?? "")[0]?.uid;
    case "connection":
      return connections.get(as.connection)?.uid;
    case "apiKey":
      return as.onBehalfOf;
    case "harness":
      return as.uid;
    case "link":
      return undefined;
  }
}

/** Keeps the ends of a secret and hides its middle, as the service's own messages do. */
export function masked(secret: string): string {
  if (secret.length <= 10) return "*".repeat(secret.length);
  return `${secret.slice(0, 5)}${"*".repeat(5)}${secret.slice(-5)}`;
}
