import { describe, expect, it } from "vitest";
import { pinOf } from "./conversation-pins.ts";
import { type ShelfFeature, shelfSettings } from "./shelf-features.ts";
import { codeOf, createWorld, type World } from "./testing/world.ts";

/** alice and bob have talked: messages 1 to 3. */
function pair(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  for (const text of [1, 2, 3])
    world.say(text === 2 ? "bob" : "alice", { uid: text === 2 ? "alice" : "bob" });
  world.say("carol", { uid: "alice" });
  return world;
}

function choose(world: World, parameters: Record<string, unknown>): void {
  world.server.run("changeSettings", { settings: { parameters } });
}

const CALLS: Record<ShelfFeature, readonly (readonly ["alice" | "server", string, object])[]> = {
  "messages.pinned": [
    ["alice", "pinMessage", { id: 1 }],
    ["alice", "unpinMessage", { id: 1 }],
    ["alice", "listPinnedMessages", { uid: "bob" }],
    ["server", "pinMessage", { id: 1 }],
  ],
  "messages.saved": [
    ["alice", "saveMessage", { id: 1 }],
    ["alice", "unsaveMessage", { id: 1 }],
    ["alice", "listSavedMessages", {}],
  ],
  "conversations.pinned": [
    ["alice", "pinConversation", { uid: "bob" }],
    ["alice", "unpinConversation", { uid: "bob" }],
    ["server", "replaceAppPins", { pinnedConversations: [] }],
    ["server", "listAppPins", {}],
  ],
};

const FEATURES = Object.keys(CALLS) as ShelfFeature[];

describe("a switch of the app's settings", () => {
  it.each(FEATURES)("turns off all that belongs to %s, and nothing else", (feature) => {
    const world = pair();
    const codes = (of: ShelfFeature) =>
      CALLS[of].map(([who, operation, input]) => {
        const caller = who === "server" ? world.server : world.as(who);
        return codeOf(caller.tryRun(operation as "pinMessage", input));
      });
    for (const value of [false, "true", 0]) {
      choose(world, { [shelfSettings(feature).enabled]: value });
      for (const of of FEATURES) {
        const code = of === feature ? "ERR_FEATURE_NOT_ACCESSIBLE" : "ok";
        expect(new Set(codes(of))).toEqual(new Set([code]));
      }
    }
    choose(world, { [shelfSettings(feature).enabled]: null });
    expect(new Set(codes(feature))).toEqual(new Set(["ok"]));
  });

  it("hides the pins of conversations while they are off, and shows them again", () => {
    const world = pair();
    const first = () => world.as("alice").run("listConversations", {}).rows[0];
    const isPinned = () => {
      const view = first();
      return view && pinOf(world.app.state, view) !== undefined;
    };
    world.as("alice").run("pinConversation", { uid: "bob" });
    expect([first()?.with, isPinned()]).toEqual(["bob", true]);
    choose(world, { "features.ux.conversations.pinned.enabled": false });
    expect([first()?.with, isPinned()]).toEqual(["carol", false]);
    choose(world, { "features.ux.conversations.pinned.enabled": true });
    expect([first()?.with, isPinned()]).toEqual(["bob", true]);
  });
});

it("the limits of the app's settings count, for users and for the app", () => {
  const world = pair();
  choose(world, { "features.ux.messages.pinned.limit": 1, "features.ux.messages.pinned.system.limit": "2" });
  const pins = [1, 2].map((id) => codeOf(world.as("alice").tryRun("pinMessage", { id })));
  expect(pins).toEqual(["ok", "ERR_PINNED_MESSAGES_LIMIT_EXCEEDED"]);
  const appPins = [2, 3].map((id) => codeOf(world.server.tryRun("pinMessage", { id })));
  expect(appPins).toEqual(["ok", "ERR_PINNED_MESSAGES_LIMIT_EXCEEDED"]);
  choose(world, { "features.ux.messages.saved.limit": 1, "features.ux.conversations.pinned.limit": 1 });
  const saves = [1, 2].map((id) => codeOf(world.as("alice").tryRun("saveMessage", { id })));
  expect(saves).toEqual(["ok", "ERR_SAVED_MESSAGES_LIMIT_EXCEEDED"]);
  const tops = ["bob", "carol"].map((uid) => codeOf(world.as("alice").tryRun("pinConversation", { uid })));
  expect(tops).toEqual(["ok", "ERR_PINNED_CONVERSATIONS_LIMIT_EXCEEDED"]);
});
