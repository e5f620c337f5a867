import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { textOf, told } from "./signs.ts";

/** The auth token that a session was on, while it is still there. */
function isTokenLeft({ state, command: { as } }: Seen): boolean {
  return as.kind === "authToken" && state.authTokens.has(as.authToken ?? "");
}

export const sessionRules: readonly Rule[] = [
  accepted("openSession", {
    id: "SES-LOGIN-01",
    text: "A valid auth token opens a session, and answers with the user who is logged in.",
    source: "docs: sdk authentication-overview",
  }),
  accepted("createUser", {
    id: "SES-LOGIN-02",
    text: "A user can be created together with an auth token.",
    source: "docs: rest-api/users",
    when: ({ value }) => value.token !== undefined,
  }),
  refused("createAuthToken", "ERR_UID_NOT_FOUND", {
    id: "SES-LOGIN-03",
    text: "Nobody logs in who is not there.",
    source: "docs: articles/error-guide",
    when: (seen) => !seen.state.users.has(textOf(seen, "uid")),
  }),
  refused("createAuthToken", "ERR_UID_NOT_FOUND", {
    id: "SES-LOGIN-04",
    text: "A deactivated user cannot log in.",
    source: "docs: rest-api/users/delete",
    when: (seen) => seen.state.users.has(textOf(seen, "uid")),
  }),
  refused("any", "AUTH_ERR_AUTH_TOKEN_NOT_FOUND", {
    id: "SES-LOGIN-05",
    text: "The auth tokens of a deactivated user are refused.",
    source: "assumed",
    when: ({ state, command: { as } }) => as.kind === "authToken" && state.authTokens.has(as.authToken ?? ""),
  }),
  accepted("getSession", {
    id: "SES-LOGIN-06",
    text: "Whoever is logged in can ask for the own session.",
    source: "seen from the official SDK 4.2.0",
  }),
  accepted("closeSession", {
    id: "SES-LOGOUT-01",
    text: "A logout ends the session of that device.",
    source: "docs: sdk authentication-overview",
  }),
  accepted("closeSession", {
    id: "SES-LOGOUT-02",
    text: "A logout closes the sockets of its session.",
    source: "assumed",
    when: (seen) => told(seen, "sessionEnded", ({ reason }) => reason === "logout"),
  }),
  accepted("closeSession", {
    id: "SES-LOGOUT-03",
    text: "An auth token that the app's server has made stays valid after a logout.",
    source: "assumed",
    when: isTokenLeft,
  }),
  accepted("closeSession", {
    id: "SES-LOGOUT-04",
    text: "An auth token that a login with the Auth Key has made ends with the logout.",
    source: "assumed",
    when: (seen) => seen.command.as.kind === "authToken" && !isTokenLeft(seen),
  }),
];
