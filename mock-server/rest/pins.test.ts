import { describe, expect, it } from "vitest";
import { createApiWorld } from "./testing/api-world.ts";

// Shapes: rest-client.md §6.5, §6.7, §6.9; rest-admin.md §4.10, §4.11.

/** alice owns the group `g`, in which bob takes part. */
function worldOf() {
  const world = createApiWorld();
  world.addUsers("alice", "bob");
  world.server.run("createGroup", {
    guid: "g",
    name: "G",
    owner: "alice",
    members: { participants: ["bob"] },
  });
  return { ...world, alice: world.clientApi("alice"), bob: world.clientApi("bob") };
}

type TestWorld = ReturnType<typeof worldOf>;

function said(world: TestWorld, count: number, to: { uid: string } | { guid: string } = { guid: "g" }) {
  return Array.from({ length: count }, () => String(world.say("alice", to).id));
}

const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);

describe("pinning a message", () => {
  it("answers the whole message, with and without the pin", async () => {
    const world = worldOf();
    const [id] = said(world, 1);
    const pinned = await world.alice("POST", `/messages/${id}/pin`);
    expect(pinned.data).toMatchObject({ id, pinnedBy: "alice", data: { text: "a text from alice" } });
    expect(pinned.data.pinnedAt).toBeTypeOf("number");
    expect((await world.bob("GET", `/messages/${id}`)).data.pinnedBy).toBe("alice");
    const { data } = await world.alice("DELETE", `/messages/${id}/pin`);
    expect(data).toMatchObject({ id, data: { text: "a text from alice" } });
    expect(data).not.toHaveProperty("pinnedAt");
    expect(data).not.toHaveProperty("pinnedBy");
  });

  it("by a server is the app's, or that of the user it acts for", async () => {
    const world = worldOf();
    const [id] = said(world, 1);
    expect((await world.serverApi()("POST", `/v3/messages/${id}/pin`)).data.pinnedBy).toBe("app_system");
    expect((await world.serverApi("alice")("POST", `/v3/messages/${id}/pin`)).data.pinnedBy).toBe("alice");
    expect((await world.serverApi("bob")("POST", `/v3/messages/${id}/pin`)).error.code).toBe(
      "ERR_PERMISSION_DENIED",
    );
  });

  it("is refused with the service's codes and statuses", async () => {
    const world = worldOf();
    const [id] = said(world, 1);
    expect(await world.bob("POST", `/messages/${id}/pin`)).toMatchObject({
      status: 403,
      error: { code: "ERR_PERMISSION_DENIED" },
    });
    for (const path of ["/messages/999/pin", "/messages/999/save"]) {
      expect(await world.alice("POST", path)).toMatchObject({
        status: 404,
        error: { code: "ERR_MESSAGE_ID_NOT_FOUND" },
      });
    }
    expect(await world.alice("POST", "/messages/x/pin")).toMatchObject({
      status: 400,
      error: { code: "ERR_BAD_REQUEST" },
    });
  });

  it("at the limit tells the limit among the error's params", async () => {
    const world = worldOf();
    const all = said(world, 101);
    for (const id of all.slice(1)) await world.alice("POST", `/messages/${id}/pin`);
    expect(await world.alice("POST", `/messages/${all[0]}/pin`)).toMatchObject({
      status: 400,
      error: { code: "ERR_PINNED_MESSAGES_LIMIT_EXCEEDED", params: { limit: 100 } },
    });
  });
});

describe("saving a message", () => {
  it("answers the whole message; nobody else sees the save", async () => {
    const world = worldOf();
    const [id] = said(world, 1);
    const saved = await world.bob("POST", `/messages/${id}/save`);
    expect(saved.data).toMatchObject({
      id,
      savedAt: expect.any(Number),
      data: { text: "a text from alice" },
    });
    expect((await world.bob("GET", "/groups/g/messages")).data.at(-1).savedAt).toBe(saved.data.savedAt);
    expect((await world.alice("GET", `/messages/${id}`)).data).not.toHaveProperty("savedAt");
    expect((await world.serverApi()("GET", `/v3/messages/${id}`)).data).not.toHaveProperty("savedAt");
    expect((await world.bob("DELETE", `/messages/${id}/save`)).data).not.toHaveProperty("savedAt");
  });

  it("by a server needs the user it is for", async () => {
    const world = worldOf();
    const [id] = said(world, 1);
    const { error } = await world.serverApi()("POST", `/v3/messages/${id}/save`);
    expect(error).toMatchObject({ code: "ERR_BAD_REQUEST", details: { onBehalfOf: expect.any(Array) } });
    expect((await world.serverApi("bob")("POST", `/v3/messages/${id}/save`)).data.savedAt).toBeTypeOf(
      "number",
    );
    expect(ids((await world.serverApi("bob")("GET", "/v3/messages?saved=1")).data)).toEqual([id]);
  });
});

describe("lists of what was put aside", () => {
  it("of pinned messages are read on by their own cursor, which ends with them", async () => {
    const world = worldOf();
    const all = said(world, 3);
    for (const id of all) await world.alice("POST", `/messages/${id}/pin`);
    const first = await world.bob("GET", "/groups/g/messages?per_page=2&affix=prepend&pinned=1");
    expect(ids(first.data)).toEqual([all[2], all[1]]);
    const { affix, ...cursor } = first.meta.cursor;
    expect(affix).toBe("prepend");
    const query = new URLSearchParams({ per_page: "2", affix: "prepend", pinned: "1", ...cursor });
    const second = await world.bob("GET", `/groups/g/messages?${query}`);
    expect(ids(second.data)).toEqual([all[0]]);
    expect(second.meta).toEqual({});
  });

  it("of saved messages are read on from the lowest id of the page, as the SDK does", async () => {
    const world = worldOf();
    const all = said(world, 3);
    for (const at of [1, 0, 2]) await world.bob("POST", `/messages/${all[at]}/save`);
    const first = await world.bob("GET", "/messages?per_page=2&affix=prepend&saved=1");
    expect(ids(first.data)).toEqual([all[2], all[0]]);
    expect(first.meta.cursor).toMatchObject({ id: expect.anything(), affix: "prepend" });
    const second = await world.bob("GET", `/messages?per_page=2&affix=prepend&saved=1&id=${all[0]}`);
    expect(ids(second.data)).toEqual([all[1]]);
    expect(second.meta).toEqual({});
  });

  it("narrow a thread too", async () => {
    const world = worldOf();
    const [parent] = said(world, 1);
    const replies = [1, 2].map(() => String(world.say("bob", { guid: "g" }, Number(parent)).id));
    await world.alice("POST", `/messages/${replies[0]}/pin`);
    await world.alice("POST", `/messages/${replies[1]}/save`);
    const list = async (query: string) =>
      ids((await world.alice("GET", `/messages/${parent}/thread?${query}`)).data);
    expect(await list("pinned=1")).toEqual([replies[0]]);
    expect(await list("saved=1")).toEqual([replies[1]]);
  });
});

describe("pinning a conversation", () => {
  it("answers a client the whole conversation, and a server its pin", async () => {
    const world = worldOf();
    said(world, 1, { uid: "bob" });
    const { data } = await world.bob("POST", "/users/ALICE/conversation/pin");
    expect(data).toMatchObject({
      conversationId: "alice_user_bob",
      pinnedBy: "bob",
      pinnedAt: expect.any(Number),
      conversationWith: { uid: "alice" },
      lastMessage: { id: expect.any(String) },
    });
    const short = { conversationId: "alice_user_bob", conversationType: "user" };
    const server = world.serverApi("bob");
    expect((await server("POST", "/v3/users/alice/conversation/pin")).data).toEqual({
      ...short,
      pinnedAt: data.pinnedAt,
      pinnedBy: "bob",
    });
    expect((await server("DELETE", "/v3/users/alice/conversation/pin")).data).toEqual(short);
    expect((await world.bob("POST", "/groups/g/conversation/pin")).data.pinnedBy).toBe("bob");
    expect(
      (await world.bob("GET", "/conversations?per_page=9&pinnedBy=me,system")).data.map(
        (row: { conversationId: string }) => row.conversationId,
      ),
    ).toEqual(["group_g"]);
    expect((await world.bob("DELETE", "/groups/g/conversation/pin")).data).not.toHaveProperty("pinnedAt");
  });

  it("for everybody is the server's to do", async () => {
    const world = worldOf();
    said(world, 1, { uid: "bob" });
    said(world, 1);
    const server = world.serverApi();
    const pinnedConversations = [{ guid: "g" }, { uid: "alice" }];
    const { data } = await server("PUT", "/v3/conversations/pinned", { pinnedConversations });
    expect(data).toMatchObject([
      {
        conversationId: "group_g",
        conversationType: "group",
        pinnedBy: "app_system",
        pinnedAt: expect.any(Number),
      },
      { conversationId: "user_alice", conversationType: "user", pinnedBy: "app_system" },
    ]);
    expect((await server("GET", "/v3/conversations/pinned")).data).toEqual(data);
    const rows = (await world.bob("GET", "/conversations?per_page=9")).data;
    expect(rows.map((row: { pinnedBy?: string }) => row.pinnedBy)).toEqual(["app_system", "app_system"]);
    expect(await world.bob("DELETE", "/groups/g/conversation/pin")).toMatchObject({
      status: 403,
      error: { code: "ERR_SYSTEM_PINNED_CONVERSATION" },
    });
    expect((await server("PUT", "/v3/conversations/pinned", {})).error.code).toBe("ERR_BAD_REQUEST");
    expect((await world.bob("PUT", "/conversations/pinned", { pinnedConversations })).status).toBe(404);
  });
});
