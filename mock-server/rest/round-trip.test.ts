import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  groups,
  invalidIds,
  invalidMessages,
  messages,
  reactions,
  texts,
  users,
} from "../../fixtures/arbitraries.ts";
import { digest } from "../simulator/testing/digest.ts";
import { createApiWorld } from "./testing/api-world.ts";

function worldOfTwo() {
  const world = createApiWorld();
  world.addUsers("alice", "bob");
  return { ...world, alice: world.clientApi("alice"), bob: world.clientApi("bob"), admin: world.serverApi() };
}

describe("what is sent over REST", () => {
  it("comes back as it was sent: users and groups", async () => {
    const { admin } = worldOfTwo();
    const known = new Set(["alice", "bob"]);
    const roundTrip = fc.asyncProperty(users(), groups(), async (user, group) => {
      fc.pre(!known.has(user.uid) && !known.has(`group ${group.guid}`));
      known.add(user.uid).add(`group ${group.guid}`);
      expect((await admin("POST", "/v3/users", user)).status).toBe(200);
      expect((await admin("GET", `/v3/users/${user.uid}`)).data).toMatchObject(user);
      expect((await admin("POST", "/v3/groups", { ...group, owner: user.uid })).status).toBe(200);
      const { password: _kept, ...shown } = group;
      expect((await admin("GET", `/v3/groups/${group.guid}`)).data).toMatchObject(shown);
    });
    await fc.assert(roundTrip, { numRuns: 100 });
  });

  it("comes back as it was sent: messages of every kind, on both sides", async () => {
    const { alice, bob } = worldOfTwo();
    const roundTrip = fc.asyncProperty(messages(), async (content) => {
      const { data: sent } = await alice("POST", "/messages", {
        receiver: "bob",
        receiverType: "user",
        ...content,
      });
      const { data: seen } = await bob("GET", `/messages/${sent.id}`);
      expect(seen).toMatchObject({ id: sent.id, category: content.category, type: content.type });
      expect(seen.data).toMatchObject(content.data);
    });
    await fc.assert(roundTrip, { numRuns: 150 });
  });

  it("comes back as it was sent: edits and reactions", async () => {
    const { alice, bob } = worldOfTwo();
    const first = { receiver: "bob", receiverType: "user", category: "message", type: "text" };
    const { data: sent } = await alice("POST", "/messages", { ...first, data: { text: "a" } });
    const roundTrip = fc.asyncProperty(texts(), reactions(), async (text, reaction) => {
      expect((await alice("PUT", `/messages/${sent.id}`, { data: { text } })).status).toBe(200);
      const path = `/messages/${sent.id}/reactions/${encodeURIComponent(reaction)}`;
      expect((await bob("POST", path)).status).toBe(200);
      const { data: seen } = await bob("GET", `/messages/${sent.id}`);
      expect(seen.data.text).toBe(text);
      expect(seen.data.reactions).toEqual([{ reaction, count: 1, reactedByMe: true }]);
      expect((await bob("DELETE", path)).status).toBe(200);
    });
    await fc.assert(roundTrip, { numRuns: 50 });
  });

  it("changes nothing where it is refused: ids and content that may not be", async () => {
    const { admin, alice, app } = worldOfTwo();
    const before = digest(app.state);
    const refused = fc.asyncProperty(invalidIds(), invalidMessages(), async (id, content) => {
      const answers = [
        await admin("POST", "/v3/users", { uid: id, name: "A" }),
        await admin("POST", "/v3/groups", { guid: id, name: "A", type: "public" }),
        await alice("POST", "/messages", { receiver: "bob", receiverType: "user", ...content }),
      ];
      for (const { status, error } of answers) {
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(error).toMatchObject({ code: expect.stringMatching(/^ERR_/), message: expect.any(String) });
      }
      expect(digest(app.state)).toBe(before);
    });
    await fc.assert(refused, { numRuns: 100 });
  });
});
