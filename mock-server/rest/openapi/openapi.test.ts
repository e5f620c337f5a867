import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, it } from "vitest";
import { ERRORS } from "../../simulator/errors.ts";
import { createApiWorld } from "../testing/api-world.ts";
import { describedApis } from "./described-apis.ts";
import { describeApis } from "./document.ts";
import type { Answer, ApiOperation, JsonSchema, SharedAnswer } from "./openapi-types.ts";

const document = describeApis(describedApis());

function at(path: string, method: string): ApiOperation {
  const found = document.paths[path]?.[method];
  if (!found) throw new Error(`There is no ${method} ${path} in the document.`);
  return found;
}

function bodyOf(operation: ApiOperation, type = "application/json"): JsonSchema | undefined {
  return operation.requestBody?.content[type]?.schema;
}

/** An answer itself, where it stands elsewhere. */
function whole(answer: SharedAnswer | undefined): Answer | undefined {
  if (answer === undefined || !("$ref" in answer)) return answer;
  return document.components.responses[answer.$ref.split("/").at(-1) ?? ""];
}

function answerOf({ responses }: ApiOperation): JsonSchema | undefined {
  return whole(responses[200])?.content?.["application/json"]?.schema;
}

/** Status → the codes that it may come with. */
function codesOf({ responses }: ApiOperation): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    Object.entries(responses).flatMap(([status, answer]) => {
      const codes =
        whole(answer)?.content?.["application/json"]?.schema.properties?.error?.properties?.code?.enum;
      return codes ? [[status, codes]] : [];
    }),
  );
}

function queryOf({ parameters }: ApiOperation): Record<string, JsonSchema> {
  return Object.fromEntries(
    parameters.flatMap((row) => (row.in === "query" ? [[row.name, row.schema]] : [])),
  );
}

describe("the OpenAPI document", () => {
  it("is a valid OpenAPI 3.1 document, all references resolved", async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(document)))).toEqual({ valid: true });
    expect(validator.version).toBe("3.1");
    expect(() => validator.resolveRefs()).not.toThrow();
  });

  it("has every route of the tables at its path, once", () => {
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const routed = describedApis().flatMap(({ prefix, routes }) =>
      routes.map(({ method, path }) => `${method} ${prefix}${path.replace(/:(\w+)/g, "{$1}")}`),
    );
    expect(described.toSorted()).toEqual([...new Set(routed)].toSorted());
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map((row) => row.operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("tells a body's fields as the operation's schema has them, and leaves to the path what is the path's", () => {
    expect(bodyOf(at("/v3/users", "post"))).toMatchObject({
      required: ["uid", "name"],
      properties: { uid: { type: "string", maxLength: 100, pattern: "^[A-Za-z0-9_-]+$" } },
    });
    const update = bodyOf(at("/v3/users/{uid}", "put"));
    expect(update).not.toHaveProperty("required");
    expect(update?.properties).toHaveProperty("name");
    expect(update?.properties).not.toHaveProperty("uid");
  });

  it("tells the query's parameters with their bounds, under every name they have", () => {
    const query = queryOf(at("/v3/users", "get"));
    expect(query).not.toHaveProperty("createdAt");
    expect(query).toMatchObject({
      perPage: { type: "integer", minimum: 1, maximum: 1_000, default: 100 },
      per_page: { type: "integer" },
      sortBy: { enum: ["name", "status"] },
      "createdAt[from]": { type: "integer", minimum: 0 },
      roles: { type: "array" },
      role: { type: "array" },
      withTags: { type: "boolean" },
    });
  });

  it("tells what is asked of an account's apps, found out by asking the routes", () => {
    const { body, query } = {
      body: bodyOf(at("/apps/{appId}/webhooks", "post")),
      query: queryOf(at("/apps", "get")),
    };
    expect(body?.required).toEqual(expect.arrayContaining(["id", "name"]));
    expect(bodyOf(at("/apps/{appId}/webhooks/{id}", "put"))?.properties).not.toHaveProperty("id");
    expect(bodyOf(at("/apps", "post"))?.required).toEqual(["name", "region"]);
    expect(Object.keys(query)).toEqual(["searchKey", "page", "perPage"]);
    expect(at("/apps", "get").security).toEqual([{ accountKey: [], accountSecret: [] }]);
  });

  it("joins what shares a method and a path", () => {
    const list = at("/v3.0/messages", "get");
    expect(list.summary).toContain("Unread counts");
    expect(queryOf(list)).toMatchObject({ count: { type: "boolean" }, searchKey: { type: "string" } });
    expect(bodyOf(at("/v3.0/me", "put"))?.anyOf).toHaveLength(2);
    expect(bodyOf(at("/v3.0/messages", "post"), "multipart/form-data")).toBeDefined();
  });

  it("says by whom each operation may be asked", () => {
    expect(at("/v3.0/me", "get").security).toEqual([{ appId: [], authToken: [] }]);
    expect(at("/v3/roles", "get").security).toEqual([{ appId: [], apiKey: [] }]);
    expect(at("/v3/conversations", "get").security).toHaveLength(2);
    expect(at("/v3/messages/{id}/reactions/{reaction}", "post").security).toEqual([
      { appId: [], apiKey: [], onBehalfOf: [] },
    ]);
    expect(at("/v3.0/api/v1/online-members", "post").security).toEqual([{ appId: [], jwt: [] }]);
  });

  it("names the codes that each operation may refuse with, under their status", () => {
    expect(codesOf(at("/v3.0/groups/{guid}/members", "delete"))).toEqual({
      400: ["ERR_BAD_REQUEST"],
      401: [
        "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
        "AUTH_ERR_EMPTY_APPID",
        "AUTH_ERR_EMPTY_AUTH_TOKEN",
        "AUTH_ERR_INVALID_APPID",
      ],
      403: ["ERR_GROUP_NOT_JOINED", "ERR_OWNER_EXIT_FORBIDDEN", "ERR_PERMISSION_DENIED"],
      404: ["ERR_GUID_NOT_FOUND"],
      429: ["ERR_TOO_MANY_REQUESTS"],
      500: ["ERR_EXCEPTION"],
    });
    expect(codesOf(at("/v3.0/ping", "post"))[400]).toContain("ERR_SETTINGS_HASH_OUTDATED");
  });

  it("names every code of the catalogue somewhere, but for those of other hosts and of wrong addresses", () => {
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    const named = new Set(operations.flatMap((operation) => Object.values(codesOf(operation)).flat()));
    expect(Object.keys(ERRORS).filter((code) => !named.has(code) && /^(AUTH_)?ERR_/.test(code))).toEqual([
      "ERR_API_NOT_FOUND",
      "ERR_INVALID_API_VERSION",
      "ERR_EXTENSION_NOT_FOUND",
      // No rule and no route of the service leads to these.
      "ERR_UID_DELETE_FAILED",
      "ERR_BOT_ALREADY_EXISTS",
    ]);
  });

  it("describes every answer by what is in it, a list by its rows and its meta", () => {
    const users = answerOf(at("/v3/users", "get"));
    expect(users).toMatchObject({
      required: ["data", "meta"],
      properties: {
        data: { type: "array", items: { $ref: "#/components/schemas/User" } },
        meta: { $ref: "#/components/schemas/ChangePages" },
      },
      additionalProperties: false,
    });
    expect(document.components.schemas.User).toMatchObject({
      required: ["uid", "name", "status"],
      properties: { status: { enum: ["available", "offline"] } },
    });
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    const vague = operations.filter((operation) => {
      const answer = answerOf(operation);
      return (answer?.anyOf ?? [answer]).some((one) => Object.keys(one?.properties?.data ?? {}).length === 0);
    });
    expect(vague.map(({ operationId }) => operationId)).toEqual([]);
  });
});

describe("the pages", () => {
  it("are there for anyone, on any origin, with no App ID", async () => {
    const { anyone } = createApiWorld();
    const { openapi, paths, headers, status } = (await anyone("GET", "/openapi.json")) as unknown as {
      openapi: string;
      paths: object;
      headers: Headers;
      status: number;
    };
    expect([status, openapi, headers.get("access-control-allow-origin")]).toEqual([200, "3.1.0", "*"]);
    expect(paths).toEqual(document.paths);
    expect((await anyone("POST", "/openapi.json")).error.code).toBe("ERR_API_NOT_FOUND");
  });

  it("are there for who asks for the headers alone", async () => {
    const { fetch } = createApiWorld();
    for (const path of ["/openapi.json", "/docs"]) {
      expect((await fetch(path, { method: "HEAD" })).status, path).toBe(200);
    }
  });

  it("include one for people, which loads nothing from elsewhere and whose script is well-formed", async () => {
    const response = await createApiWorld().fetch("/docs");
    const page = await response.text();
    expect(response.headers.get("content-type")).toContain("text/html");
    expect(page).not.toMatch(/https?:\/\/|src=/);
    const [, script = ""] = /<script type="module">([\s\S]*)<\/script>/.exec(page) ?? [];
    expect(() => new Function(`return (async () => {${script}})`)).not.toThrow();
  });
});
