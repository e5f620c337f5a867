import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createWorld } from "./testing/world.ts";

const THEN = 1_600_000_000;
const PEOPLE = ["alice", "bob", "carol"] as const;

const person = fc.constantFrom(...PEOPLE);
const later = fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined });

const rowArbitrary = fc.record({
  sender: person,
  to: fc.oneof(
    person.map((receiver) => ({ receiver, receiverType: "user" })),
    fc.constant({ receiver: "g", receiverType: "group" }),
  ),
  deliveredAfter: later,
  readAfter: later,
  category: fc.constantFrom("message", "custom"),
});

const historyArbitrary = fc.array(rowArbitrary, { minLength: 1, maxLength: 20 }).map((rows) =>
  rows.map(({ sender, to, deliveredAfter, readAfter, category }, at) => {
    const sentAt = THEN + Math.floor(at / 3);
    const after = (seconds: number | undefined) => (seconds === undefined ? undefined : sentAt + seconds);
    const data = category === "custom" ? { customData: { at } } : { text: `text ${at}` };
    const type = category === "custom" ? "place" : "text";
    const times = { sentAt, deliveredAt: after(deliveredAfter), readAt: after(readAfter) };
    return { muid: `m${at}`, sender, ...to, category, type, data, ...times };
  }),
);

type History = typeof historyArbitrary extends fc.Arbitrary<infer H> ? H : never;

/** What an app holds when rows have come by so many commands of a kind. */
function heldAfter(
  history: History,
  commands: number,
  kind: "importMessages" | "loadWorld" = "importMessages",
) {
  const world = createWorld();
  world.addUsers(...PEOPLE);
  world.as("alice").run("createGroup", { guid: "g", name: "G", members: { participants: ["bob", "carol"] } });
  const size = Math.ceil(history.length / commands);
  for (let from = 0; from < history.length; from += size) {
    const rows = history.slice(from, from + size);
    if (kind === "loadWorld") world.server.run(kind, { messages: rows });
    else world.server.run(kind, { messages: Object.fromEntries(rows.map((row) => [row.muid, row])) });
  }
  world.as("alice").run("unreadCounts", {});
  const { messages, receipts, views } = world.app.state;
  const inOrder = (rows: Iterable<object>) => [...rows].map((row) => JSON.stringify(row)).sort();
  return {
    messages: inOrder(messages.values()),
    receipts: inOrder(receipts.values()),
    views: inOrder(views.values()),
  };
}

describe("a run of imported messages", () => {
  it("leaves the same behind as if each message had come by its own command", () => {
    fc.assert(
      fc.property(historyArbitrary, fc.integer({ min: 2, max: 5 }), (history, some) => {
        const one = heldAfter(history, 1);
        expect(one).toEqual(heldAfter(history, history.length));
        expect(one).toEqual(heldAfter(history, some));
        expect(one).toEqual(heldAfter(history, some, "loadWorld"));
      }),
      { numRuns: 60 },
    );
  });
});
