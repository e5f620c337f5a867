import { LIMITS } from "../limits.ts";
import { accepted, always, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, keyScopeOf, told } from "./signs.ts";

function isByAuthKey(seen: Seen): boolean {
  return keyScopeOf(seen) === "authOnly";
}

export const keyRules: readonly Rule[] = [
  accepted("createUser", {
    id: "KEY-AUTH-01",
    text: "The Auth Key creates users.",
    source: "docs: fundamentals/key-concepts",
    when: isByAuthKey,
  }),
  accepted("createAuthToken", {
    id: "KEY-AUTH-02",
    text: "The Auth Key logs users in: it makes an auth token for any of them.",
    source: "docs: fundamentals/key-concepts",
    when: isByAuthKey,
  }),
  accepted("updateUser", {
    id: "KEY-AUTH-03",
    text: "The Auth Key changes users.",
    source: "docs: sdk user-management",
    when: isByAuthKey,
  }),
  refused("any", "AUTH_ERR_NO_ACCESS", {
    id: "KEY-AUTH-04",
    text: "The Auth Key may do nothing else.",
    source: "docs: rest-api/api-keys",
  }),
  always({
    id: "KEY-REST-01",
    text: "The REST API Key acts as the app itself.",
    source: "docs: fundamentals/key-concepts",
    of: "byKey",
    when: (seen) => keyScopeOf(seen) === "fullAccess" && actorOf(seen) === undefined,
  }),
  always({
    id: "KEY-REST-02",
    text: "The REST API Key acts on behalf of any user.",
    source: "docs: rest-api/authentication",
    of: "byKey",
    when: (seen) => keyScopeOf(seen) === "fullAccess" && actorOf(seen) !== undefined,
  }),
  always({
    id: "KEY-REST-03",
    text: "What the app itself does in a group passes every check of scopes.",
    source: "docs: rest-api/group-members",
    of: "guarded",
    when: ({ consulted }) => consulted.some(({ actor }) => actor === "app"),
  }),
  refused("any", "ERR_UID_NOT_FOUND", {
    id: "KEY-REST-04",
    text: "Nothing is done on behalf of a user who is not there.",
    source: "docs: rest-api/authentication",
    when: ({ state, command: { as } }) =>
      as.kind === "apiKey" && as.onBehalfOf !== undefined && !state.users.has(as.onBehalfOf.toLowerCase()),
  }),
  refused("any", "AUTH_ERR_EMPTY_APIKEY", {
    id: "KEY-MISSING-01",
    text: "What only the app's server may do is refused without a key.",
    source: "docs: articles/error-guide",
  }),
  refused("any", "AUTH_ERR_APIKEY_NOT_FOUND", {
    id: "KEY-UNKNOWN-01",
    text: "A key that the app does not have is refused.",
    source: "docs: articles/error-guide",
  }),
  refused(["updateApiKey", "deleteApiKey"], "ERR_APIKEY_NO_SELF_ACTION", {
    id: "KEY-SELF-01",
    text: "A key cannot change or delete itself.",
    source: "docs: articles/error-guide",
  }),
];

export const tokenRules: readonly Rule[] = [
  accepted("createAuthToken", {
    id: "TOK-MANY-01",
    text: "A user may hold several auth tokens, one for each device.",
    source: "docs: fundamentals/key-concepts",
    when: ({ state, value }) => state.authTokens.list("byUser", value.uid).length > 1,
  }),
  accepted("createAuthToken", {
    id: "TOK-MANY-02",
    text: "The newest 100 auth tokens of a user stay valid, and older ones end.",
    source: "docs: rest-api/auth-tokens",
    when: ({ value }) => value.serial > LIMITS.authTokensPerUser,
  }),
  accepted("deleteAuthToken", {
    id: "TOK-DELETE-01",
    text: "The app's server deletes a single auth token.",
    source: "docs: fundamentals/key-concepts",
  }),
  accepted("flushAuthTokens", {
    id: "TOK-DELETE-02",
    text: "The app's server deletes all auth tokens of a user at once, and so logs the user out everywhere.",
    source: "docs: rest-api/auth-tokens",
  }),
  accepted(["deleteAuthToken", "flushAuthTokens"], {
    id: "TOK-DELETE-03",
    text: "The sockets of a session close at once when its auth token is deleted.",
    source: "assumed",
    when: (seen) => told(seen, "sessionEnded"),
  }),
  refused("any", "AUTH_ERR_EMPTY_AUTH_TOKEN", {
    id: "TOK-MISSING-01",
    text: "What a user does is refused without an auth token.",
    source: "docs: articles/error-guide",
  }),
  refused("any", "AUTH_ERR_AUTH_TOKEN_NOT_FOUND", {
    id: "TOK-UNKNOWN-01",
    text: "An auth token that was never made, or is no longer valid, is refused.",
    source: "docs: articles/error-guide",
  }),
  refused(["getAuthToken", "updateAuthToken", "deleteAuthToken"], "ERR_AUTH_TOKEN_NOT_FOUND", {
    id: "TOK-UNKNOWN-02",
    text: "The app's server finds no auth token that is not there.",
    source: "docs: articles/error-guide",
  }),
  refused(["getAuthToken", "updateAuthToken", "deleteAuthToken"], "ERR_AUTHTOKEN_NOT_ACCESSIBLE", {
    id: "TOK-OTHERS-01",
    text: "An auth token is found among those of its own user only.",
    source: "docs: articles/error-guide",
  }),
];
