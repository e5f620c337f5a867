import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { type ServerFacts, startText } from "./cli-start-text.ts";

const plain = picocolors.createColors(false);

const server: ServerFacts = {
  url: "https://localhost:9443",
  httpUrl: "http://localhost:9443",
  port: 9443,
  app: { appId: "my-app", region: "eu", authKey: "my-auth-key", restApiKey: "my-rest-key" },
  management: { key: "my-key", secret: "my-secret" },
  caFile: "/some where/ca.pem",
  sampleUsers: ["ada", "grace"],
  warnings: [],
};

describe("the text of a start", () => {
  it("names everything a person needs", () => {
    const text = startText(server, "1.2.3", plain);
    for (const fact of [
      "cometchat-testkit 1.2.3",
      "https://localhost:9443",
      "http://localhost:9443",
      "my-app",
      "eu",
      "my-auth-key",
      "my-rest-key",
      "my-key",
      "my-secret",
      "ada, grace",
      'NODE_EXTRA_CA_CERTS="/some where/ca.pem"',
    ]) {
      expect(text).toContain(fact);
    }
  });

  it("has five lines that point the SDK at this server", () => {
    const text = startText(server, "1.2.3", plain);
    expect(text).toContain(`Point an app here:
  import { CometChat } from "@cometchat/chat-sdk-javascript";
  const host = "localhost:9443/v3.0";
  const settings = new CometChat.AppSettingsBuilder().setRegion("eu").overrideAdminHost(host).overrideClientHost(host).build();
  await CometChat.init("my-app", settings);
  await CometChat.login("ada", "my-auth-key");
`);
  });

  it("has no escape codes without colours, and some with them", () => {
    expect(startText(server, "1.2.3", plain)).not.toContain("\u001b");
    expect(startText(server, "1.2.3", picocolors.createColors(true))).toContain("\u001b");
  });

  it("shows how to make the first user where there is none", () => {
    const text = startText({ ...server, sampleUsers: [] }, "1.2.3", plain);
    expect(text).not.toContain("Users");
    expect(text).toContain('await CometChat.createUser(new CometChat.User("uid-1"), "my-auth-key");');
  });

  it("names no certificate file where there is none", () => {
    const text = startText({ ...server, caFile: "" }, "1.2.3", plain);
    expect(text).not.toContain("NODE_EXTRA_CA_CERTS");
    expect(text).toContain("open https://localhost:9443 once");
  });
});
