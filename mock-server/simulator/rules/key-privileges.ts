import type { Verdict } from "./verdict.ts";

/** Scopes of an API key. docs: rest-api/api-keys */
export const KEY_SCOPES = ["authOnly", "fullAccess"] as const;
export type KeyScope = (typeof KEY_SCOPES)[number];

/**
 * What an `authOnly` key (the Auth Key) may do; a `fullAccess` key (the REST API Key) may do everything.
 *
 * Sources disagree: rest-api/authentication, rest-api/api-keys and the key concepts say it creates and logs in
 * users; articles/error-guide says it cannot create one; articles/properties-and-constraints says auth tokens only.
 * The majority is followed, and `updateUser` is added because the SDK's user management documents it with this key.
 */
export const AUTH_KEY_PRIVILEGES = {
  createUser: "ok",
  updateUser: "ok",
  createAuthToken: "ok",
} as const satisfies Record<string, Verdict>;

/** The operations that table names. */
export const AUTH_ONLY_OPERATIONS: ReadonlySet<string> = new Set(Object.keys(AUTH_KEY_PRIVILEGES));
