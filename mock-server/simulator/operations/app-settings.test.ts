import { describe, expect, it } from "vitest";
import { chosenSettings } from "../app-settings.ts";
import { codeOf, createWorld } from "../testing/world.ts";

describe("the settings of an app", () => {
  it("are chosen one by one, those of parameters as well, and given up by null", () => {
    const world = createWorld();
    const change = (settings: Record<string, unknown>) => world.server.run("changeSettings", { settings });
    change({ MODE: "NO_TRANSIENT", parameters: { a: 1, b: 2 } });
    change({ ANALYTICS_PING_DISABLED: false, parameters: { b: null } });
    expect(chosenSettings(world.app.state)).toEqual({
      MODE: "NO_TRANSIENT",
      ANALYTICS_PING_DISABLED: false,
      parameters: { a: 1 },
    });
    change({ MODE: null, ANALYTICS_PING_DISABLED: null, parameters: { a: null } });
    expect(chosenSettings(world.app.state)).toEqual({});
  });

  it("are not a user's to change", () => {
    const world = createWorld();
    world.addUsers("alice");
    expect(codeOf(world.as("alice").tryRun("changeSettings", { settings: { MODE: "x" } }))).toBe(
      "AUTH_ERR_EMPTY_APIKEY",
    );
  });
});

describe("an analytics ping", () => {
  it("wants the jwt of the session that the socket would take", () => {
    const world = createWorld();
    world.addUsers("alice");
    const { authToken, jwt } = world.server.run("createAuthToken", { uid: "alice" });
    const session = world.by({ kind: "authToken", authToken });
    const ping = (input: object) => codeOf(session.tryRun("pingAnalytics", input));
    expect([ping({ jwt }), ping({ jwt: "old" }), ping({})]).toEqual(["ok", "ERR_NO_AUTH", "ERR_NO_AUTH"]);
  });
});
