import { type Behaviour, CORRECT } from "../../drivers/reference/index.ts";
import type { Mutant } from "../mutant.ts";
import { giving, headers, type Params, without } from "./change.ts";

/** Remembers the key of the login. */
function leakingKey(): Partial<Behaviour> {
  let key: string | undefined;
  return {
    request(request) {
      key = request.headers?.apiKey ?? key;
      return request.api === "client" ? { ...request, query: { ...request.query, key } } : request;
    },
  };
}

/** Sessions, keys, tokens and errors. */
export const sessions: readonly Mutant[] = [
  {
    name: "the session is kept after a refused logout",
    rules: ["SES-LOGOUT-04"],
    behaviour: { forgetsOnLogout: false },
  },
  {
    name: "a token that is not known keeps the session",
    rules: ["SES-END-01"],
    behaviour: { endsSession: () => false },
  },
  {
    name: "a refused login is told as a logout",
    rules: ["SES-LOGIN-10", "LSN-NONE-01"],
    behaviour: { endsSession: (code) => code === "AUTH_ERR_AUTH_TOKEN_NOT_FOUND" },
  },
  {
    name: "any error ends the session",
    rules: ["SES-END-02"],
    behaviour: { endsSession: (_code, isLoggedIn) => isLoggedIn },
  },
  {
    name: "an empty UID is asked for",
    rules: ["SES-LOGIN-03"],
    behaviour: {
      refusal: (method, params, isLoggedIn) =>
        method === "login" ? undefined : CORRECT.refusal(method, params, isLoggedIn),
    },
  },
  {
    name: "who is not logged in asks all the same",
    rules: ["SES-LOGOUT-03"],
    behaviour: { refusal: (method, params) => CORRECT.refusal(method, params, true) },
  },
  { name: "the Auth Key goes along with every request", rules: ["KEY-LEAK-02"], behaviour: leakingKey() },
  {
    name: "no token is sent",
    rules: ["KEY-TOK-05"],
    behaviour: headers((all, { asked }) => (asked === "login" ? all : without(all, "authToken"))),
  },
  {
    name: "the App ID is not said",
    rules: ["HYG-HEAD-01"],
    behaviour: headers((all) => without(all, "appId")),
  },
  {
    name: "bodies are not said to be JSON",
    rules: ["HYG-BODY-01"],
    behaviour: headers((all) => ({ ...all, "Content-Type": "text/plain" })),
  },
  {
    name: "the user's name is lost at the login",
    rules: ["SES-LOGIN-01"],
    behaviour: giving("login", (user: Params) => ({ ...user, name: "" })),
  },
  {
    name: "nobody is ever logged in",
    rules: ["SES-LOGIN-08"],
    behaviour: giving("getLoggedInUser", () => null),
  },
  {
    name: "the code of an error is its own",
    rules: ["ERR-FORM-01"],
    behaviour: { error: (error) => ({ ...error, code: "ERROR" }) },
  },
  {
    name: "the message of an error is lost",
    rules: ["ERR-FORM-02"],
    behaviour: { error: ({ code, details }) => ({ code, details }) },
  },
  {
    name: "the details of an error are lost",
    rules: ["ERR-FORM-03"],
    behaviour: { error: ({ code, message }) => ({ code, ...(message !== undefined && { message }) }) },
  },
];
