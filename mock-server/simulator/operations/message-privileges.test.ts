import { describe, expect, it } from "vitest";
import { digest } from "../testing/digest.ts";
import { type Cell, cellsOf } from "../testing/privilege-matrix.ts";
import { type Caller, codeOf, createWorld, type World } from "../testing/world.ts";

/**
 * What may be done with messages and calls, by what the actor is: the rest of the vendor's matrix (domain.md §5.4), copied
 * from it and not from the tables under test. `own` is a message of the actor's, from when it was a member; `other` is
 * one of a participant's. `app` is the app's server acting for itself.
 */
const IN_A_GROUP = `
  operation           target | owner admin moderator participant none  banned app

  sendMessage         -      | ok    ok    ok        ok          NAM   NAM    ok
  sendMessage:reply   other  | ok    ok    ok        ok          NAM   NAM    ok
  addReaction         other  | ok    ok    ok        ok          NAM   NAM    BAD
  addReaction         own    | ok    ok    ok        ok          NAM   NAM    BAD
  removeReaction      reacted | ok   ok    ok        ok          NAM   NAM    BAD
  sendTyping          -      | ok    ok    ok        ok          NAM   NAM    BAD
  sendTransient       -      | ok    ok    ok        ok          NAM   NAM    BAD
  initiateCall        -      | ok    ok    ok        ok          NAM   NAM    BAD
  updateCall          -      | ok    ok    ok        ok          PART  PART   BAD

  listMessages        -      | ok    ok    ok        ok          GNJ   NAM    ok
  getMessage          other  | ok    ok    ok        ok          NOACC NOACC  ok
  listReactions       other  | ok    ok    ok        ok          NOACC NOACC  ok

  editMessage         own    | ok    ok    ok        ok          NAM   NAM    ok
  editMessage         other  | ok    ok    ok        SENDER      NOACC NOACC  ok
  deleteMessage       own    | ok    ok    ok        ok          NOACC NOACC  ok
  deleteMessage       other  | ok    ok    ok        SENDER      NOACC NOACC  ok

  pinMessage          own    | ok    ok    ok        PERM        NOACC NOACC  ok
  pinMessage          other  | ok    ok    ok        PERM        NOACC NOACC  ok
  unpinMessage        pinned | ok    ok    ok        PERM        NOACC NOACC  ok
  saveMessage         other  | ok    ok    ok        ok          NOACC NOACC  BAD
  unsaveMessage       saved  | ok    ok    ok        ok          NOACC NOACC  BAD
  pinConversation     -      | ok    ok    ok        ok          CNA   CNA    BAD
  markRead            -      | ok    ok    ok        ok          CNA   CNA    BAD
  markDelivered       -      | ok    ok    ok        ok          CNA   CNA    BAD
`;

/** A conversation of two: `own` is the actor's, `other` was said by the other of the two, or between them. */
const BETWEEN_TWO = `
  operation           target | alice bob  stranger app

  editMessage         own    | ok    ok   ok       ok
  editMessage         other  | SENDER SENDER NOACC ok
  deleteMessage       own    | ok    ok   ok       ok
  deleteMessage       other  | SENDER SENDER NOACC ok
  addReaction         other  | ok    ok   NOACC    BAD
  removeReaction      reacted | ok   ok   NOACC    BAD
  pinMessage          other  | ok    ok   NOACC    ok
  pinMessage          own    | ok    ok   ok       ok
  unpinMessage        pinned | ok    ok   NOACC    ok
  saveMessage         other  | ok    ok   NOACC    BAD
  getMessage          other  | ok    ok   NOACC    ok
`;

/** What leaves no trace. */
const READS = new Set(["getMessage", "listMessages", "listReactions", "sendTyping", "sendTransient"]);
const GUID = "cells";
const MEMBERS = ["owner", "admin", "moderator", "participant"];

/** A group with someone of every standing, all of whom have said something while they were in it. */
function populatedGroup(): World {
  const world = createWorld();
  world.addUsers(...MEMBERS, "none", "banned", "author");
  world.as("owner").run("createGroup", {
    guid: GUID,
    name: "Cells",
    type: "private",
    members: {
      admins: ["admin"],
      moderators: ["moderator"],
      participants: ["participant", "author", "none", "banned"],
    },
  });
  return world;
}

function expelInGroup(world: World): void {
  world.server.run("kickMember", { guid: GUID, uid: "none" });
  world.server.run("banUser", { guid: GUID, uid: "banned" });
}

function inputOf({ operation, variant }: Cell, id: number, sessionId: string, to: object): object {
  switch (operation) {
    case "sendMessage":
      return {
        ...to,
        ...{ category: "message", type: "text", data: { text: "hi" } },
        parentId: variant === "reply" ? id : undefined,
      };
    case "sendTyping":
      return { ...to, action: "started" };
    case "sendTransient":
      return { ...to, data: {} };
    case "initiateCall":
      return { ...to, type: "audio" };
    case "updateCall":
      return { sessionId, status: "ongoing" };
    case "listMessages":
    case "pinConversation":
    case "markRead":
    case "markDelivered":
      return { guid: GUID };
    case "editMessage":
      return { id, data: { text: "edited" } };
    case "addReaction":
    case "removeReaction":
      return { id, reaction: "👍" };
    default:
      return { id };
  }
}

/** What the target needs to have behind it. */
function prepare(cell: Cell, actor: Caller, id: number): void {
  if (cell.target === "reacted" && cell.actor !== "app") actor.run("addReaction", { id, reaction: "👍" });
  if (cell.target === "saved" && cell.actor !== "app") actor.run("saveMessage", { id });
}

function expectVerdict(world: World, actor: Caller, cell: Cell, input: object): void {
  const before = digest(world.app.state);
  const outcome = actor.tryRun(cell.operation, input);
  expect(codeOf(outcome)).toBe(cell.expected);
  expect(digest(world.app.state) !== before).toBe(outcome.ok && !READS.has(cell.operation));
}

function titleOf({ operation, variant, target, actor, expected }: Cell): string {
  return `${operation}${variant ? ` (${variant})` : ""}, ${target}, by ${actor}: ${expected}`;
}

describe("what may be done with messages and calls in a group", () => {
  for (const cell of cellsOf(IN_A_GROUP)) {
    it(titleOf(cell), () => {
      const world = populatedGroup();
      const actor = cell.actor === "app" ? world.server : world.as(cell.actor);
      const author = cell.target === "own" && cell.actor !== "app" ? cell.actor : "author";
      const { id } = world.say(author, { guid: GUID });
      prepare(cell, actor, id);
      if (cell.target === "pinned") world.as("owner").run("pinMessage", { id });
      const to = { receiver: GUID, receiverType: "group" };
      const caller =
        cell.operation === "updateCall"
          ? world.as("author").run("initiateCall", { ...to, type: "audio" })
          : undefined;
      expelInGroup(world);
      expectVerdict(world, actor, cell, inputOf(cell, id, caller?.call?.call.sessionId ?? "", to));
    });
  }
});

describe("what may be done with messages between two", () => {
  for (const cell of cellsOf(BETWEEN_TWO)) {
    it(titleOf(cell), () => {
      const world = createWorld();
      world.addUsers("alice", "bob", "stranger");
      const actor = cell.actor === "app" ? world.server : world.as(cell.actor);
      const [own, peer] = cell.actor === "bob" ? ["bob", "alice"] : ["alice", "bob"];
      const isOwn = cell.target === "own";
      const author = isOwn && cell.actor !== "app" ? cell.actor : isOwn ? own : peer;
      const { id } = world.say(author, { uid: author === own ? peer : own });
      if (cell.actor !== "stranger") prepare(cell, actor, id);
      if (cell.target === "pinned") world.as("alice").run("pinMessage", { id });
      expectVerdict(world, actor, cell, inputOf(cell, id, "", {}));
    });
  }
});
