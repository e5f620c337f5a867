import { describe, expect, it } from "vitest";
import { createBackend } from "../harness/backend.ts";
import { type AppOptions, operations, virtualClock } from "../simulator/index.ts";
import { RATE_LIMITS, rateLimitKind } from "../simulator/rules/rate-limits.ts";
import { askChecked } from "./testing/answer-check.ts";

const APP = { appId: "app1", region: "us", authKey: "auth-key", restApiKey: "rest-key" } as const;
const MINUTE = 1_700_000_040_000;

function limitedWorld(rateLimits?: AppOptions["rateLimits"]) {
  const clock = virtualClock(MINUTE);
  const backend = createBackend({ clock, seed: 1 });
  backend.addApp({ ...APP, rateLimits });
  const ask = async (method: string, path: string, body?: unknown) => {
    const headers = { apikey: APP.restApiKey, appid: APP.appId };
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await askChecked(backend, new Request(`https://localhost${path}`, init));
    const { error } = (await response.json()) as { error?: { code: string; message: string } };
    const header = (name: string) => response.headers.get(name);
    return {
      code: error?.code ?? response.status,
      message: error?.message,
      limit: header("X-Rate-Limit"),
      remaining: header("X-Rate-Limit-Remaining"),
      retryAfter: header("Retry-After"),
      reset: header("X-Rate-Limit-Reset"),
    };
  };
  return { clock, backend, ask };
}

describe("rate limits", () => {
  it("are off, and not spoken of, unless an app has them", async () => {
    const { ask } = limitedWorld();
    expect(await ask("GET", "/v3/users")).toMatchObject({ code: 200, limit: null, remaining: null });
  });

  it("are the service's own, told on every answer, errors included", async () => {
    const { ask } = limitedWorld(true);
    expect(await ask("GET", "/v3/users")).toMatchObject({ limit: "20000", remaining: "19999" });
    expect(await ask("GET", "/v3/users/nobody")).toMatchObject({
      code: "ERR_UID_NOT_FOUND",
      remaining: "19998",
    });
    expect(await ask("POST", "/v3/users", { uid: "a", name: "A" })).toMatchObject({
      limit: "10000",
      remaining: "9999",
    });
    expect(await ask("POST", "/v3/data_import/users", { users: {} })).toMatchObject({
      limit: "60",
      remaining: "59",
    });
  });

  it("refuse what is one too many until the minute is over, and execute nothing of it", async () => {
    const { ask, clock, backend } = limitedWorld({ core: 2 });
    clock.advance(15_500);
    for (const uid of ["a", "b"]) expect((await ask("POST", "/v3/users", { uid, name: uid })).code).toBe(200);
    expect(await ask("POST", "/v3/users", { uid: "c", name: "C" })).toEqual({
      code: "ERR_TOO_MANY_REQUESTS",
      message: "Too many requests for core operations. 2 per minute is the maximum request allowed.",
      limit: "2",
      remaining: "0",
      retryAfter: "45",
      reset: String(MINUTE / 1_000 + 60),
    });
    expect(backend.simulator.app("app1")?.state.users.has("c")).toBe(false);
    expect((await ask("GET", "/v3/users")).code).toBe(200);
    clock.advance(44_500);
    expect((await ask("POST", "/v3/users", { uid: "c", name: "C" })).code).toBe(200);
  });

  it("are switched on and off at any time", async () => {
    const { ask, backend } = limitedWorld();
    backend.simulator.setRateLimits("app1", { standard: 1 });
    await ask("GET", "/v3/users");
    expect((await ask("GET", "/v3/users")).code).toBe("ERR_TOO_MANY_REQUESTS");
    backend.simulator.setRateLimits("app1", undefined);
    expect(await ask("GET", "/v3/users")).toMatchObject({ code: 200, limit: null });
  });

  it("know every kind of operation", () => {
    const kinds = Object.keys(operations).map(rateLimitKind);
    expect(new Set(kinds)).toEqual(new Set(Object.keys(RATE_LIMITS)));
    expect(kinds.filter((kind) => kind === "core")).toHaveLength(6);
    expect(kinds.filter((kind) => kind === "dataImport")).toHaveLength(4);
  });
});
