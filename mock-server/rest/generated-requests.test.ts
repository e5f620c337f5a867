import { describe, expect, it } from "vitest";
import { ServiceError } from "../simulator/errors.ts";
import { operations } from "../simulator/operations/index.ts";
import { AUTH_ONLY_OPERATIONS } from "../simulator/rules/key-privileges.ts";
import { AUTH_KEY } from "../simulator/testing/world.ts";
import type { Call } from "./call.ts";
import { credentialsOf, viewpointOf } from "./credentials.ts";
import type { JsonSchema, Parameter } from "./openapi/openapi-types.ts";
import { type Query, readQuery } from "./query.ts";
import type { Route } from "./route.ts";
import type { Answer } from "./testing/api-world.ts";
import { type Bench, openBench, TESTED_ROUTES, type TestedRoute } from "./testing/request-bench.ts";
import { sampleField, sampleText } from "./testing/sample-requests.ts";
import { violations } from "./testing/violations.ts";
import { wrongTexts, wrongValues } from "./testing/wrong-values.ts";

// Made from the tables of routes and the schemas of operations, as the API's own description is: what that says is
// held against what is done. Each request is also checked for what holds of all of them; see request-bench.ts.

/** Requests that are always refused, with the code. */
const NEVER_DONE: Readonly<Record<string, string>> = {
  // No message was held back in the sample world.
  "server: PATCH /moderation/blocked-messages/:id (reviewMessage)": "ERR_MESSAGE_ID_NOT_FOUND",
  // The SDK's way of asking with an empty session id.
  "client: PUT /calls (updateCall)": "ERR_EMPTY_CALL_SESSION_ID",
};

/** Some lists are a user's own: the app's server reads them for one. */
function forAlice({ sample: { headers } }: Bench): Record<string, string> {
  return headers.apikey ? { ...headers, onbehalfof: "alice" } : { ...headers };
}

function codeOf({ error }: Answer): string {
  return error?.code ?? "done";
}

function inQuery({ parameters }: TestedRoute): readonly Parameter[] {
  return parameters.filter((row) => row.in === "query");
}

const WITH_BODY = TESTED_ROUTES.filter(({ body }) => body !== undefined);
const WITH_QUERY = TESTED_ROUTES.filter((tested) => inQuery(tested).length > 0);

describe("a request in order", () => {
  it.each(TESTED_ROUTES)("is done: $name", async (tested) => {
    expect(codeOf(await openBench(tested).ask())).toBe(NEVER_DONE[tested.name] ?? "done");
  });
});

describe("every field and parameter that is described", () => {
  it.each(WITH_BODY)("is taken in the body: $name", async (tested) => {
    if (NEVER_DONE[tested.name]) return;
    const refused: string[] = [];
    let bench = openBench(tested);
    for (const name of Object.keys(tested.body?.properties ?? {})) {
      if (!bench.isFresh) bench = openBench(tested);
      const right = sampleField(tested, name, bench.world);
      const answer = await bench.ask({ body: { ...bench.sample.body, [name]: right } });
      if (answer.error) refused.push(`${name} ${JSON.stringify(right)}: ${codeOf(answer)}`);
    }
    expect(refused).toEqual([]);
  });

  it.each(WITH_QUERY)("is taken in the query: $name", async (tested) => {
    const bench = openBench(tested);
    const refused: string[] = [];
    for (const { name, schema } of inQuery(tested)) {
      const right = sampleText(tested, name, schema);
      const query = { ...bench.sample.query, [name]: right };
      const isTaken = [await bench.ask({ query }), await bench.ask({ query, headers: forAlice(bench) })].some(
        ({ error }) => !error,
      );
      if (!isTaken) refused.push(`${name}=${right}`);
    }
    expect(refused).toEqual([]);
  });
});

describe("what an answer is shaped by", () => {
  // The description finds these parameters by printing next to nothing; here it is held against real answers.
  it.each(TESTED_ROUTES)("is described: $name", (tested) => {
    const { route, side } = tested;
    const { sample, world } = openBench(tested);
    const headers = new Headers(sample.headers);
    const credentials = credentialsOf(headers, side, route);
    if (credentials instanceof ServiceError) throw credentials;
    const view = viewpointOf(world.app, credentials);
    const { params, body = {} } = sample;
    const { authtoken: authToken } = sample.headers;
    const plain: Call = {
      side,
      host: "localhost",
      authToken,
      headers,
      params,
      query: readQuery(`${new URLSearchParams(sample.query)}`),
      body,
      files: [],
    };
    const { appId } = world.app;
    const { operation } = route;
    const input = route.input?.(plain);
    const outcome = world.simulator.execute({ appId, operation, as: credentials, input });
    if (!outcome.ok) return;
    const read = new Set<string>();
    const query = new Proxy(plain.query, {
      get:
        (target, form: keyof Query) =>
        (name: string, ...rest: never[]) => {
          read.add(name);
          return (target[form] as (...args: unknown[]) => unknown)(name, ...rest);
        },
    });
    const { print, meta } = route as unknown as Route;
    print(outcome.value as never, view, { ...plain, query });
    meta?.print(outcome.value as never, view, { ...plain, query });
    const described = new Set(inQuery(tested).map((row) => row.name));
    expect([...read].filter((name) => !described.has(name))).toEqual([]);
  });
});

describe("what the description rules out is refused", () => {
  it.each(WITH_BODY)("in the body: $name", async (tested) => {
    const bench = openBench(tested);
    const schema = tested.body ?? {};
    const taken: string[] = [];
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const right = sampleField(tested, name, bench.world);
      for (const value of [undefined, ...wrongValues(property, right)]) {
        const body = { ...bench.sample.body, [name]: value };
        const broken = violations(schema, JSON.parse(JSON.stringify(body)), "body");
        const answer = await bench.ask({ body });
        if (broken.length > 0 && !answer.error) taken.push(broken.join());
      }
    }
    expect(taken).toEqual([]);
  });

  it.each(WITH_QUERY)("in the query: $name", async (tested) => {
    const bench = openBench(tested);
    const taken: string[] = [];
    for (const { name, schema } of inQuery(tested)) {
      for (const value of wrongTexts(schema)) {
        const broken = violations(schema, textual(schema, value), name);
        const answer = await bench.ask({ query: { ...bench.sample.query, [name]: value } });
        if (broken.length > 0 && !answer.error) taken.push(broken.join());
      }
    }
    expect(taken).toEqual([]);
  });
});

/** What a text of the query stands for. Every text is a flag, and an empty one is left out. */
function textual({ type }: JsonSchema, text: string): unknown {
  if (type === "array") return text.split(",").filter((item) => item !== "");
  if (type === "boolean") return true;
  return text;
}

describe("ids that nothing has", () => {
  const WITH_IDS = TESTED_ROUTES.filter(({ parameters }) => parameters.some((row) => row.in === "path"));

  it.each(WITH_IDS)("are refused in the path: $name", async (tested) => {
    const bench = openBench(tested);
    const taken: string[] = [];
    for (const { name } of tested.parameters.filter((row) => row.in === "path")) {
      for (const value of [
        "no-such-thing",
        "99999999",
        "0",
        "-1",
        "1e3",
        "two words",
        "👍",
        "x".repeat(5_000),
      ]) {
        const answer = await bench.ask({ params: { ...bench.sample.params, [name]: value } });
        // Reactions are any text, and no one's to make beforehand.
        if (!answer.error && name !== "reaction") taken.push(`${name}=${value.slice(0, 20)}`);
      }
    }
    expect(taken).toEqual([]);
  });
});

describe("who does not say who asks", () => {
  it.each(TESTED_ROUTES)("is refused: $name", async (tested) => {
    const { ask, sample, world } = openBench(tested);
    const { app, secrets } = world;
    const {
      authtoken: _token,
      apikey: _key,
      authorization: _jwt,
      onbehalfof: _user,
      ...rest
    } = sample.headers;
    const codes = async (rows: readonly Record<string, string>[]) => {
      const answers: string[] = [];
      for (const row of rows) answers.push(codeOf(await ask({ headers: { ...rest, ...row } })));
      return answers;
    };
    const { elsewhere, revokedToken, deletedKey, jwt, tokens } = secrets;
    const unknown = "AUTH_ERR_AUTH_TOKEN_NOT_FOUND";
    const none = await codes([{}]);
    expect(none[0]).toMatch(/^AUTH_ERR_EMPTY_(AUTH_TOKEN|APIKEY)$/);
    expect(
      await codes([
        { ...sample.headers, appid: "" },
        { ...sample.headers, appid: "no-such-app" },
      ]),
    ).toEqual(["AUTH_ERR_EMPTY_APPID", "AUTH_ERR_INVALID_APPID"]);
    if (tested.route.credentials === "jwt") {
      const jwts = ["no-such-jwt", elsewhere.jwt, `${jwt}x`];
      expect(await codes(jwts.map((wrong) => ({ authorization: `Bearer ${wrong}` })))).toEqual(
        Array(3).fill(unknown),
      );
    } else if (tested.side === "client") {
      const wrong = ["no-such-token", elsewhere.authToken, revokedToken, `${tokens.alice}x`];
      expect(await codes(wrong.map((authtoken) => ({ authtoken })))).toEqual(Array(4).fill(unknown));
    } else {
      const wrong = ["no-such-key", elsewhere.apiKey, deletedKey];
      expect(await codes(wrong.map((apikey) => ({ ...sample.headers, apikey })))).toEqual(
        Array(3).fill("AUTH_ERR_APIKEY_NOT_FOUND"),
      );
      expect(await codes([{ ...sample.headers, onbehalfof: "nobody" }])).toEqual(["ERR_UID_NOT_FOUND"]);
    }
    expect(app.appId).toBe(rest.appid);
  });

  const OF_SERVERS = TESTED_ROUTES.filter(({ side }) => side === "server");

  it.each(OF_SERVERS)(
    "or has a key that is not enough, or no user where one is needed: $name",
    async (tested) => {
      const { ask, sample } = openBench(tested);
      const { operation } = tested.route;
      const { onbehalfof: _user, ...asApp } = sample.headers;
      if (operations[operation].access === "user") {
        expect(codeOf(await ask({ headers: asApp }))).toBe("ERR_BAD_REQUEST");
      }
      if (!AUTH_ONLY_OPERATIONS.has(operation)) {
        expect(codeOf(await ask({ headers: { ...sample.headers, apikey: AUTH_KEY } }))).toBe(
          "AUTH_ERR_NO_ACCESS",
        );
      }
    },
  );
});

describe("whoever else asks", () => {
  const BY_USERS = TESTED_ROUTES.filter(
    ({ side, route }) => side === "client" && route.credentials !== "jwt",
  );

  it.each(BY_USERS)("is served or refused like anybody: $name", async (tested) => {
    for (const uid of ["bob", "carol", "dave", "erin"]) {
      const { ask, sample, world } = openBench(tested);
      await ask({ headers: { ...sample.headers, authtoken: world.secrets.tokens[uid] ?? "" } });
    }
  });
});
