import { beforeEach, describe, expect, it } from "vitest";
import { webFetch } from "../../http/web.ts";
import { serviceError } from "../../simulator/errors.ts";
import { createWorld } from "../../simulator/testing/world.ts";
import { createRestSurface } from "../surface.ts";
import { createExtensionRegistry, type Extension } from "./index.ts";

const LOCAL = "localhost:8443";

/** A surface before which alice is logged in, and what she gets from an extension's host. */
function openWorld(...own: Extension[]) {
  const world = createWorld();
  world.addUsers("alice", "bob");
  const { authToken, jwt } = world.server.run("createAuthToken", { uid: "alice" });
  const extensions = createExtensionRegistry();
  for (const extension of own) {
    extensions.add(extension);
    world.server.run("switchExtension", { slug: extension.slug, enabled: true });
  }
  const bugs: unknown[] = [];
  const resources: (string | undefined)[] = [];
  const fetch = webFetch(
    createRestSurface({
      simulator: world.simulator,
      extensions,
      onOutcome: (outcome, resource) => {
        if (outcome.events.length > 0) resources.push(resource);
      },
      onBug: (bug) => bugs.push(bug),
    }),
  );
  const ask = async (
    url: string,
    options: { method?: string; body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const { method = "POST", body, headers } = options;
    const known = { appid: world.app.appId, authorization: `Bearer ${jwt}`, resource: "WEB-alice" };
    const response = await fetch(
      new Request(url, {
        method,
        headers: headers ?? known,
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
    );
    const text = await response.text();
    const isJson = response.headers.get("content-type") === "application/json";
    return {
      response,
      text,
      ...(isJson ? (JSON.parse(text) as { data?: unknown; error?: { code: string } }) : {}),
    };
  };
  return { world, fetch, ask, bugs, resources, authToken, jwt };
}

const create = { question: "Lunch?", options: ["a", "b"], receiver: "bob", receiverType: "user" };

let opened: ReturnType<typeof openWorld>;
beforeEach(() => {
  opened = openWorld();
});

describe("an extension's host", () => {
  it.each([
    `https://polls-us.${LOCAL}/v2/create`,
    `https://polls-us.${LOCAL}//v2/create/`,
    "https://polls-us.cometchat.io/v2/create",
    "https://POLLS-US.cometchat.io:8443/v2/create",
    // Where the settings are asked under a name of one's own.
    "https://polls-us.chat.example:8443/v2/create",
  ])("is %s", async (url) => {
    const { data } = await opened.ask(url, { body: create });
    expect(data).toMatchObject({ success: true, question: "Lunch?", messageId: "1" });
  });

  it("hands on what happens without the session of who asks, whose device would drop it", async () => {
    await opened.ask(`https://polls-us.${LOCAL}/v2/create`, { body: create });
    expect(opened.resources).toEqual([undefined]);
  });

  it("may be a name of somebody's own, as long as it is no extension's", async () => {
    const { world, authToken, ask } = opened;
    const headers = { appid: world.app.appId, authtoken: authToken };
    for (const host of ["my-chat.localhost:8443", "chat-eu.localhost", "chat-us.example.org"]) {
      expect(
        (await ask(`https://${host}/v3.0/users/bob`, { method: "GET", headers })).data,
        host,
      ).toMatchObject({
        uid: "bob",
      });
    }
  });

  it("answers browsers that ask first", async () => {
    const response = await opened.fetch(
      new Request(`https://polls-us.${LOCAL}/v2/create`, {
        method: "OPTIONS",
        headers: { origin: "https://app.example", "access-control-request-headers": "authorization,appid" },
      }),
    );
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-headers")).toBe("authorization,appid");
  });

  it("takes the auth token in place of the jwt", async () => {
    const headers = { appid: opened.world.app.appId, authtoken: opened.authToken };
    const { data } = await opened.ask(`https://polls-us.${LOCAL}/v2/create`, { body: create, headers });
    expect(data).toMatchObject({ question: "Lunch?" });
  });
});

describe("refusals", () => {
  const cases: [what: string, url: string, headers: (jwt: string) => Record<string, string>, code: string][] =
    [
      ["no App ID", `polls-us.${LOCAL}`, () => ({}), "AUTH_ERR_EMPTY_APPID"],
      ["an unknown app", `polls-us.${LOCAL}`, () => ({ appid: "nobody's" }), "AUTH_ERR_INVALID_APPID"],
      ["another region", `polls-eu.${LOCAL}`, () => ({ appid: "test-app" }), "AUTH_ERR_INVALID_APPID"],
      ["nobody", `polls-us.${LOCAL}`, () => ({ appid: "test-app" }), "AUTH_ERR_EMPTY_AUTH_TOKEN"],
      [
        "a wrong jwt",
        `polls-us.${LOCAL}`,
        () => ({ appid: "test-app", authorization: "Bearer x" }),
        "AUTH_ERR_AUTH_TOKEN_NOT_FOUND",
      ],
      [
        "an unknown extension",
        `nothing-us.${LOCAL}`,
        (jwt) => ({ appid: "test-app", authorization: `Bearer ${jwt}` }),
        "ERR_EXTENSION_NOT_FOUND",
      ],
      [
        "one that is switched off",
        `reactions-us.${LOCAL}`,
        (jwt) => ({ appid: "test-app", authorization: `Bearer ${jwt}` }),
        "ERR_EXTENSION_NOT_FOUND",
      ],
    ];
  it.each(cases)("%s", async (_what, host, headers, code) => {
    const { error } = await opened.ask(`https://${host}/v2/create`, {
      body: create,
      headers: headers(opened.jwt),
    });
    expect(error?.code).toBe(code);
  });

  it("a path or method that is not there, and a body that is none", async () => {
    const host = `https://polls-us.${LOCAL}`;
    const codes = [
      await opened.ask(`${host}/v2/nothing`, { body: create }),
      await opened.ask(`${host}/v2/create`, { method: "GET" }),
      await opened.ask(`${host}/toString`, { body: {} }),
      await opened.ask(`${host}/v2/create`, { body: "{" }),
      await opened.ask(`${host}/v2/create`, { body: "[]" }),
      await opened.ask(`${host}/v2/create`),
      await opened.ask(`${host}/%E0%A4%A`, { body: {} }),
    ].map(({ error }) => error?.code);
    expect(codes).toEqual([
      "ERR_API_NOT_FOUND",
      "ERR_API_NOT_FOUND",
      "ERR_API_NOT_FOUND",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "ERR_BAD_REQUEST",
      "ERR_API_NOT_FOUND",
    ]);
    expect(opened.bugs).toEqual([]);
  });
});

describe("an extension's files", () => {
  it("are for anyone who has their URL", async () => {
    const { response, text } = await opened.ask(`https://stickers-us.${LOCAL}/stickers/faces/smile.svg`, {
      method: "GET",
      headers: {},
    });
    expect(response.headers.get("content-type")).toBe("image/svg+xml");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    expect(text).toMatch(/^<svg .*<\/svg>$/);
  });

  it("are not there under other names", async () => {
    for (const path of [
      "stickers/faces/nothing.svg",
      "stickers/faces/constructor.svg",
      "stickers/x/smile.svg",
    ]) {
      const { error } = await opened.ask(`https://stickers-us.${LOCAL}/${path}`, { method: "GET" });
      expect(error?.code, path).toBe("ERR_API_NOT_FOUND");
    }
  });
});

describe("an extension of one's own", () => {
  it("acts as who asks, as somebody else or as the app, and may take its time", async () => {
    const { world, ask } = openWorld({
      slug: "talk",
      async handle({ execute, body }) {
        await Promise.resolve();
        const to = { receiver: "bob", receiverType: "user", category: "message", type: "text" };
        const senders = [undefined, "bob", null].map((as) => {
          const receiver = as === "bob" ? "alice" : "bob";
          return execute("sendMessage", { ...to, receiver, data: { text: body.text } }, as).sender;
        });
        return senders;
      },
    });

    expect((await ask(`https://talk-us.${LOCAL}/x`, { body: { text: "hi" } })).data).toEqual([
      "alice",
      "bob",
      "app_system",
    ]);
    expect(world.server.run("listMessages", {}).rows).toHaveLength(3);
  });

  it("is a bug of its author's when it breaks, and no hang", async () => {
    const { ask, bugs } = openWorld(
      {
        slug: "broken",
        handle() {
          throw new Error("mine");
        },
      },
      {
        slug: "late",
        handle: () => Promise.reject(serviceError("ERR_PERMISSION_DENIED", { action: "x" })),
      },
    );
    expect((await ask(`https://broken-us.${LOCAL}/x`)).error?.code).toBe("ERR_EXCEPTION");
    expect(bugs).toEqual([new Error("mine")]);
    expect((await ask(`https://late-us.${LOCAL}/x`)).error?.code).toBe("ERR_PERMISSION_DENIED");
  });

  it("reads a query whatever way the SDK writes it", async () => {
    const { ask } = openWorld({ slug: "query", handle: ({ query }) => query });
    const read = async (query: string) =>
      (await ask(`https://query-us.${LOCAL}/x${query}`, { method: "GET" })).data;
    expect(await read("?x=1?a=b&c=what?")).toEqual({ x: "1", a: "b", c: "what?" });
    expect(await read("?text=a%20b%26c")).toEqual({ text: "a b&c" });
    expect(await read("")).toEqual({});
  });
});
