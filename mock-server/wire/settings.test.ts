import { describe, expect, it } from "vitest";
import { createWorld } from "../simulator/testing/world.ts";
import { printSettings } from "./settings.ts";

const { app } = createWorld();

describe("settings", () => {
  it("lead everything to the one port by which the request came", () => {
    expect(printSettings(app, "localhost:8443")).toMatchObject({
      CLIENT_API_HOST: "localhost:8443",
      ADMIN_API_HOST: "localhost:8443",
      CHAT_API_VERSION: "v3.0",
      CHAT_HOST: "localhost:8443/ws/test-app",
      CHAT_WSS_PORT: 8443,
      EXTENSION_DOMAIN: "localhost:8443",
    });
  });

  it("name a host without a port, and an address in brackets", () => {
    expect(printSettings(app, "chat.test")).toMatchObject({
      CLIENT_API_HOST: "chat.test",
      CHAT_HOST: "chat.test/ws/test-app",
      CHAT_WSS_PORT: 443,
    });
    expect(printSettings(app, "[::1]:8443")).toMatchObject({
      CLIENT_API_HOST: "[::1]:8443",
      CHAT_HOST: "[::1]:8443/ws/test-app",
      CHAT_WSS_PORT: 8443,
    });
  });

  it("name the vendor's hosts to whom they were asked under such a name", () => {
    expect(printSettings(app, "test-app.apiclient-us.cometchat.io")).toMatchObject({
      CLIENT_API_HOST: "test-app.apiclient-us.cometchat.io",
      ADMIN_API_HOST: "test-app.api-us.cometchat.io",
      CHAT_HOST: "test-app.websocket-us.cometchat.io",
      CHAT_WSS_PORT: 443,
      EXTENSION_DOMAIN: "cometchat.io",
      REGION: "us",
    });
  });

  it("keep the port of such a name", () => {
    expect(printSettings(app, "test-app.api-us.cometchat.io:8443")).toMatchObject({
      CLIENT_API_HOST: "test-app.apiclient-us.cometchat.io:8443",
      ADMIN_API_HOST: "test-app.api-us.cometchat.io:8443",
      CHAT_HOST: "test-app.websocket-us.cometchat.io:8443/ws",
      CHAT_WSS_PORT: 8443,
      EXTENSION_DOMAIN: "cometchat.io:8443",
    });
  });

  it("say how a client is to behave", () => {
    expect(printSettings(app, "localhost")).toMatchObject({
      APP_VERSION: 4,
      MODE: "DEFAULT",
      ANALYTICS_PING_DISABLED: true,
      flagReasons: [{ id: "spam", default: true }, { id: "sexual" }, { id: "harassment" }, { id: "other" }],
      parameters: {
        "core.conversations.updateOnCallActivity": true,
        "core.conversations.updateOnGroupActions": true,
        "core.conversations.updateOnReplies": true,
        "core.conversations.updateOnCustomMessage": false,
      },
    });
  });

  it("say how large and how many the files of a message may be", () => {
    expect(printSettings(app, "h")).toMatchObject({ "file.size.max": 104_857_600, "file.count.max": 10 });
  });

  it("say that messages and conversations can be pinned and saved, and how many", () => {
    expect(printSettings(app, "localhost").parameters).toMatchObject({
      "features.ux.messages.pinned.enabled": true,
      "features.ux.messages.saved.enabled": true,
      "features.ux.conversations.pinned.enabled": true,
      "features.ux.messages.pinned.limit": 100,
      "features.ux.messages.pinned.system.limit": 100,
      "features.ux.messages.saved.limit": 100,
      "features.ux.conversations.pinned.limit": 5,
      "features.ux.conversations.pinned.system.limit": 5,
    });
  });

  it("name this machine by a name where they were asked by an address: extensions are sub-domains", () => {
    expect(printSettings(app, "127.0.0.1:8443").EXTENSION_DOMAIN).toBe("localhost:8443");
    expect(printSettings(app, "[::1]").EXTENSION_DOMAIN).toBe("localhost");
    expect(printSettings(app, "192.168.1.7:8443").EXTENSION_DOMAIN).toBe("192.168.1.7:8443");
  });

  it("tell which extensions and AI features are on, in an order that does not depend on when they were switched", () => {
    const { app, server } = createWorld();
    const before = printSettings(app, "localhost");
    server.run("switchExtension", { slug: "polls", enabled: false });
    server.run("switchExtension", { slug: "own", name: "My own", enabled: true });
    server.run("switchAiFeature", { feature: "bots", enabled: false });

    const after = printSettings(app, "localhost");
    expect(after.extensions).toEqual([
      { id: "document", name: "Collaborative Document" },
      { id: "message-translation", name: "Message Translation" },
      { id: "own", name: "My own" },
      { id: "stickers", name: "Stickers" },
      { id: "whiteboard", name: "Collaborative Whiteboard" },
    ]);
    expect(after.parameters).toMatchObject({
      "features.ai.enabled": true,
      "features.ai.bots.enabled": false,
      "features.ai.smart-replies.enabled": true,
    });
    expect(after.settingsHash).not.toBe(before.settingsHash);

    server.run("switchExtension", { slug: "own", enabled: false });
    server.run("switchExtension", { slug: "polls", enabled: true });
    server.run("switchAiFeature", { feature: "bots", enabled: true });
    expect(printSettings(app, "localhost")).toEqual(before);
  });

  it("have the same hash exactly when they read the same", () => {
    const hash = (host: string) => printSettings(app, host).settingsHash;
    expect(hash("localhost:1")).toBe(hash("localhost:1"));
    expect(hash("localhost:1")).not.toBe(hash("localhost:2"));
  });

  it("say what the app has chosen in the place of what they say otherwise, parameters one by one", () => {
    const chosen = createWorld();
    const before = printSettings(chosen.app, "localhost");
    chosen.server.run("changeSettings", {
      settings: {
        MODE: "NO_TRANSIENT",
        parameters: { "features.test": 1, "core.conversations.updateOnReplies": false },
      },
    });
    const after = printSettings(chosen.app, "localhost");
    expect(after).toMatchObject({
      MODE: "NO_TRANSIENT",
      APP_VERSION: 4,
      parameters: {
        "features.test": 1,
        "core.conversations.updateOnReplies": false,
        "core.conversations.updateOnCallActivity": true,
      },
    });
    expect(after.settingsHash).not.toBe(before.settingsHash);
    chosen.server.run("changeSettings", {
      settings: {
        MODE: null,
        parameters: { "features.test": null, "core.conversations.updateOnReplies": null },
      },
    });
    expect(printSettings(chosen.app, "localhost")).toEqual(before);
  });
});
