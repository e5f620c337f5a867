import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Device, useWorld } from "./world.ts";

// The ping and what its answers set off: rest-client.md §3.3, socket.md §1.2.

const world = useWorld();

const settings = (changed: Record<string, unknown>) => world.execute("changeSettings", { settings: changed });

/** The newest exchange of a page with that part of a path, once it has been answered. */
const answered = ({ realm }: Device, method: string, path: string, from = 0) =>
  realm.http.next(
    (one) => one.method === method && one.url.pathname.endsWith(path) && one.answer !== undefined,
    `the answer to ${method} ${path}`,
    { from },
  );

describe("the analytics ping (rest-client.md §3.3)", () => {
  beforeEach(() => {
    settings({ ANALYTICS_PING_DISABLED: false });
  });
  afterEach(() => {
    settings({ ANALYTICS_PING_DISABLED: null, parameters: { "features.test": null } });
  });

  it("is answered while the settings are what they were", async () => {
    const alice = await world.join("alice");
    const { answer, headers, url } = await answered(alice, "POST", "/ping");

    expect(url.host).toBe(`localhost:${world.server.port}`);
    expect(headers.settingshash).toMatch(/^[0-9a-f]+$/);
    expect(answer?.json).toMatchObject({ data: {} });
  });

  it("makes the SDK start again, unnoticed, when the settings have changed", async () => {
    const before = await world.join("alice");
    await answered(before, "POST", "/ping");
    settings({ parameters: { "features.test": "new" } });
    expect(await before.sdk.isFeatureEnabled("features.test")).toBe(false);

    const alice = await world.reload(before);

    const outdated = await answered(alice, "POST", "/ping");
    expect(outdated.answer?.json).toMatchObject({ error: { code: "ERR_SETTINGS_HASH_OUTDATED" } });
    const again = await answered(alice, "PUT", "/me");
    await answered(alice, "POST", "/ping", alice.realm.http.entries.indexOf(again));
    expect(await alice.sdk.isFeatureEnabled("features.test")).toBe("new");
    expect((await alice.sdk.getLoggedinUser())?.getUid()).toBe(alice.uid);
    // The new socket hears what is said.
    const second = await alice.realm.sockets.next(({ state }) => state === "open", "the new socket", {
      from: 1,
    });
    expect(second.url).toContain(`:${world.server.port}`);
  });

  it("makes the SDK get a new jwt when its own is no longer that of the session", async () => {
    const uid = await world.user("alice");
    const page = await world.page({ autoConnect: false });
    const { authToken } = await world.api.call("POST", `users/${uid}/auth_tokens`);
    await page.sdk.login(String(authToken));
    const laptop: Device = { ...page, uid };
    // Another device with the same token of the app's server, while this one is not connected: its logout ends the session,
    // and the token stays.
    const other = await world.page();
    await other.sdk.login(String(authToken));
    await other.sdk.logout();

    const reloaded = await world.reload(laptop, { autoConnect: false });
    reloaded.sdk.connect();

    const refused = await answered(reloaded, "POST", "/ping");
    expect(refused.answer?.json).toMatchObject({ error: { code: "ERR_NO_AUTH" } });
    const { answer } = await answered(reloaded, "GET", "/me");
    expect(answer?.json).toMatchObject({ data: { uid, authToken } });
  });
});

describe("the settings that say where everything is (rest-client.md §1.4, §3.1)", () => {
  it("say nothing undefined", async () => {
    const alice = await world.join("alice");
    const all = (await alice.sdk.getAppSettings()) as unknown as Record<string, unknown>;
    const keys = [
      "WEBRTC_HOST",
      "WEBRTC_API_SUBDOMAIN",
      "WEBRTC_WEB_FRONTEND_HOST",
      "ANALYTICS_HOST",
      "ANALYTICS_VERSION",
    ];
    for (const key of keys) expect(all[key], key).toEqual(expect.any(String));
    expect(JSON.stringify(all)).not.toContain("undefined");
  });
});
