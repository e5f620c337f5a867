import { describe, expect, it } from "vitest";
import { AUTH_KEY, codeOf, createWorld, REST_API_KEY } from "../testing/world.ts";

describe("an app's API keys", () => {
  it("are a pair at first, named as the service names them", () => {
    const { rows } = createWorld().server.run("listApiKeys", {});
    expect(rows).toMatchObject([
      { apiKey: AUTH_KEY, name: "Auth Key", scope: "authOnly" },
      { apiKey: REST_API_KEY, name: "Rest API Key", scope: "fullAccess" },
    ]);
  });

  it("are forty hex digits, authOnly unless asked otherwise, and listed newest first", () => {
    const world = createWorld();
    world.clock.advance(1_000);
    const made = world.server.run("createApiKey", { name: "CI" });
    expect(made).toMatchObject({
      name: "CI",
      scope: "authOnly",
      apiKey: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    expect(world.server.run("listApiKeys", {}).rows[0]).toEqual(made);
    expect(world.server.run("listApiKeys", { searchKey: "c" }).rows).toEqual([made]);
    expect(world.server.run("listApiKeys", { scope: "fullAccess" }).total).toBe(1);
  });

  it("work at once, by their scope, and no longer once deleted", () => {
    const world = createWorld();
    const { apiKey } = world.server.run("createApiKey", { name: "second", scope: "fullAccess" });
    const second = world.by({ kind: "apiKey", apiKey });
    expect(codeOf(second.tryRun("listRoles"))).toBe("ok");
    second.run("updateApiKey", { apiKey: REST_API_KEY, scope: "authOnly" });
    expect(codeOf(world.server.tryRun("listRoles"))).toBe("AUTH_ERR_NO_ACCESS");
    second.run("deleteApiKey", { apiKey: REST_API_KEY });
    expect(codeOf(world.server.tryRun("listRoles"))).toBe("AUTH_ERR_APIKEY_NOT_FOUND");
  });

  it("do not change or delete themselves", () => {
    const { server } = createWorld();
    for (const operation of ["updateApiKey", "deleteApiKey"] as const) {
      expect(codeOf(server.tryRun(operation, { apiKey: REST_API_KEY }))).toBe("ERR_APIKEY_NO_SELF_ACTION");
    }
    expect(server.run("getApiKey", { apiKey: REST_API_KEY }).scope).toBe("fullAccess");
  });

  it("are 25 at most", () => {
    const { server } = createWorld();
    for (let count = 2; count < 25; count += 1) server.run("createApiKey", { name: `key ${count}` });
    expect(codeOf(server.tryRun("createApiKey", { name: "one more" }))).toBe("ERR_PLAN_QUOTA_RESTRICTION");
  });

  it.each([
    ["getApiKey", { apiKey: "none" }, "ERR_APIKEY_NOT_FOUND"],
    ["updateApiKey", { apiKey: "none" }, "ERR_APIKEY_NOT_FOUND"],
    ["deleteApiKey", { apiKey: "none" }, "ERR_APIKEY_NOT_FOUND"],
    ["createApiKey", { name: "x".repeat(101) }, "ERR_BAD_REQUEST"],
    ["createApiKey", { name: "x", scope: "admin" }, "ERR_BAD_REQUEST"],
  ] as const)("%s %o is refused with %s", (operation, input, code) => {
    expect(codeOf(createWorld().server.tryRun(operation, input))).toBe(code);
  });

  it("are nothing to users", () => {
    const world = createWorld();
    world.addUsers("alice");
    expect(codeOf(world.as("alice").tryRun("listApiKeys"))).toBe("AUTH_ERR_EMPTY_APIKEY");
  });
});
