import { beforeEach, describe, expect, it } from "vitest";
import { WORLD_START } from "../../simulator/testing/world.ts";
import { createApiWorld } from "../testing/api-world.ts";

let world: ReturnType<typeof createApiWorld>;

beforeEach(() => {
  world = createApiWorld();
  world.addUsers("alice", "bob", "carol");
});

/** As the official SDK 4.2.0 sends it. */
const CALL = { type: "audio", receiverType: "user", category: "call", status: "initiated", receiver: "bob" };

describe("calls", () => {
  it("answer a call message, whose session is spelled in small letters", async () => {
    const { data } = await world.clientApi("alice")("POST", "/v3.0/calls", {
      ...CALL,
      data: { metadata: { k: 1 } },
      muid: "m1",
    });
    expect(data).toMatchObject({
      id: "1",
      muid: "m1",
      conversationId: "alice_user_bob",
      sender: "alice",
      receiver: "bob",
      receiverType: "user",
      category: "call",
      type: "audio",
      sentAt: WORLD_START,
      data: {
        action: "initiated",
        entities: {
          by: { entity: { uid: "alice" }, entityType: "user" },
          for: { entity: { uid: "bob", conversationId: "alice_user_bob" }, entityType: "user" },
          on: {
            entityType: "call",
            entity: {
              sessionid: expect.stringMatching(/^\d{10}[0-9a-f]{40}$/),
              conversationId: "alice_user_bob",
              sender: "alice",
              receiver: "bob",
              receiverType: "user",
              status: "initiated",
              type: "audio",
              initiatedAt: WORLD_START,
              joinedAt: WORLD_START,
              wsChannel: { service: "test-app.call", secret: expect.stringMatching(/^[0-9a-f]{40}$/) },
              data: {
                metadata: { k: 1 },
                entities: {
                  sender: { entity: { uid: "alice" }, entityType: "user" },
                  receiver: { entity: { uid: "bob" }, entityType: "user" },
                },
              },
            },
          },
        },
      },
    });
    expect(data.data.entities.sender).toBeUndefined();
  });

  it("are taken on by their session, and say since when", async () => {
    const [alice, bob] = [world.clientApi("alice"), world.clientApi("bob")];
    const { data: call } = await alice("POST", "/calls", CALL);
    const { sessionid } = call.data.entities.on.entity;
    world.clock.advance(7_000);

    const { data } = await bob("PUT", `/v3.0/calls/${sessionid}`, { status: "ongoing" });

    expect(data).toMatchObject({ sender: "bob", receiver: "alice", data: { action: "ongoing" } });
    expect(data.data.entities.on.entity).toMatchObject({
      sessionid,
      sender: "alice",
      status: "ongoing",
      initiatedAt: WORLD_START,
      startedAt: WORLD_START + 7,
      joinedAt: WORLD_START + 7,
    });
    const type = await alice("PATCH", `/calls/${sessionid}/type`, { type: "video" });
    expect(type.data).toMatchObject({ sessionid, type: "video", status: "ongoing" });
    expect(
      (await alice("PUT", `/calls/${sessionid}`, { status: "ended", joinedAt: WORLD_START })).data.type,
    ).toBe("video");
  });

  it("are rows of history, for servers too", async () => {
    await world.clientApi("alice")("POST", "/calls", CALL);
    const { data } = await world.serverApi()("GET", "/users/alice/messages?categories=call");
    expect(data).toMatchObject([{ category: "call", data: { entities: { on: { entityType: "call" } } } }]);
  });

  it("are refused in the service's own words", async () => {
    const alice = world.clientApi("alice");
    const codeOf = async (...request: Parameters<typeof alice>) => {
      const { status, error } = await alice(...request);
      return [status, error.code];
    };
    expect(await codeOf("POST", "/calls", {})).toEqual([400, "ERR_EMPTY_RECEIVER"]);
    expect(await codeOf("POST", "/calls", { ...CALL, receiver: "alice" })).toEqual([400, "ERR_CALLING_SELF"]);
    expect(await codeOf("PUT", "/calls/", { status: "ongoing" })).toEqual([400, "ERR_EMPTY_CALL_SESSION_ID"]);
    expect(await codeOf("PUT", "/calls/1", { status: "ongoing" })).toEqual([
      404,
      "ERR_CALL_SESSION_NOT_FOUND",
    ]);
    expect(await codeOf("PUT", "/calls/1", {})).toEqual([400, "ERR_BAD_REQUEST"]);
    expect(await codeOf("PATCH", "/calls/1/type", { type: "text" })).toEqual([400, "ERR_BAD_REQUEST"]);
    const { data } = await alice("POST", "/calls", CALL);
    const { sessionid } = data.data.entities.on.entity;
    const carol = await world.clientApi("carol")("PUT", `/calls/${sessionid}`, { status: "ongoing" });
    expect([carol.status, carol.error.code]).toEqual([403, "ERR_CALL_NOT_A_PART"]);
  });

  it("give out tokens, whatever session they are for", async () => {
    const passthrough = { uid: "alice", sessionId: "v1.us.test-app.room" };
    const { data } = await world.clientApi("alice")("POST", "/me/jwt", { passthrough });
    expect(data.token.split(".")).toHaveLength(3);
    expect((await world.clientApi("alice")("POST", "/me/jwt")).data.token).toEqual(expect.any(String));
    const odd = await world.clientApi("alice")("POST", "/me/jwt", { passthrough: { sessionId: 5 } });
    expect(odd.error.code).toBe("ERR_BAD_REQUEST");
  });
});

describe("the media service of calls", () => {
  it("counts who is in one, bare and to anybody", async () => {
    const { data } = await world.clientApi("alice")("POST", "/calls", CALL);
    const { sessionid } = data.data.entities.on.entity;
    await world.clientApi("bob")("PUT", `/calls/${sessionid}`, { status: "ongoing" });
    const ask = async (query: string, app = "test-app") => {
      const { headers, status, ...body } = await world.anyone("GET", `/rtc/${app}/room-size?${query}`);
      expect(headers.get("access-control-allow-origin")).toBe("*");
      return body;
    };
    expect(await ask(`domain=0.1&room=${sessionid}`)).toEqual({ participants: 2 });
    expect(await ask(`domain=0.1&id=${sessionid}`)).toEqual({ participants: 2 });
    expect(await ask("domain=0.1&room=unknown")).toEqual({ participants: 0 });
    expect(await ask("")).toEqual({ participants: 0 });
    expect(await ask("room=1", "another-app")).toMatchObject({ error: { code: "AUTH_ERR_INVALID_APPID" } });
  });

  it("has no media", async () => {
    const { error } = await world.anyone("GET", "/rtc/test-app/frontend/?v=5");
    expect(error.code).toBe("ERR_FEATURE_NOT_ACCESSIBLE");
  });
});

describe("what the SDK's table has and nothing in it calls (rest-client.md §6.20)", () => {
  it("is none of this API, but for adding members, which is", async () => {
    const alice = world.clientApi("alice");
    await alice("POST", "/groups", { guid: "team", name: "Team", type: "public" });
    const unknown: Parameters<typeof alice>[] = [
      ["POST", "/v3.0/admin/users/auth", { uid: "alice" }],
      ["DELETE", "/v3.0/admin/users/auth/token"],
      ["PUT", "/v3.0/groups/team/promote", { uid: "alice" }],
      ["DELETE", "/v3.0/groups/team/demote"],
      ["GET", "/v3.0/user/messages/muid"],
    ];
    for (const request of unknown) {
      const { status, error } = await alice(...request);
      expect([status, error.code]).toEqual([404, "ERR_API_NOT_FOUND"]);
    }
    const { data } = await alice("POST", "/v3.0/groups/team/members", { uids: ["bob"] });
    expect(data).toMatchObject({ participants: { bob: { success: true } } });
  });
});
