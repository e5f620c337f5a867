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
