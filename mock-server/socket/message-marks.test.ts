import { describe, expect, test } from "vitest";
import { createBackendWorld } from "../harness/testing/backend-world.ts";

// Frames: socket.md §4.6, §4.8, §4.9.

function open() {
  const world = createBackendWorld();
  world.addUsers("alice", "bob");
  const { authToken, jwt } = world.login("alice");
  const alice = world.connect("alice", { jwt });
  const [tablet, bob] = [world.connect("alice", { deviceId: "WEB-2" }), world.connect("bob")];
  const call = async (method: string, path: string, body?: unknown) => {
    const answer = await world.client(authToken, method, `/v3.0${path}`, body, "WEB-alice");
    world.clock.advance(20);
    return answer;
  };
  return { world, alice, tablet, bob, call };
}

const hello = {
  receiver: "bob",
  receiverType: "user",
  category: "message",
  type: "text",
  data: { text: "hello" },
};

describe("what is done with a message", () => {
  test.each([
    ["POST", "message_pinned", { pinnedBy: "alice", pinnedAt: expect.any(Number) }],
    ["DELETE", "message_unpinned", {}],
  ])("%s pin reaches all devices of both parties as %s", async (method, type, marks) => {
    const { alice, tablet, bob, call } = open();
    await call("POST", "/messages", hello);
    await call("POST", "/messages/1/pin");
    if (method === "DELETE") await call("DELETE", "/messages/1/pin");
    for (const socket of [alice, tablet, bob]) {
      const [frame] = socket.ofType(type);
      expect(frame).toMatchObject({
        appId: "app1",
        sender: "alice",
        receiver: "bob",
        receiverType: "user",
        deviceId: "WEB-alice",
        body: { id: "1", data: { text: "hello" }, ...marks },
      });
      if (method === "DELETE") expect(frame?.body).not.toHaveProperty("pinnedAt");
    }
  });

  test("a save reaches the user's own devices, as that user sees the message", async () => {
    const { tablet, bob, call } = open();
    await call("POST", "/messages", hello);
    await call("POST", "/messages/1/save");
    await call("DELETE", "/messages/1/save");
    expect(tablet.ofType("message_saved")).toMatchObject([
      { sender: "alice", deviceId: "WEB-alice", body: { id: "1", savedAt: expect.any(Number) } },
    ]);
    expect(tablet.ofType("message_unsaved")[0]?.body).not.toHaveProperty("savedAt");
    expect([...bob.ofType("message_saved"), ...bob.ofType("message_unsaved")]).toEqual([]);
  });

  test("a reached goal reaches the message's sender, with what was done", async () => {
    const { world, alice, bob, call } = open();
    const data = { interactiveData: {}, interactionGoal: { type: "anyAction" } };
    await call("POST", "/messages", { ...hello, category: "interactive", type: "form", data });
    const { authToken } = world.login("bob");
    await world.client(
      authToken,
      "PATCH",
      "/v3.0/messages/1/interacted",
      { interactions: ["e1"] },
      "WEB-bob",
    );
    world.clock.advance(20);
    expect(alice.ofType("interaction_completed")).toMatchObject([
      {
        sender: "bob",
        messageSender: "alice",
        receiver: "alice",
        receiverType: "user",
        deviceId: "WEB-bob",
        body: {
          messageId: "1",
          user: { uid: "bob" },
          interactions: [{ elementId: "e1", interactedAt: expect.any(Number) }],
        },
      },
    ]);
    expect(bob.ofType("interaction_completed")).toEqual([]);
  });

  test("the word of moderation reaches the sender's devices, the sending one included", async () => {
    const { world, alice, tablet, bob, call } = open();
    const rule = { name: "r", action: ["blockMessage"], conditions: [{ value: "bad" }] };
    await world.server("POST", "/v3/moderation/rules", rule);
    await call("POST", "/messages", { ...hello, data: { text: "bad" } });
    for (const socket of [alice, tablet]) {
      expect(socket.ofType("on_moderation_status_changed")).toMatchObject([
        {
          sender: "app_system",
          receiver: "bob",
          body: { id: "1", data: { moderation: { status: "disapproved" } } },
        },
      ]);
    }
    expect([...bob.ofType("message"), ...bob.ofType("on_moderation_status_changed")]).toEqual([]);
  });
});

describe("a pinned conversation", () => {
  test("is told to its user's devices, as a whole and without a receiver", async () => {
    const { tablet, bob, call } = open();
    await call("POST", "/messages", hello);
    await call("POST", "/users/bob/conversation/pin");
    await call("DELETE", "/users/bob/conversation/pin");
    const [pinned] = tablet.ofType("conversation_pinned");
    expect(pinned).toMatchObject({
      sender: "alice",
      deviceId: "WEB-alice",
      body: {
        conversation: {
          conversationId: "alice_user_bob",
          pinnedBy: "alice",
          pinnedAt: expect.any(Number),
          conversationWith: { uid: "bob" },
          lastMessage: { id: "1" },
        },
      },
    });
    expect(pinned).not.toHaveProperty("receiver");
    const [unpinned] = tablet.ofType("conversation_unpinned");
    expect(unpinned?.body.conversation).not.toHaveProperty("pinnedAt");
    expect([...bob.ofType("conversation_pinned"), ...bob.ofType("conversation_unpinned")]).toEqual([]);
  });

  test("by the app is told to each user with the user's own side of it", async () => {
    const { world, alice, bob, call } = open();
    await call("POST", "/messages", hello);
    await world.server("PUT", "/v3/conversations/pinned", { pinnedConversations: [{ uid: "alice" }] });
    world.clock.advance(20);
    expect(bob.ofType("conversation_pinned")).toMatchObject([
      {
        sender: "app_system",
        body: {
          conversation: {
            unreadMessageCount: "1",
            pinnedBy: "app_system",
            conversationWith: { uid: "alice" },
          },
        },
      },
    ]);
    expect(alice.ofType("conversation_pinned")).toEqual([]);
  });
});
