import { expect, it } from "vitest";
import { createApiWorld } from "./testing/api-world.ts";

// Shapes: rest-client.md §6.11; rest-admin.md §1.2.

it("a list of threads is read whole by its own meta, page by page, and so is what came since", async () => {
  const world = createApiWorld();
  world.addUsers("alice", "bob");
  const begin = () => {
    const { id } = world.say("alice", { uid: "bob" });
    world.say("bob", { uid: "alice" }, id);
    return String(id);
  };
  const first = Array.from({ length: 5 }, begin);
  world.clock.advance(1_000);
  const later = Array.from({ length: 2 }, begin);
  const server = world.serverApi();
  const read: string[] = [];
  const marks: object[] = [];
  for (let query = "limit=2"; ; ) {
    const { data, meta } = await server("GET", `/v3/threads?${query}`);
    if (data.length === 0) break;
    read.push(...data.map((row: { id: string }) => row.id));
    marks.push(meta.next);
    const { affix, updatedAt, id } = meta.previous;
    query = `limit=2&affix=${affix}&updatedAt=${updatedAt}&id=${id}`;
  }
  expect(read).toEqual([...first, ...later].reverse());
  const { affix, updatedAt } = marks[0] as { affix: string; updatedAt: number };
  const since = begin();
  const { data } = await server("GET", `/v3/threads?affix=${affix}&updatedAt=${updatedAt}`);
  expect(data.map((row: { id: string }) => row.id)).toEqual([since, ...later.reverse()]);
});

it("a reply that names no receiver goes where its thread is", async () => {
  const world = createApiWorld();
  world.addUsers("alice", "bob", "carol");
  world.server.run("createGroup", { guid: "g", name: "G", members: { participants: ["alice", "bob"] } });
  const reply = {
    category: "message",
    type: "text",
    data: { text: "Hi" },
    multipleReceivers: { uids: ["carol"] },
  };
  const answer = (uid: string, id: number) =>
    world.serverApi(uid)("POST", `/v3/messages/${id}/thread`, reply);
  const { id } = world.say("alice", { uid: "bob" });
  expect((await answer("bob", id)).data).toMatchObject({ receiver: "alice", parentId: String(id) });
  expect((await answer("alice", id)).data).toMatchObject({ receiver: "bob", receiverType: "user" });
  expect((await answer("carol", id)).error.code).toBe("ERR_MESSAGE_NO_ACCESS");
  const said = world.say("alice", { guid: "g" });
  expect((await answer("bob", said.id)).data).toMatchObject({ receiver: "g", receiverType: "group" });
});
