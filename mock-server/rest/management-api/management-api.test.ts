import { describe, expect, it } from "vitest";
import { DEFAULT_ACCOUNT } from "../../harness/account.ts";
import { createBackend } from "../../harness/backend.ts";
import { virtualClock } from "../../simulator/index.ts";
import { WEBHOOK_TRIGGERS } from "../../simulator/rules/webhook-triggers.ts";
import { askChecked } from "../testing/answer-check.ts";
import type { Answer } from "../testing/api-world.ts";

const APP = { appId: "app1", region: "us", authKey: "auth-key", restApiKey: "rest-key" } as const;
const OWN = { key: DEFAULT_ACCOUNT.key, secret: DEFAULT_ACCOUNT.secret };

function createManagementWorld() {
  const clock = virtualClock(1_700_000_000_000);
  const sampleData = [
    {
      minutesAgo: 1,
      operation: "createUser",
      input: { uid: "cometchat-uid-1", name: "Andrew Joseph" },
    } as const,
  ];
  const backend = createBackend({ clock, seed: 1, sampleData });
  backend.addApp(APP);
  const ask = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = OWN,
    origin = "https://apimgmt.cometchat.io",
  ): Promise<Answer> => {
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await askChecked(backend, new Request(`${origin}${path}`, init));
    return { status: response.status, headers: response.headers, ...(await response.json()) };
  };
  return { backend, ask };
}

describe("who may manage", () => {
  it.each([
    [{}, "AUTH_ERR_EMPTY_AUTH_HEADER"],
    [{ key: OWN.key }, "AUTH_ERR_EMPTY_AUTH_HEADER"],
    [{ secret: OWN.secret }, "AUTH_ERR_EMPTY_AUTH_HEADER"],
    [{ key: "wrong", secret: OWN.secret }, "AUTH_ERR_APIKEY_NOT_FOUND"],
    [{ key: OWN.key, secret: "wrong" }, "AUTH_ERR_APIKEY_NOT_FOUND"],
    [{ apikey: APP.restApiKey, appid: APP.appId }, "AUTH_ERR_EMPTY_AUTH_HEADER"],
  ] as Record<string, string>[][] as [Record<string, string>, string][])(
    "not with %o",
    async (headers, code) => {
      const { ask } = createManagementWorld();
      const { status, error } = await ask("GET", "/apps", undefined, headers);
      expect([status, error.code]).toEqual([401, code]);
    },
  );

  it("whoever has the key and the secret, under any host", async () => {
    const { ask } = createManagementWorld();
    for (const origin of [
      "https://apimgmt.cometchat.io",
      "https://localhost:8443",
      "http://localhost:8443/v3",
    ]) {
      expect((await ask("GET", "/apps", undefined, OWN, origin)).data).toMatchObject([{ id: "app1" }]);
    }
  });

  it("and nothing else is there", async () => {
    const { ask } = createManagementWorld();
    for (const [method, path] of [
      ["PATCH", "/apps"],
      ["GET", "/apps/app1/plans"],
      ["GET", "/users"],
    ] as const) {
      expect((await ask(method, path)).error.code).toBe("ERR_API_NOT_FOUND");
    }
  });
});

describe("apps", () => {
  it("are made with two keys that work, and with sample data", async () => {
    const { ask, backend } = createManagementWorld();
    const { data } = await ask("POST", "/apps", { name: "Shop", region: "eu", version: "3" });
    const keys = Object.values(data.apiKeys) as {
      apiKey: string;
      name: string;
      scope: string;
      createdBy: string;
    }[];
    expect(data).toMatchObject({ name: "Shop", region: "eu", id: expect.stringMatching(/^[0-9a-f]{16}$/) });
    expect(keys.map(({ name, scope, createdBy }) => [name, scope, createdBy])).toEqual([
      ["Auth Key", "authOnly", "app_system"],
      ["Rest API Key", "fullAccess", "app_system"],
    ]);
    expect(Object.keys(data.apiKeys)).toEqual(keys.map(({ apiKey }) => apiKey));
    const apikey = keys[1]?.apiKey ?? "";
    const users = await ask(
      "GET",
      "/v3/users",
      undefined,
      { apikey },
      `https://${data.id}.api-eu.cometchat.io`,
    );
    expect(users.data).toMatchObject([{ uid: "cometchat-uid-1" }]);
    expect(backend.simulator.apps().map((app) => app.name)).toEqual(["app1", "Shop"]);
  });

  it("are empty when they are to skip it, and each has its own id and keys", async () => {
    const { ask, backend } = createManagementWorld();
    const make = async () =>
      (await ask("POST", "/apps", { name: "A", region: "us", skipSampleData: true })).data;
    const [one, two] = [await make(), await make()];
    expect(backend.simulator.app(one.id)?.state.users.size).toBe(0);
    expect(new Set([one.id, two.id, ...Object.keys(one.apiKeys), ...Object.keys(two.apiKeys)]).size).toBe(6);
    const list = await ask("GET", "/apps?perPage=2&page=2");
    expect([list.data.length, list.meta.pagination]).toMatchObject([1, { total: 3, total_pages: 2 }]);
  });

  it.each([
    { region: "us" },
    { name: "A" },
    ...["U S", "", "us-", "-us", "-", "u.s", "a".repeat(33)].map((region) => ({ name: "A", region })),
  ])("are not made of %o", async (body) => {
    const { ask } = createManagementWorld();
    expect((await ask("POST", "/apps", body)).error.code).toBe("ERR_BAD_REQUEST");
  });

  it("are gone once deleted, with everything in them", async () => {
    const { ask, backend } = createManagementWorld();
    const { data } = await ask("DELETE", "/apps/app1");
    expect(data).toEqual({ success: true, scheduledToDeleteAt: 1_700_000_000 });
    const headers = { apikey: APP.restApiKey, appid: "app1" };
    const gone = await ask("GET", "/v3/users", undefined, headers, "https://localhost:8443");
    expect(gone.error.code).toBe("AUTH_ERR_INVALID_APPID");
    expect((await ask("DELETE", "/apps/app1")).error.code).toBe("AUTH_ERR_INVALID_APPID");
    expect(backend.addApp(APP).state.users.size).toBe(0);
  });
});

describe("extensions", () => {
  it("are switched on and off, each with its own result, and listed with whether they are on", async () => {
    const { ask } = createManagementWorld();
    const body = { enabled: ["link-preview", "mine"], disabled: ["polls"] };
    const { data } = await ask("POST", "/apps/app1/extensions", body);
    expect(data).toEqual({
      enabled: {
        "link-preview": {
          success: true,
          message: "The extension link-preview has been enabled successfully.",
        },
        mine: { success: true, message: "The extension mine has been enabled successfully." },
      },
      disabled: { polls: { success: true, message: "The extension polls has been disabled successfully." } },
    });
    const list = await ask("GET", "/apps/app1/extensions?perPage=100");
    const active = (list.data as { id: string; isActive: boolean }[]).filter((row) => row.isActive);
    expect(active.map(({ id }) => id)).toEqual(expect.arrayContaining(["link-preview", "mine", "stickers"]));
    expect(active.map(({ id }) => id)).not.toContain("polls");
    expect(list.data).toContainEqual({ id: "link-preview", name: "Link Preview", isActive: true });
    expect(list.meta.pagination.total).toBe(list.data.length);
  });

  it.each([[{ enabled: "polls" }], [{ enabled: ["No Slug"] }], [{ disabled: [1] }]])(
    "are not switched by %o",
    async (body) => {
      const { ask } = createManagementWorld();
      const before = (await ask("GET", "/apps/app1/extensions")).data;
      expect((await ask("POST", "/apps/app1/extensions", body)).error.code).toBe("ERR_BAD_REQUEST");
      expect((await ask("GET", "/apps/app1/extensions")).data).toEqual(before);
    },
  );
});

describe("collaborators", () => {
  const TEAM = "/apps/app1/collaborators";

  it("are added with a role, moved to another, and removed", async () => {
    const { ask } = createManagementWorld();
    const added = await ask("POST", TEAM, { admins: ["Ada@example.com"], developers: ["ben@example.com"] });
    expect(added.data).toEqual({
      admins: { "ada@example.com": { success: true } },
      developers: { "ben@example.com": { success: true } },
      moderators: {},
      collaboratorsToRemove: {},
    });
    await ask("POST", TEAM, { moderators: ["ada@example.com"], collaboratorsToRemove: ["ben@example.com"] });
    const row = {
      id: "1",
      name: "Ada",
      email: "ada@example.com",
      role: "moderator",
      createdAt: 1_700_000_000,
    };
    expect((await ask("GET", TEAM)).data).toEqual([row]);
  });

  it("are named by their address", async () => {
    const { ask } = createManagementWorld();
    expect((await ask("POST", TEAM, { admins: ["ada"] })).error.code).toBe("ERR_BAD_REQUEST");
    expect((await ask("GET", TEAM)).data).toEqual([]);
  });
});

describe("webhooks", () => {
  const hook = { id: "h1", name: "Hook", webhookURL: "https://example.com/h", useBasicAuth: true };
  const credentials = { username: "me", password: "secret" };

  it("are made, shown without their password, changed and deleted", async () => {
    const { ask } = createManagementWorld();
    const made = await ask("POST", "/apps/app1/webhooks", { ...hook, ...credentials, retryOnFailure: true });
    expect(made.data).toEqual({
      ...hook,
      username: "me",
      enabled: true,
      retryOnFailure: true,
      createdAt: 1_700_000_000,
      updatedAt: 1_700_000_000,
    });
    const list = await ask("GET", "/apps/app1/webhooks?searchKey=hoo");
    expect([list.data, list.meta.pagination.total]).toEqual([[made.data], 1]);
    const changed = await ask("PUT", "/apps/app1/webhooks/h1", { name: "Renamed", id: "other" });
    expect(changed.data).toMatchObject({ id: "h1", name: "Renamed" });
    expect((await ask("GET", "/apps/app1/webhooks/h1")).data.name).toBe("Renamed");
    expect((await ask("DELETE", "/apps/app1/webhooks/h1")).data).toEqual({
      success: true,
      message: "Deleted Webhook successfully.",
    });
    const gone = await ask("GET", "/apps/app1/webhooks/h1");
    expect([gone.status, gone.error.code]).toEqual([404, "ERR_WEBHOOK_NOT_FOUND"]);
  });

  it("get and lose triggers", async () => {
    const { ask } = createManagementWorld();
    await ask("POST", "/apps/app1/webhooks", { ...hook, ...credentials });
    const path = "/apps/app1/webhooks/h1/triggers";
    const added = await ask("POST", path, { triggerIds: ["message_sent", "nope"] });
    expect(added.data).toMatchObject({
      message_sent: { success: true, message: "Triggers has been added successfully." },
      nope: { success: false, error: { code: "ERR_TRIGGER_NOT_FOUND" } },
    });
    expect((await ask("GET", path)).data).toEqual([
      { id: "message_sent", description: WEBHOOK_TRIGGERS.message_sent },
    ]);
    expect((await ask("DELETE", path, { triggerIds: ["message_sent"] })).data.message).toBe(
      "Removed trigger successfully.",
    );
    expect((await ask("GET", path)).data).toEqual([]);
  });

  it.each([
    ["POST", "/apps/none/webhooks", hook, "AUTH_ERR_INVALID_APPID"],
    ["POST", "/apps/app1/webhooks", { id: "h" }, "ERR_BAD_REQUEST"],
    ["POST", "/apps/app1/webhooks/none/triggers", { triggerIds: [] }, "ERR_WEBHOOK_NOT_FOUND"],
  ])("%s %s is refused", async (method, path, body, code) => {
    const { ask } = createManagementWorld();
    expect((await ask(method, path, body)).error.code).toBe(code);
  });
});
