import { describe, expect, it } from "vitest";
import { createApiWorld } from "../testing/api-world.ts";

function withTalk() {
  const world = createApiWorld();
  world.addUsers("alice", "bob");
  world.say("bob", { uid: "alice" });
  return { world, api: world.clientApi("alice") };
}

describe("the AI's routes", () => {
  it("answer under the key that the SDK looks for, whatever the case of the UID", async () => {
    const { world, api } = withTalk();
    world.server.run("createBot", { uid: "bot", name: "Bot" });
    const keysOf = async (path: string) => Object.keys((await api("GET", `/v3.0/ai/${path}`)).data);

    expect(await keysOf("conversation-starter/users/BOB")).toEqual(["conversation-starter"]);
    expect(await keysOf("smart-replies/users/bob")).toEqual(["smart-replies"]);
    expect(await keysOf("conversation-summary/users/bob?lastMessages=5")).toEqual(["conversation-summary"]);
    expect(await keysOf("bots/bot/assistance/users/bob?question=why%3F")).toEqual(["bot-reply"]);
  });

  it("leave the key out when there is nothing to say", async () => {
    const { world, api } = withTalk();
    world.addUsers("carol");
    expect((await api("GET", "/ai/smart-replies/users/carol")).data).toEqual({});
  });

  it("read as many messages as they are asked to", async () => {
    const { world, api } = withTalk();
    world.say("bob", { uid: "alice" });
    const summary = async (query: string) =>
      (await api("GET", `/ai/conversation-summary/users/bob${query}`)).data["conversation-summary"];
    expect(await summary("")).toContain("2 messages");
    expect(await summary("?lastNMessages=1")).toContain("1 messages");
    expect(await summary("?lastNMessages=5000")).toContain("2 messages");
    expect((await api("GET", "/ai/conversation-summary/users/bob?lastNMessages=many")).error.code).toBe(
      "ERR_BAD_REQUEST",
    );
  });

  it("are for users", async () => {
    const { world } = withTalk();
    expect((await world.anyone("GET", "/ai/smart-replies/users/bob")).error.code).toBe(
      "AUTH_ERR_EMPTY_APPID",
    );
  });
});
