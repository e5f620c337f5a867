import { describe, expect, it } from "vitest";
import { webFetch } from "../http/web.ts";
import { virtualClock } from "../simulator/clock.ts";
import { createSimulator } from "../simulator/simulator.ts";
import { AUTH_KEY, REST_API_KEY } from "../simulator/testing/world.ts";
import { createRestSurface, type RequestReport } from "./surface.ts";
import { createApiWorld } from "./testing/api-world.ts";

const APP = { appid: "test-app" };
const KEY = { ...APP, apikey: REST_API_KEY };

function worldOf(...uids: string[]) {
  const world = createApiWorld();
  world.addUsers(...uids);
  return world;
}

describe("the two APIs", () => {
  it("takes a request with an API key for a server's and one with an auth token for a client's", async () => {
    const { serverApi, clientApi } = worldOf("alice");
    expect((await serverApi()("GET", "/roles")).data[0].role).toBe("default");
    expect((await clientApi("alice")("GET", "/roles")).error.code).toBe("ERR_API_NOT_FOUND");
    expect((await serverApi()("GET", "/me")).error.code).toBe("ERR_API_NOT_FOUND");
  });

  it.each([
    ["no App ID", "/me", {}, "AUTH_ERR_EMPTY_APPID", 401],
    ["an unknown App ID", "/me", { appid: "nobody" }, "AUTH_ERR_INVALID_APPID", 401],
    ["no auth token", "/me", APP, "AUTH_ERR_EMPTY_AUTH_TOKEN", 401],
    ["an unknown auth token", "/me", { ...APP, authtoken: "x" }, "AUTH_ERR_AUTH_TOKEN_NOT_FOUND", 401],
    ["no API key where only servers ask", "/roles", APP, "AUTH_ERR_EMPTY_APIKEY", 401],
    ["an empty API key", "/users", { ...APP, apikey: "" }, "AUTH_ERR_EMPTY_APIKEY", 401],
    ["an unknown API key", "/users", { ...APP, apikey: "x" }, "AUTH_ERR_APIKEY_NOT_FOUND", 401],
    [
      "the Auth Key where it is not enough",
      "/users",
      { ...APP, apikey: AUTH_KEY },
      "AUTH_ERR_NO_ACCESS",
      403,
    ],
    ["an unknown user to act for", "/users", { ...KEY, onbehalfof: "x" }, "ERR_UID_NOT_FOUND", 404],
  ])("refuses %s", async (_what, path, headers, code, status) => {
    const { error, ...answer } = await createApiWorld().anyone(
      "GET",
      path,
      undefined,
      headers as HeadersInit,
    );
    expect({ code: error.code, status: answer.status }).toEqual({ code, status });
  });

  it("finds the app in the host's name, and a server's API by it", async () => {
    const { anyone } = createApiWorld();
    const host = (service: string, region = "us") => `https://test-app.${service}-${region}.cometchat.io`;
    expect((await anyone("GET", `${host("api")}/v3/users`)).error.code).toBe("AUTH_ERR_EMPTY_APIKEY");
    expect((await anyone("GET", `${host("apiclient")}/v3.0/users`)).error.code).toBe(
      "AUTH_ERR_EMPTY_AUTH_TOKEN",
    );
    const answer = await anyone("GET", `${host("api")}/v3/users`, undefined, { apikey: REST_API_KEY });
    expect(answer.data).toEqual([]);
    const elsewhere = await anyone("GET", `${host("api", "eu")}/v3/users`, undefined, {
      apikey: REST_API_KEY,
    });
    expect(elsewhere.error.code).toBe("AUTH_ERR_INVALID_APPID");
  });

  it.each(["api", "apiclient"])(
    "takes the App ID from its header where %s's host names none",
    async (name) => {
      const { anyone } = createApiWorld();
      const users = (region: string, headers: HeadersInit) =>
        anyone("GET", `https://${name}-${region}.cometchat.io/v3/users`, undefined, headers);
      expect((await users("us", KEY)).data).toEqual([]);
      expect((await users("us", { apikey: REST_API_KEY })).error.code).toBe("AUTH_ERR_EMPTY_APPID");
      expect((await users("eu", KEY)).error.code).toBe("AUTH_ERR_INVALID_APPID");
    },
  );
});

describe("paths", () => {
  it.each([
    "/users/alice",
    "/v3/users/alice",
    "/v3.0/users/alice",
    "/client/v3.0/users/alice",
    "/v3.0/users/alice/",
  ])("finds %s", async (path) => {
    const { clientApi } = worldOf("alice", "bob");
    expect((await clientApi("bob")("GET", path)).data.uid).toBe("alice");
  });

  it("does not mistake a user's id for a version", async () => {
    const { clientApi } = worldOf("alice", "v3");
    expect((await clientApi("alice")("GET", "/v3.0/users/v3")).data.uid).toBe("v3");
    expect((await clientApi("alice")("GET", "/users/v3")).data.uid).toBe("v3");
  });

  it.each(["/v2.0/me", "/v4/me", "/client/v2/me", "/v2/anything"])(
    "refuses the version of %s",
    async (path) => {
      const { error, status } = await worldOf("alice").clientApi("alice")("GET", path);
      expect([error.code, status]).toEqual(["ERR_INVALID_API_VERSION", 404]);
    },
  );

  it.each([
    ["GET", "/"],
    ["GET", "/v3.0"],
    ["GET", "/nothing/here"],
    ["PATCH", "/users"],
    ["GET", "/notifications/push/v2/preferences"],
    ["PROPFIND", "/users"],
  ])("does not know %s %s", async (method, path) => {
    const { error, status } = await worldOf("alice").clientApi("alice")(method, path);
    expect([error.code, status]).toEqual(["ERR_API_NOT_FOUND", 404]);
  });

  it("decodes what stands in a path, and takes a broken escape as it is", async () => {
    const api = worldOf("alice", "bob").clientApi("alice");
    expect((await api("GET", "/users/%62ob")).data.uid).toBe("bob");
    const { error, status } = await api("GET", "/users/%E0%A4%A");
    expect([error.code, status]).toEqual(["ERR_UID_NOT_FOUND", 404]);
  });
});

describe("answers", () => {
  it("print a refusal with its code, message and details", async () => {
    const { serverApi } = createApiWorld();
    const { status, error, headers } = await serverApi()("POST", "/users", { uid: "a b", name: "A" });
    expect(status).toBe(400);
    expect(error).toEqual({
      code: "ERR_BAD_REQUEST",
      message: "Failed to validate the data sent with the request.",
      devMessage: "Failed to validate the data sent with the request.",
      source: "chat-api",
      details: { uid: [expect.any(String)] },
    });
    expect(headers.get("content-type")).toBe("application/json");
  });

  it("may be read by pages of any origin, refusals included", async () => {
    const { clientApi, anyone } = worldOf("alice");
    const fine = await clientApi("alice")("GET", "/me");
    const refused = await anyone("GET", "/me");
    expect([fine, refused].map(({ headers }) => headers.get("access-control-allow-origin"))).toEqual([
      "*",
      "*",
    ]);
  });

  it("tell a browser that it may send what it means to, on any path", async () => {
    const { anyone } = createApiWorld();
    const { status, headers } = await anyone("OPTIONS", "/whatever/this/is", undefined, {
      "access-control-request-headers": "appid,authtoken",
    });
    expect(status).toBe(204);
    expect(headers.get("access-control-allow-origin")).toBe("*");
    expect(headers.get("access-control-allow-headers")).toBe("appid,authtoken");
    expect(headers.get("access-control-allow-methods")).toBe("GET,POST,PUT,PATCH,DELETE,OPTIONS");
    expect(Number(headers.get("access-control-max-age"))).toBeGreaterThan(0);
  });

  it("hand on the events of what succeeded, with the session that caused it, before the answer is there", async () => {
    const world = worldOf("alice");
    world.resources.length = 0;
    const api = world.clientApi("alice");
    await api("GET", "/users/nobody");
    await api("GET", "/me");
    expect(world.resources).toEqual(["WEB-alice"]);
  });

  it("are reported with who asked and what came of it", async () => {
    const world = worldOf("alice");
    const { authToken } = world.server.run("createAuthToken", { uid: "alice" });
    const reports: RequestReport[] = [];
    const fetch = webFetch(
      createRestSurface({
        simulator: world.simulator,
        onRequest: (report) => reports.push(report),
      }),
    );
    const headers = { ...APP, authtoken: authToken };
    await fetch(new Request("https://h/v3.0/me?x=1", { headers }));
    await fetch(new Request("https://h/users/nobody", { headers }));
    await fetch(new Request("https://h/nothing", { method: "OPTIONS" }));
    const ms = expect.any(Number);
    expect(reports).toEqual([
      { method: "GET", path: "/v3.0/me", status: 200, code: undefined, uid: "alice", ms },
      { method: "GET", path: "/users/nobody", status: 404, code: "ERR_UID_NOT_FOUND", uid: "alice", ms },
    ]);
  });

  it("admit a bug as ERR_EXCEPTION, and report it", async () => {
    const simulator = createSimulator({ clock: virtualClock(0), seed: 1 });
    simulator.addApp({ appId: "test-app", region: "us", authKey: "a", restApiKey: "b" });
    const bug = new Error("a bug");
    const bugs: unknown[] = [];
    const fetch = webFetch(
      createRestSurface({
        simulator: {
          ...simulator,
          execute: () => {
            throw bug;
          },
        },
        onBug: (error) => bugs.push(error),
      }),
    );
    const response = await fetch(new Request("https://h/users", { headers: { ...APP, apikey: "b" } }));
    expect([response.status, (await response.json()).error.code]).toEqual([500, "ERR_EXCEPTION"]);
    expect(bugs).toEqual([bug]);
  });
});
