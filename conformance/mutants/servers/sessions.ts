import type { Mutant } from "../mutant.ts";
import {
  afterwards,
  answering,
  codeOf,
  done,
  instead,
  type Json,
  json,
  layered,
  on,
  segment,
} from "./change.ts";

const TOKENS = on("POST", "users/*/auth_tokens");
const ME = on("PUT", "me");

/** Sessions, keys, tokens and errors. */
export const sessions: readonly Mutant[] = [
  {
    name: "whoever logs in is made",
    rules: ["SES-LOGIN-02"],
    server: instead(TOKENS, "ERR_UID_NOT_FOUND", async (request, { admin }, again) => {
      const uid = segment(request, 1);
      if (!/^[\w-]+$/.test(uid)) return again();
      await admin("POST", "users", { uid, name: uid });
      return again();
    }),
  },
  {
    name: "a login answers another name",
    rules: ["SES-LOGIN-01"],
    server: answering(ME, (user: Json) => ({ ...user, name: "Somebody" })),
  },
  {
    name: "any Auth Key logs in",
    rules: ["KEY-AUTH-02"],
    server: instead(TOKENS, "AUTH_ERR_APIKEY_NOT_FOUND", async (request, { admin }) =>
      done(await admin("POST", `users/${segment(request, 1).toLowerCase()}/auth_tokens`, request.body)),
    ),
  },
  {
    name: "any token is that of the user in front of it",
    rules: ["KEY-TOK-02"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        const answer = await ask(request);
        if (codeOf(answer) !== "AUTH_ERR_AUTH_TOKEN_NOT_FOUND") return answer;
        const { authToken } = json(await admin("POST", `users/${request.uid}/auth_tokens`, {}));
        return ask({ ...request, headers: { ...request.headers, authtoken: String(authToken) } });
      },
    })),
  },
  {
    name: "a token that is gone works on",
    rules: ["KEY-TOK-04"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        const answer = await ask(request);
        if (ME(request) || codeOf(answer) !== "AUTH_ERR_AUTH_TOKEN_NOT_FOUND") return answer;
        const { authToken } = json(await admin("POST", `users/${request.uid}/auth_tokens`, {}));
        return ask({ ...request, headers: { ...request.headers, authtoken: String(authToken) } });
      },
    })),
  },
  {
    name: "a user has one token at a time",
    rules: ["KEY-TOK-03"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        if (ME(request) && request.uid !== "" && "deviceId" in request.body) {
          const all = (await admin("GET", `users/${request.uid}/auth_tokens`)) as readonly Json[];
          for (const { authToken } of all)
            if (authToken !== request.headers.authtoken)
              await admin("DELETE", `users/${request.uid}/auth_tokens/${String(authToken)}`);
        }
        return ask(request);
      },
    })),
  },
  {
    name: "tokens that a server has made log nobody in",
    rules: ["KEY-TOK-01"],
    server: layered(() => {
      const own = new Set<unknown>();
      return {
        async answer(request, ask) {
          const { authtoken } = request.headers;
          if (ME(request) && "deviceId" in request.body && !own.has(authtoken)) {
            return ask({ ...request, headers: { ...request.headers, authtoken: `${authtoken}x` } });
          }
          const answer = await ask(request);
          if (TOKENS(request)) own.add(json(answer.body.data).authToken);
          return answer;
        },
      };
    }),
  },
  {
    name: "a logout ends all of the user's sessions",
    rules: ["KEY-TOK-03", "SES-LOGOUT-01", "SES-END-02", "USR-GET-01"],
    server: afterwards(on("DELETE", "me"), ({ uid }, { admin }) =>
      admin("DELETE", `users/${uid}/auth_tokens`),
    ),
  },
  {
    name: "refusals have no message",
    rules: ["ERR-FORM-02"],
    server: refusing(({ message: _, ...error }) => error),
  },
  {
    name: "refusals have no details",
    rules: ["ERR-FORM-03"],
    server: refusing(({ details: _, ...error }) => error),
  },
  {
    name: "every refusal is ERR_BAD_REQUEST",
    rules: ["USR-GET-02", "GRP-GET-02"],
    server: refusing((error) => ({ ...error, code: "ERR_BAD_REQUEST" })),
  },
  {
    name: "pings are not answered",
    rules: ["CON-PING-03"],
    server: layered(() => ({ sends: (frame) => (frame.action === "pong" ? [] : [frame]) })),
  },
  {
    name: "nothing of what was missed is in the history",
    rules: ["CON-LIVE-03", "PAG-NEXT-01"],
    server: answering(on("GET", "groups/*/messages"), (rows: readonly Json[], { query }) =>
      query.affix === "append" ? [] : rows,
    ),
  },
];

function refusing(change: (error: Json) => Json) {
  return layered(() => ({
    async answer(request, ask) {
      const answer = await ask(request);
      const { error } = answer.body;
      return error === undefined
        ? answer
        : { ...answer, body: { ...answer.body, error: change(json(error)) } };
    },
  }));
}
