import { expect, it } from "vitest";
import { canonical, digest } from "../testing/digest.ts";
import { createWorld, type World } from "../testing/world.ts";

const SECRETS = ["first secret", "second secret", "third secret"] as const;

/** A message of alice to bob, edited twice: it has said three things, and mentioned bob. */
function editedTwice(): { world: World; id: number } {
  const world = createWorld();
  world.addUsers("alice", "bob");
  const alice = world.as("alice");
  const [first, ...edits] = SECRETS;
  const kind = { receiver: "bob", receiverType: "user", category: "message", type: "text" } as const;
  const { id } = alice.run("sendMessage", { ...kind, data: { text: `${first} <@uid:bob>` }, tags: [first] });
  for (const text of edits) alice.run("editMessage", { id, data: { text }, tags: [text] });
  return { world, id };
}

it.each([false, true])(
  "leaves nothing of what a deleted message has ever said (for good: %s)",
  (permanent) => {
    const { world, id } = editedTwice();
    expect(digest(world.app.state)).toContain(SECRETS[1]);
    world.as("alice").run("deleteMessage", { id, permanent });
    for (const secret of SECRETS) expect(digest(world.app.state)).not.toContain(secret);
    const { rows } = world.as("bob").run("listMessages", { uid: "alice" });
    const told = rows.flatMap(({ action }) => (action ? [action] : []));
    expect(told.map(({ action }) => action)).toEqual(["edited", "edited", "deleted"]);
    for (const { onMessage } of told) expect(onMessage).toMatchObject({ id, deletedBy: "alice", data: {} });
  },
);

it("does not change what was told live of the edits before", () => {
  const { world, id } = editedTwice();
  const edit = world.as("alice").tryRun("editMessage", { id, data: { text: "fourth" } });
  const events = edit.ok ? edit.events : [];
  const before = canonical(events);
  world.as("alice").run("deleteMessage", { id });
  expect(canonical(events)).toBe(before);
  expect(before).toContain("fourth");
});
