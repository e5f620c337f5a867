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
      CHAT_HOST: "localhost:8443/ws",
      CHAT_WSS_PORT: 8443,
      EXTENSION_DOMAIN: "localhost:8443",
    });
  });

  it("name a host without a port, and an address in brackets", () => {
    expect(printSettings(app, "chat.test")).toMatchObject({
      CLIENT_API_HOST: "chat.test",
      CHAT_HOST: "chat.test/ws",
      CHAT_WSS_PORT: 443,
    });
    expect(printSettings(app, "[::1]:8443")).toMatchObject({
      CLIENT_API_HOST: "[::1]:8443",
      CHAT_HOST: "[::1]:8443/ws",
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
      extensions: [],
      flagReasons: [],
      parameters: {
        "core.conversations.updateOnCallActivity": true,
        "core.conversations.updateOnGroupActions": true,
        "core.conversations.updateOnReplies": true,
        "core.conversations.updateOnCustomMessage": false,
      },
    });
  });

  it("have the same hash exactly when they read the same", () => {
    const hash = (host: string) => printSettings(app, host).settingsHash;
    expect(hash("localhost:1")).toBe(hash("localhost:1"));
    expect(hash("localhost:1")).not.toBe(hash("localhost:2"));
  });
});
