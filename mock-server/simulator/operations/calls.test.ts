import { beforeEach, describe, expect, it } from "vitest";
import { participantCount } from "../calls.ts";
import type { Message } from "../records.ts";
import {
  CALL_STATUSES,
  type CallStatus,
  ONGOING_GROUP_CALL,
  RINGING_GROUP_CALL,
  USER_CALL_TRANSITIONS,
} from "../rules/call-transitions.ts";
import { codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol", "dave");
});

const call = (from: string, receiver: string, input: object = {}) =>
  world.as(from).run("initiateCall", { receiver, receiverType: "user", type: "audio", ...input });
const tryCall = (from: string, receiver: string, input: object = {}) =>
  codeOf(world.as(from).tryRun("initiateCall", { receiver, receiverType: "user", type: "audio", ...input }));
const sessionOf = (message: Message) => message.call?.call.sessionId ?? "none";
const put = (who: string, sessionId: string, status: CallStatus, joinedAt?: number) =>
  world.as(who).tryRun("updateCall", { sessionId, status, joinedAt });
const step = (who: string, sessionId: string, status: CallStatus) => {
  const outcome = put(who, sessionId, status, WORLD_START);
  if (!outcome.ok) throw outcome.error;
  return outcome;
};
const statusOf = (sessionId: string) => world.app.state.calls.get(sessionId)?.status;
const verdictCode = (verdict: string) => (verdict === "ok" ? "ok" : verdict);

function audienceOf(outcome: ReturnType<typeof put>): readonly string[] {
  if (!outcome.ok) throw outcome.error;
  const [event] = outcome.events;
  if (event?.type !== "message" || !("uids" in event.audience)) throw new Error("No message was told.");
  return [...event.audience.uids].sort();
}

describe("a call between two", () => {
  /** A call that alice has made to bob, in a status. */
  const callIn = (status: "initiated" | "ongoing") => {
    const sessionId = sessionOf(call("alice", "bob"));
    if (status === "ongoing") step("bob", sessionId, "ongoing");
    return sessionId;
  };

  for (const from of ["initiated", "ongoing"] as const) {
    for (const to of CALL_STATUSES) {
      it.each([
        ["alice", "initiator"],
        ["bob", "receiver"],
      ] as const)(`is taken from ${from} to ${to} by %s, the %s, as the table says`, (uid, side) => {
        const sessionId = callIn(from);
        const verdict = USER_CALL_TRANSITIONS[from][to][side];

        expect(codeOf(put(uid, sessionId, to))).toBe(verdictCode(verdict));
        expect(statusOf(sessionId)).toBe(verdict === "ok" ? to : from);
      });
    }
  }

  it.each(["rejected", "busy", "cancelled", "unanswered", "ended"] as const)(
    "is over when it was %s: nothing more is possible",
    (last) => {
      const sessionId = callIn(last === "ended" ? "ongoing" : "initiated");
      step(last === "rejected" || last === "busy" ? "bob" : "alice", sessionId, last);

      for (const to of CALL_STATUSES) {
        for (const uid of ["alice", "bob"])
          expect(codeOf(put(uid, sessionId, to))).toBe("ERR_CALL_TERMINATED");
      }
      expect(codeOf(world.as("alice").tryRun("changeCallType", { sessionId, type: "video" }))).toBe(
        "ERR_CALL_TERMINATED",
      );
    },
  );

  it("never goes back to initiated, and ends only after it has begun", () => {
    const sessionId = callIn("initiated");
    expect(codeOf(put("alice", sessionId, "initiated"))).toBe("ERR_CALL_INVALID_INIT");
    expect(codeOf(put("alice", sessionId, "ended"))).toBe("ERR_CALL_NOT_STARTED");
    step("bob", sessionId, "ongoing");
    expect(codeOf(put("bob", sessionId, "initiated"))).toBe("ERR_CALL_INVALID_INIT");
    expect(codeOf(put("alice", sessionId, "unanswered"))).toBe("ERR_CALL_ONGOING_TO_INVALID");
  });

  it("tells of each step in history: who acted is the sender, the other side the receiver", () => {
    const sessionId = callIn("ongoing");
    world.clock.advance(5_000);
    step("bob", sessionId, "ended");

    const { rows } = world.as("alice").run("listMessages", { uid: "bob" });
    expect(
      rows.map(({ category, sender, receiver, call: told }) => [category, sender, receiver, told?.action]),
    ).toEqual([
      ["call", "alice", "bob", "initiated"],
      ["call", "bob", "alice", "ongoing"],
      ["call", "bob", "alice", "ended"],
    ]);
    expect(rows.map((row) => row.call?.call.initiator)).toEqual(["alice", "alice", "alice"]);
    expect(rows[0]?.call?.call.status).toBe("initiated");
  });

  it("rings at the receiver alone, and is told to both from then on", () => {
    const outcome = world.as("alice").tryRun("initiateCall", {
      receiver: "bob",
      receiverType: "user",
      type: "video",
    });
    expect(audienceOf(outcome)).toEqual(["bob"]);
    const sessionId = outcome.ok ? sessionOf(outcome.value) : "";
    expect(audienceOf(step("bob", sessionId, "ongoing"))).toEqual(["alice", "bob"]);
    expect(audienceOf(step("alice", sessionId, "ended"))).toEqual(["alice", "bob"]);
  });

  it("keeps those who are in it busy, and those whom it rings for free", () => {
    const first = callIn("initiated");
    expect(tryCall("carol", "bob")).toBe("ok");
    step("bob", first, "ongoing");

    expect(tryCall("alice", "dave")).toBe("ERR_CALL_BUSY_SELF");
    expect(tryCall("bob", "dave")).toBe("ERR_CALL_BUSY_SELF");
    expect(tryCall("dave", "alice")).toBe("ERR_CALL_BUSY_USER");
    expect(tryCall("dave", "bob")).toBe("ERR_CALL_BUSY_USER");
    step("alice", first, "ended");
    expect(tryCall("dave", "bob")).toBe("ok");
  });

  it("cannot be taken by who is in another, nor of who is by now", () => {
    const [fromAlice, fromCarol] = [sessionOf(call("alice", "bob")), sessionOf(call("carol", "bob"))];
    step("bob", fromAlice, "ongoing");
    expect(codeOf(put("bob", fromCarol, "ongoing"))).toBe("ERR_CALL_BUSY_SELF");

    const toDave = sessionOf(call("carol", "dave"));
    const second = sessionOf(call("dave", "carol"));
    step("dave", toDave, "ongoing");
    expect(codeOf(put("carol", second, "ongoing"))).toBe("ERR_CALL_BUSY_SELF");
    expect(codeOf(put("bob", fromCarol, "rejected"))).toBe("ok");
  });

  it("keeps nobody busy once the device that is in it has gone", () => {
    const connection = world.connect("alice");
    const { authToken } = world.server.run("createAuthToken", { uid: "alice" });
    const outcome = world.simulator.execute({
      appId: world.app.appId,
      operation: "initiateCall",
      as: { kind: "authToken", authToken },
      input: { receiver: "bob", receiverType: "user", type: "audio" },
      resource: connection.deviceId,
    });
    if (!outcome.ok) throw outcome.error;
    step("bob", sessionOf(outcome.value), "ongoing");
    expect(tryCall("carol", "alice")).toBe("ERR_CALL_BUSY_USER");

    world
      .by({ kind: "connection", connection: connection.id })
      .run("disconnect", { connection: connection.id });

    expect(tryCall("carol", "alice")).toBe("ok");
    expect(tryCall("alice", "carol")).toBe("ok");
    expect(tryCall("carol", "bob")).toBe("ERR_CALL_BUSY_USER");
  });

  it("is refused between blocked users, each in its own words", () => {
    world.as("alice").run("blockUsers", { blockedUids: ["bob"] });
    expect(tryCall("alice", "bob")).toBe("ERR_BLOCKED_RECEIVER");
    expect(tryCall("bob", "alice")).toBe("ERR_BLOCKED_SENDER");
    world.as("alice").run("unblockUsers", { blockedUids: ["bob"] });
    expect(tryCall("bob", "alice")).toBe("ok");
  });

  it.each([
    ["oneself", { receiver: "alice" }, "ERR_CALLING_SELF"],
    ["nobody", { receiver: undefined }, "ERR_EMPTY_RECEIVER"],
    ["an unknown user", { receiver: "nobody" }, "ERR_UID_NOT_FOUND"],
    ["an unknown group", { receiver: "nobody", receiverType: "group" }, "ERR_GUID_NOT_FOUND"],
    ["a receiver of no kind", { receiverType: "planet" }, "ERR_INVALID_RECEIVER_TYPE"],
    ["without a type", { type: undefined }, "ERR_EMPTY_MESSAGE_TYPE"],
    ["by a type that is none", { type: "text" }, "ERR_INVALID_MESSAGE_TYPE"],
    ["with data that is none", { data: "x" }, "ERR_INVALID_MESSAGE_DATA"],
    ["with metadata that is none", { metadata: "x" }, "ERR_INVALID_METADATA"],
    ["with more than fits", { data: { text: "x".repeat(20_000) } }, "ERR_BAD_REQUEST"],
  ])("of %s is refused", (_what, input, code) => {
    expect(tryCall("alice", "bob", input)).toBe(code);
  });

  it("is known to its parties only", () => {
    const sessionId = callIn("initiated");
    expect(codeOf(put("carol", sessionId, "ongoing"))).toBe("ERR_CALL_NOT_A_PART");
    expect(codeOf(put("bob", "12345", "ongoing"))).toBe("ERR_CALL_SESSION_NOT_FOUND");
    expect(codeOf(put("bob", "", "ongoing"))).toBe("ERR_EMPTY_CALL_SESSION_ID");
    expect(codeOf(world.as("bob").tryRun("updateCall", { sessionId, status: "canceled" }))).toBe(
      "ERR_BAD_REQUEST",
    );
  });

  it("changes its type while it is ongoing, and the steps after it say so", () => {
    const sessionId = callIn("initiated");
    const change = (who: string) =>
      codeOf(world.as(who).tryRun("changeCallType", { sessionId, type: "video" }));
    expect(change("alice")).toBe("ERR_CALL_NOT_STARTED");
    step("bob", sessionId, "ongoing");
    expect(change("carol")).toBe("ERR_CALL_NOT_A_PART");
    expect(change("alice")).toBe("ok");
    const ended = step("bob", sessionId, "ended");
    expect(ended.value.type).toBe("video");
  });

  it("counts two while it lasts, and nobody before and after", () => {
    const sessionId = callIn("initiated");
    const count = () => world.by({ kind: "link" }).run("countCallParticipants", { sessionId });
    expect(count()).toBe(0);
    step("bob", sessionId, "ongoing");
    expect(count()).toBe(2);
    step("bob", sessionId, "ended");
    expect(count()).toBe(0);
    expect(world.by({ kind: "link" }).run("countCallParticipants", { sessionId: "unknown" })).toBe(0);
  });
});

describe("a call message", () => {
  it("moves the conversation and never counts as unread", () => {
    call("alice", "bob");
    const [view] = world.as("bob").run("listConversations").rows;
    expect([view?.with, view?.maybeUnread]).toEqual(["alice", false]);
    expect(world.app.state.messages.get(view?.lastMovedBy ?? 0)?.category).toBe("call");
  });

  it("leaves conversations where they are when the app's settings say so", () => {
    world.say("carol", { uid: "bob" });
    world.server.run("changeSettings", {
      settings: { parameters: { "core.conversations.updateOnCallActivity": false } },
    });
    world.clock.advance(1_000);
    call("alice", "bob");
    expect(
      world
        .as("bob")
        .run("listConversations")
        .rows.map((view) => view.with),
    ).toEqual(["carol"]);
    expect(world.as("bob").run("listMessages", { uid: "alice" }).rows).toHaveLength(1);
  });

  it("can neither be edited nor deleted nor reacted to", () => {
    const { id } = call("alice", "bob");
    const code = "ERR_MESSAGE_ACTION_NOT_ALLOWED";
    expect(codeOf(world.as("alice").tryRun("editMessage", { id, data: { text: "x" } }))).toBe(code);
    expect(codeOf(world.as("alice").tryRun("deleteMessage", { id }))).toBe(code);
    expect(codeOf(world.as("bob").tryRun("addReaction", { id, reaction: "👍" }))).toBe(code);
  });
});

describe("a group call", () => {
  beforeEach(() => {
    world.as("alice").run("createGroup", {
      guid: "team",
      name: "Team",
      type: "public",
      members: { participants: ["bob", "carol"] },
    });
    for (const uid of ["alice", "bob", "carol"]) world.connect(uid);
  });

  const ring = (from = "alice") => sessionOf(call(from, "team", { receiverType: "group" }));

  for (const to of CALL_STATUSES) {
    it.each([
      ["alice", "initiator"],
      ["bob", "invited"],
    ] as const)(`that rings is taken to ${to} by %s, who is %s, as the table says`, (uid, standing) => {
      const sessionId = ring();
      const verdict = RINGING_GROUP_CALL[to][standing];
      expect(codeOf(put(uid, sessionId, to, WORLD_START))).toBe(verdictCode(verdict));
      const staysRinging = verdict !== "ok" || to === "rejected";
      expect(statusOf(sessionId)).toBe(staysRinging ? "initiated" : to);
    });

    it.each([
      ["alice", "joined"],
      ["bob", "left"],
      ["carol", "invited"],
    ] as const)(`that goes on is taken to ${to} by %s, who is %s, as the table says`, (uid, standing) => {
      const sessionId = ring();
      world.as("alice").run("addMembers", { guid: "team", participants: ["dave"] });
      step("dave", sessionId, "ongoing");
      step("bob", sessionId, "ongoing");
      step("bob", sessionId, "ended");
      const verdict = ONGOING_GROUP_CALL[to][standing];
      expect(codeOf(put(uid, sessionId, to, WORLD_START))).toBe(verdictCode(verdict));
      expect(statusOf(sessionId)).toBe("ongoing");
    });
  }

  it("ends when the last one leaves, and tells everybody only then", () => {
    const sessionId = ring();
    step("bob", sessionId, "ongoing");
    expect(audienceOf(step("alice", sessionId, "ended"))).toEqual(["alice"]);
    expect(statusOf(sessionId)).toBe("ongoing");
    expect(participantCount(world.app.state, sessionId)).toBe(1);
    expect(audienceOf(step("bob", sessionId, "ended"))).toEqual(["alice", "bob", "carol"]);
    expect(statusOf(sessionId)).toBe("ended");
  });

  it("that was answered never goes unanswered, whoever says so", () => {
    const sessionId = ring();
    step("bob", sessionId, "ongoing");
    for (const uid of ["alice", "bob", "carol"]) {
      expect(codeOf(put(uid, sessionId, "unanswered"))).toBe("ERR_CALL_ONGOING_TO_INVALID");
    }
    expect(codeOf(put("carol", sessionId, "busy"))).toBe("ERR_CALL_GROUP_INVALID_STATUS");
  });

  it("is left with the time of joining only", () => {
    const sessionId = ring();
    step("bob", sessionId, "ongoing");
    expect(codeOf(put("bob", sessionId, "ended"))).toBe("ERR_CALL_EMPTY_JOINED_AT");
  });

  it("is declined by one member for that member alone", () => {
    const sessionId = ring();
    expect(audienceOf(step("bob", sessionId, "rejected"))).toEqual(["alice", "bob"]);
    expect(codeOf(put("carol", sessionId, "ongoing"))).toBe("ok");
    expect(codeOf(put("bob", sessionId, "ongoing"))).toBe("ok");
  });

  it("makes the group busy while somebody is in it, and not while it rings", () => {
    const sessionId = ring();
    const second = () => tryCall("carol", "team", { receiverType: "group" });
    expect(second()).toBe("ok");
    step("bob", sessionId, "ongoing");
    expect(second()).toBe("ERR_CALL_BUSY_GROUP");
    step("alice", sessionId, "ended");
    step("bob", sessionId, "ended");
    expect(second()).toBe("ok");
  });

  it("is for members: to call, and to join", () => {
    expect(tryCall("dave", "team", { receiverType: "group" })).toBe("ERR_NOT_A_MEMBER");
    expect(codeOf(put("dave", ring(), "ongoing"))).toBe("ERR_CALL_NOT_A_PART");
  });

  it("lets go of who is no member any more", () => {
    const sessionId = ring();
    step("bob", sessionId, "ongoing");
    world.as("alice").run("kickMember", { guid: "team", uid: "bob" });
    expect(codeOf(put("bob", sessionId, "ended", WORLD_START))).toBe("ok");
  });

  it("goes with its group, and a call between two with either of them", () => {
    const [inGroup, ofTwo] = [ring(), sessionOf(call("bob", "carol"))];
    world.server.run("deleteGroup", { guid: "team" });
    expect(statusOf(inGroup)).toBeUndefined();
    world.server.run("deleteUser", { uid: "carol", permanent: true });
    expect(statusOf(ofTwo)).toBeUndefined();
    expect(world.app.state.callParticipants.size).toBe(0);
  });
});

describe("a call token", () => {
  it("names the user and the session, and is the same for the same at the same time", () => {
    const token = world.as("alice").run("createCallToken", { sessionId: "v1.us.app.room" });
    const payload = JSON.parse(atob(token.split(".")[1] ?? ""));
    expect(payload).toMatchObject({ sub: "alice", sessionId: "v1.us.app.room" });
    expect(world.as("alice").run("createCallToken", { sessionId: "v1.us.app.room" })).toBe(token);
    expect(world.as("bob").run("createCallToken", { sessionId: "v1.us.app.room" })).not.toBe(token);
  });
});
