import { describe, expect, it } from "vitest";
import { codeOf, createWorld } from "../testing/world.ts";

const text = { category: "message", type: "text", data: { text: "Beep." } };

function worldWithBot() {
  const world = createWorld();
  world.addUsers("alice");
  world.server.run("createBot", { uid: "Robo", name: "Robo" });
  return world;
}

describe("a bot", () => {
  it("is a user, by whose name the app's server speaks", () => {
    const world = worldWithBot();
    const input = { uid: "ROBO", receiver: "alice", receiverType: "user", ...text };
    const message = world.server.run("sendBotMessage", input);
    expect(message).toMatchObject({ sender: "robo", receiver: "alice", data: { text: "Beep." } });
    expect(world.as("alice").run("listMessages", { uid: "robo" }).rows).toEqual([message]);
  });

  it("speaks to the groups it is in, and to no others", () => {
    const world = worldWithBot();
    world.server.run("createGroup", { guid: "in", name: "In", members: { participants: ["robo"] } });
    world.server.run("createGroup", { guid: "out", name: "Out" });
    const say = (receiver: string) =>
      world.server.tryRun("sendBotMessage", { uid: "robo", receiver, receiverType: "group", ...text });
    expect(codeOf(say("in"))).toBe("ok");
    expect(codeOf(say("out"))).toBe("ERR_NOT_A_MEMBER");
  });

  it("is nobody who is not one, nor one who was deleted", () => {
    const world = worldWithBot();
    const say = (uid: string) =>
      codeOf(
        world.server.tryRun("sendBotMessage", { uid, receiver: "alice", receiverType: "user", ...text }),
      );
    expect(say("alice")).toBe("ERR_BOT_NOT_FOUND");
    expect(say("nobody")).toBe("ERR_BOT_NOT_FOUND");
    world.server.run("deleteUser", { uid: "robo", permanent: true });
    expect(say("robo")).toBe("ERR_BOT_NOT_FOUND");
  });

  it.each([
    [{ uid: "robo", name: "Twin" }, "ERR_BOT_ALREADY_EXISTS"],
    [{ uid: "alice", name: "Alice" }, "ERR_UID_ALREADY_EXISTS"],
    [{ uid: "b".repeat(50), name: "Long" }, "ERR_BAD_REQUEST"],
  ])("%o is not made: %s", (input, code) => {
    expect(codeOf(worldWithBot().server.tryRun("createBot", input))).toBe(code);
  });

  it("is one of 25 at most", () => {
    const { server } = worldWithBot();
    for (let count = 1; count < 25; count += 1) server.run("createBot", { uid: `bot-${count}`, name: "Bot" });
    expect(codeOf(server.tryRun("createBot", { uid: "late", name: "Bot" }))).toBe(
      "ERR_PLAN_QUOTA_RESTRICTION",
    );
  });
});

describe("the usage of an app", () => {
  it("counts who is online, and who was in the time asked for", () => {
    const world = createWorld();
    world.addUsers("alice", "bob", "carol");
    world.connect("alice");
    const socket = world.connect("bob");
    world.server.run("disconnect", { connection: socket.id });
    expect(world.server.run("getUsage", {})).toMatchObject({ concurrentUsers: 1, activeUsers: 2 });
    world.clock.advance(60_000);
    const now = world.clock.now() / 1_000;
    expect(world.server.run("getUsage", { fromDate: now - 30 })).toMatchObject({ activeUsers: 1 });
  });
});
