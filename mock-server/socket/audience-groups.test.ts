import { describe, expect, test } from "vitest";
import { openStage, type Stage } from "../harness/testing/stage.ts";

// Who hears of the changes in a group, and of the calls in it: socket.md §4.5 and §5, domain.md §9.1, and not the code.
// alice owns the group; what is not named hears nothing, the former members among it.

const ALICE = ["alice-1", "alice-2"];
const BOB = ["bob-1", "bob-2"];
const REST = ["carol-1", "blocker-1", "blocked-1"];
const EVERYBODY = [...ALICE, ...BOB, ...REST];

/** All of these but the device that does it, which takes the frame for its own. */
function but(device: string, devices: readonly string[] = EVERYBODY): string[] {
  return devices.filter((other) => other !== device);
}

const TEXT = {
  category: "message",
  type: "text",
  data: { text: "hi" },
  receiver: "team",
  receiverType: "group",
};

async function onStage(given?: (stage: Stage) => Promise<unknown>): Promise<Stage> {
  const stage = await openStage();
  await given?.(stage);
  stage.listen();
  return stage;
}

describe("a change in a group's members", () => {
  test.each<[string, string, [method: string, path: string, body?: unknown], Record<string, string[]>]>([
    ["who joins", "stranger-1", ["POST", "/groups/team/members"], { joined: [...EVERYBODY, "stranger-2"] }],
    ["who leaves", "bob-1", ["DELETE", "/groups/team/members"], { left: but("bob-1") }],
    ["who is kicked", "alice-1", ["DELETE", "/groups/team/members/bob"], { kicked: but("alice-1") }],
    ["who is banned", "alice-1", ["POST", "/groups/team/bannedusers/bob"], { banned: but("alice-1") }],
    [
      "who is unbanned",
      "alice-1",
      ["DELETE", "/groups/team/bannedusers/banned"],
      { unbanned: but("alice-1") },
    ],
    [
      "whose scope is changed",
      "alice-1",
      ["PUT", "/groups/team/members/bob", { scope: "moderator" }],
      { scopeChanged: but("alice-1") },
    ],
    [
      "who is added",
      "alice-1",
      ["PUT", "/groups/team/members", { participants: ["stranger"] }],
      { added: [...but("alice-1"), "stranger-1", "stranger-2"] },
    ],
    ["a ban of somebody outside", "alice-1", ["POST", "/groups/team/bannedusers/stranger"], {}],
    ["a new owner", "alice-1", ["PATCH", "/groups/team/owner", { owner: "bob" }], {}],
    ["a new name", "alice-1", ["PUT", "/groups/team", { name: "Squad" }], {}],
    ["the group's end", "alice-1", ["DELETE", "/groups/team"], {}],
    ["a kick that is refused", "bob-1", ["DELETE", "/groups/team/members/carol"], {}],
  ])("%s", async (_what, by, request, heard) => {
    const stage = await onStage();
    await stage.rest(by, ...request);
    expect(stage.heard(by)).toEqual(sorted(heard));
  });

  test("what a server does is news to every device", async () => {
    const stage = await onStage();
    await stage.server("DELETE", "/groups/team/members/bob", undefined, "alice");
    await stage.server("POST", "/groups/team/members", { participants: ["stranger"] });
    const stayed = EVERYBODY.filter((device) => !BOB.includes(device));
    expect(sorted(stage.heard())).toEqual(
      sorted({ kicked: EVERYBODY, added: [...stayed, "stranger-1", "stranger-2"] }),
    );
  });

  test("each of many who are added is told of, the earlier ones hear of the later, and each group as it grew", async () => {
    const stage = await onStage();
    await stage.rest("alice-1", "PUT", "/groups/team/members", { participants: ["stranger", "left"] });
    const { added = [] } = stage.heard("alice-1");
    const times = (device: string) => added.filter((other) => other === device).length;
    expect(
      ["alice-1", "alice-2", "bob-1", "stranger-1", "stranger-2", "left-1", "kicked-1"].map(times),
    ).toEqual([0, 2, 2, 2, 2, 1, 0]);
    const sizes = stage
      .frames("bob-1", "added")
      .map(({ body }) => body.data.entities.for.entity.membersCount);
    expect(sizes).toEqual([6, 7]);
  });

  test("who has gone hears no more of the group, who has come hears all of it", async () => {
    const stage = await onStage(async ({ rest }) => {
      await rest("alice-1", "DELETE", "/groups/team/members/bob");
      await rest("stranger-1", "POST", "/groups/team/members");
    });
    await stage.rest("alice-1", "POST", "/messages", TEXT);
    expect(stage.heard("alice-1")).toEqual(
      sorted({ text: ["alice-2", ...REST, "stranger-1", "stranger-2"] }),
    );
  });

  test("a kick that overtakes a message on its way leaves the message to who was a member when it was sent", async () => {
    const stage = await onStage();
    await stage.rest("alice-1", "POST", "/messages", TEXT);
    await stage.rest("alice-1", "DELETE", "/groups/team/members/bob");
    await stage.rest("alice-1", "POST", "/messages", TEXT);
    stage.heard("alice-1");
    const kinds = stage
      .socket("bob-2")
      .frames.slice(-2)
      .map(({ body }) => body.data.action ?? body.type);
    expect(kinds).toEqual(["text", "kicked"]);
  });
});

describe("receipts of all", () => {
  const READERS = ["bob-1", "carol-1", "blocker-1", "blocked-1"];
  /** alice's message, which all have read but those named. */
  const readByAllBut =
    (...late: readonly string[]) =>
    async ({ rest }: Stage) => {
      await rest("alice-1", "POST", "/messages", TEXT);
      for (const device of READERS) {
        if (!late.includes(device)) await rest(device, "POST", "/groups/team/conversation/read");
      }
    };
  const TO_ALL = { deliveredToAll: ALICE, readByAll: ALICE };

  test("the last reader completes them for the author's devices, and nobody else's", async () => {
    const stage = await onStage(readByAllBut("bob-1"));
    await stage.rest("bob-1", "POST", "/groups/team/conversation/read");
    expect(stage.heard("bob-1")).toEqual({ read: [...ALICE, "bob-2"], ...TO_ALL });
  });

  test("a reader before the last completes nothing", async () => {
    const stage = await onStage(readByAllBut("bob-1", "carol-1"));
    await stage.rest("bob-1", "POST", "/groups/team/conversation/read");
    expect(stage.heard("bob-1")).toEqual({ read: [...ALICE, "bob-2"] });
  });

  test.each([
    ["leaves", "bob-1", "DELETE", "/groups/team/members", "left"],
    ["is kicked by the author", "alice-1", "DELETE", "/groups/team/members/bob", "kicked"],
    ["is banned by the author", "alice-1", "POST", "/groups/team/bannedusers/bob", "banned"],
  ])(
    "who held them up and %s completes them, on the acting device too",
    async (_what, by, method, path, kind) => {
      const stage = await onStage(readByAllBut("bob-1"));
      await stage.rest(by, method, path);
      expect(stage.heard(by)).toEqual(sorted({ [kind]: but(by), ...TO_ALL }));
    },
  );
});

describe("an author who is no member any more", () => {
  const OUT = {
    left: ["bob-1", "/groups/team/members"],
    kicked: ["alice-1", "/groups/team/members/bob"],
  } as const;
  const formData = { interactiveData: {}, interactionGoal: { type: "anyAction" } };

  describe.each(Object.entries(OUT))("having been %s", (_kind, [by, path]) => {
    /** A message of bob's, who is out since. */
    async function leftBehind(content: object = TEXT) {
      let id = "";
      const stage = await onStage(async ({ rest }) => {
        ({ id } = await rest("bob-1", "POST", "/messages", { ...TEXT, ...content }));
        await rest(by, "DELETE", path);
      });
      return { stage, id };
    }
    const members = [...ALICE, ...REST];

    test.each<[string, string, string, unknown, Record<string, string[]>]>([
      ["is read", "POST", "/groups/team/conversation/read", undefined, { read: ["alice-2"] }],
      ["is delivered", "POST", "/groups/team/conversation/delivered", undefined, { delivered: ["alice-2"] }],
      [
        "is reacted to",
        "POST",
        "/messages/:id/reactions/x",
        undefined,
        { message_reaction_added: but("alice-1", members) },
      ],
      ["is pinned", "POST", "/messages/:id/pin", undefined, { message_pinned: but("alice-1", members) }],
      ["is edited", "PUT", "/messages/:id", { data: { text: "no" } }, { edited: but("alice-1", members) }],
      ["is deleted", "DELETE", "/messages/:id", undefined, { deleted: but("alice-1", members) }],
      ["is answered", "POST", "/messages/:id/thread", TEXT, { text: but("alice-1", members) }],
    ])("does not hear that the message %s", async (_what, method, pathOf, body, heard) => {
      const { stage, id } = await leftBehind();
      await stage.rest("alice-1", method, pathOf.replace(":id", id), body);
      expect(stage.heard("alice-1")).toEqual(sorted(heard));
    });

    test("does not hear that the form reaches its goal", async () => {
      const { stage, id } = await leftBehind({ category: "interactive", type: "form", data: formData });
      await stage.rest("alice-1", "PATCH", `/messages/${id}/interacted`, { interactions: ["e"] });
      expect(stage.heard("alice-1")).toEqual({});
    });

    test("does not hear what a moderator says of it, while the members get the message", async () => {
      let id = "";
      const stage = await onStage(async ({ rest, server }) => {
        const rule = { name: "r", action: ["holdMessage"], conditions: [{ value: "hi" }] };
        await server("POST", "/moderation/rules", rule);
        ({ id } = await rest("bob-1", "POST", "/messages", TEXT));
        await rest(by, "DELETE", path);
      });
      await stage.server("PATCH", `/moderation/blocked-messages/${id}`, { status: "approved" });
      expect(stage.heard()).toEqual(sorted({ text: members }));
    });
  });
});

describe("a call", () => {
  const call = (receiver: string) => ({
    ...{ type: "audio", category: "call", status: "initiated", receiver },
    receiverType: receiver === "team" ? "group" : "user",
  });
  /** alice calls; those named take it. */
  async function ringing(receiver: string, ...takers: readonly string[]) {
    let session = "";
    const stage = await onStage(async ({ rest }) => {
      const { data } = await rest("alice-1", "POST", "/calls", call(receiver));
      session = data.entities.on.entity.sessionid;
      for (const taker of takers)
        await rest(taker, "PUT", `/calls/${session}`, { status: "ongoing", joinedAt: 1 });
    });
    return { stage, session };
  }

  test.each([
    ["bob", BOB],
    ["team", but("alice-1")],
  ])("rings at %s, and for two on no device of the caller's", async (to, heard) => {
    const stage = await onStage();
    await stage.rest("alice-1", "POST", "/calls", call(to));
    expect(stage.heard("alice-1")).toEqual({ "call initiated": heard });
  });

  test.each([
    ["bob", "alice"],
    ["alice", "bob"],
  ])("rings nowhere when %s has blocked %s", async (by, whom) => {
    const stage = await onStage();
    stage.block(by, whom);
    await stage.rest("alice-1", "POST", "/calls", call("bob"));
    expect(stage.heard("alice-1")).toEqual({});
  });

  const two = [...ALICE, ...BOB];
  test.each([
    ["ongoing", "bob-1", []],
    ["rejected", "bob-1", []],
    ["busy", "bob-1", []],
    ["cancelled", "alice-1", []],
    ["unanswered", "alice-1", []],
    ["ended", "alice-1", ["bob-1"]],
    ["ended", "bob-1", ["bob-1"]],
  ])("between two that is %s by %s is told to both", async (status, by, takers) => {
    const { stage, session } = await ringing("bob", ...takers);
    await stage.rest(by, "PUT", `/calls/${session}`, { status, joinedAt: 1 });
    expect(stage.heard(by)).toEqual({ [`call ${status}`]: but(by, two) });
  });

  test("between two ends for both, though one has blocked the other meanwhile", async () => {
    const { stage, session } = await ringing("bob", "bob-1");
    stage.block("bob", "alice");
    await stage.rest("bob-1", "PUT", `/calls/${session}`, { status: "ended" });
    expect(stage.heard("bob-1")).toEqual({ "call ended": but("bob-1", two) });
  });

  test.each([
    ["ongoing", "bob-1", [], but("bob-1")],
    ["rejected", "bob-1", [], [...ALICE, "bob-2"]],
    ["cancelled", "alice-1", [], but("alice-1")],
    ["unanswered", "alice-1", [], but("alice-1")],
    ["ended", "bob-1", ["bob-1", "carol-1"], ["bob-2"]],
  ])("in a group that is %s by %s, taken by %j", async (status, by, takers, heard) => {
    const { stage, session } = await ringing("team", ...takers);
    await stage.rest(by, "PUT", `/calls/${session}`, { status, joinedAt: 1 });
    expect(stage.heard(by)).toEqual({ [`call ${status}`]: heard });
  });

  test("in a group ends for all with the last who leaves", async () => {
    const { stage, session } = await ringing("team", "bob-1");
    await stage.rest("bob-1", "PUT", `/calls/${session}`, { status: "ended", joinedAt: 1 });
    stage.listen();
    await stage.rest("alice-1", "PUT", `/calls/${session}`, { status: "ended", joinedAt: 1 });
    expect(stage.heard("alice-1")).toEqual({ "call ended": but("alice-1") });
  });

  test("in a group that was answered is not called off by the caller's timer", async () => {
    const { stage, session } = await ringing("team", "bob-1");
    await stage.rest("alice-1", "PUT", `/calls/${session}`, { status: "unanswered" });
    expect(stage.heard("alice-1")).toEqual({});
  });

  test("whose caller was kicked is declined without a word to the caller", async () => {
    let session = "";
    const stage = await onStage(async ({ rest }) => {
      const { data } = await rest("bob-1", "POST", "/calls", call("team"));
      session = data.entities.on.entity.sessionid;
      await rest("alice-1", "DELETE", "/groups/team/members/bob");
    });
    await stage.rest("alice-1", "PUT", `/calls/${session}`, { status: "rejected" });
    expect(stage.heard("alice-1")).toEqual({ "call rejected": ["alice-2"] });
  });

  test("changing its kind is told to nobody", async () => {
    const { stage, session } = await ringing("bob", "bob-1");
    await stage.rest("bob-1", "PATCH", `/calls/${session}/type`, { type: "video" });
    expect(stage.heard("bob-1")).toEqual({});
  });
});

/** In the order in which the stage lists its devices. */
function sorted(heard: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  const order = [...EVERYBODY, "left-1", "kicked-1", "banned-1", "stranger-1", "stranger-2"];
  return Object.fromEntries(
    Object.entries(heard).map(([kind, devices]) => [
      kind,
      devices.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)),
    ]),
  );
}
