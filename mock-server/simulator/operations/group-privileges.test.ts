import { describe, expect, it } from "vitest";
import type { RuleSwitches } from "../operation.ts";
import { digest } from "../testing/digest.ts";
import { type Cell, cellsOf } from "../testing/privilege-matrix.ts";
import { type Caller, codeOf, createWorld } from "../testing/world.ts";

/**
 * The matrix of the vendor's documents, copied from them and not from the tables under test. A column each: what the
 * actor is in the group; `app` is the app's server acting for itself.
 */
const MATRIX = `
  operation              target      | owner     admin     moderator participant none banned app

  updateGroup            -           | ok        ok        ok        MOD         GNJ  GNJ    ok
  deleteGroup            -           | ok        ok        ADM       ADM         GNJ  GNJ    ok
  addMembers             none        | ok        ok        ADM       ADM         GNJ  GNJ    ok
  addMembers:ban         none        | ok        ok        ADM       ADM         GNJ  GNJ    ok
  addMembers:ban         participant | ok        ok        ADM       ADM         GNJ  GNJ    ok
  leaveGroup             -           | EXIT      ok        ok        ok          GNJ  GNJ    BAD
  getGroup               -           | ok        ok        ok        ok          GNJ  GNJ    ok
  listMembers            -           | ok        ok        ok        ok          GNJ  NAM    ok
  listBanned             -           | ok        ok        ok        MOD         GNJ  GNJ    ok

  transferOwnership      admin       | ok        CLR       CLR       CLR         GNJ  GNJ    ok
  transferOwnership      moderator   | ok        CLR       CLR       CLR         GNJ  GNJ    ok
  transferOwnership      participant | ok        CLR       CLR       CLR         GNJ  GNJ    ok
  transferOwnership      none        | NAM       CLR       CLR       CLR         GNJ  GNJ    NAM
  transferOwnership      banned      | NAM       CLR       CLR       CLR         GNJ  GNJ    NAM
  transferOwnership      owner       | ok        CLR       CLR       CLR         GNJ  GNJ    ok
  transferOwnership      unknown     | UID       UID       UID       UID         UID  UID    UID

  kickMember             participant | ok        ok        ok        CLR         GNJ  GNJ    ok
  kickMember             moderator   | ok        ok        CLR       CLR         GNJ  GNJ    ok
  kickMember             admin       | ok        ok        CLR       CLR         GNJ  GNJ    ok
  kickMember             owner       | SELF      CLR       CLR       CLR         GNJ  GNJ    CLR
  kickMember             self        | SELF      SELF      SELF      SELF        GNJ  GNJ    UID
  kickMember             none        | NAM       NAM       NAM       CLR         GNJ  GNJ    NAM
  kickMember             banned      | NAM       NAM       NAM       CLR         GNJ  GNJ    NAM
  kickMember             unknown     | UID       UID       UID       UID         UID  UID    UID

  banUser                participant | ok        ok        ok        CLR         GNJ  GNJ    ok
  banUser                moderator   | ok        ok        CLR       CLR         GNJ  GNJ    ok
  banUser                admin       | ok        ok        CLR       CLR         GNJ  GNJ    ok
  banUser                owner       | SELF      CLR       CLR       CLR         GNJ  GNJ    CLR
  banUser                self        | SELF      SELF      SELF      SELF        GNJ  GNJ    UID
  banUser                none        | ok        ok        ok        CLR         GNJ  GNJ    ok
  banUser                banned      | BANNED    BANNED    BANNED    CLR         GNJ  GNJ    BANNED
  banUser                unknown     | UID       UID       UID       UID         UID  UID    UID

  unbanUser              banned      | ok        ok        ok        CLR         GNJ  GNJ    ok
  unbanUser              participant | NOTBANNED NOTBANNED NOTBANNED CLR         GNJ  GNJ    NOTBANNED
  unbanUser              none        | NOTBANNED NOTBANNED NOTBANNED CLR         GNJ  GNJ    NOTBANNED
  unbanUser              unknown     | UID       UID       UID       UID         UID  UID    UID

  changeScope:admin       participant | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:admin       moderator   | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:admin       admin       | SAME      SAME      SCL       SCL         GNJ  GNJ    SAME
  changeScope:admin       owner       | SELF      SCL       SCL       SCL         GNJ  GNJ    SCL
  changeScope:admin       self        | SELF      SELF      SELF      SELF        GNJ  GNJ    UID
  changeScope:admin       none        | NAM       NAM       NAM       SCL         GNJ  GNJ    NAM
  changeScope:moderator   participant | ok        ok        ok        SCL         GNJ  GNJ    ok
  changeScope:moderator   moderator   | SAME      SAME      SAME      SCL         GNJ  GNJ    SAME
  changeScope:moderator   admin       | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:moderator   owner       | SELF      SCL       SCL       SCL         GNJ  GNJ    SCL
  changeScope:moderator   self        | SELF      SELF      SELF      SELF        GNJ  GNJ    UID
  changeScope:moderator   none        | NAM       NAM       NAM       SCL         GNJ  GNJ    NAM
  changeScope:participant participant | SAME      SAME      SAME      SCL         GNJ  GNJ    SAME
  changeScope:participant moderator   | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:participant admin       | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:participant owner       | SELF      SCL       SCL       SCL         GNJ  GNJ    SCL
  changeScope:participant self        | SELF      SELF      SELF      SELF        GNJ  GNJ    UID
  changeScope:participant none        | NAM       NAM       NAM       SCL         GNJ  GNJ    NAM
  changeScope:participant banned      | NAM       NAM       NAM       SCL         GNJ  GNJ    NAM
  changeScope:participant unknown     | UID       UID       UID       UID         UID  UID    UID
  changeScope:emperor     participant | BAD       BAD       BAD       BAD         BAD  BAD    BAD
`;

/** What `moderatorMayDemoteModerator` changes is the one cell; its neighbours stay. */
const WITH_SWITCH = `
  operation              target      | owner     admin     moderator participant none banned app

  changeScope:participant moderator   | ok        ok        ok        SCL         GNJ  GNJ    ok
  changeScope:participant admin       | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:moderator   admin       | ok        ok        SCL       SCL         GNJ  GNJ    ok
  changeScope:admin       moderator   | ok        ok        SCL       SCL         GNJ  GNJ    ok
`;

/** Operations that a success leaves no trace of. */
const READS = new Set(["getGroup", "listMembers", "listBanned"]);
const GUID = "cells";

/** A private group with someone of every standing to act (`admin`) and to be acted upon (`admin-2`). */
function populatedGroup(switches: Partial<RuleSwitches>) {
  const world = createWorld(switches);
  const standings = ["admin", "moderator", "participant", "none", "banned"];
  world.addUsers("owner", ...standings, ...standings.map((name) => `${name}-2`));
  world.as("owner").run("createGroup", {
    guid: GUID,
    name: "Cells",
    type: "private",
    members: {
      admins: ["admin", "admin-2"],
      moderators: ["moderator", "moderator-2"],
      participants: ["participant", "participant-2"],
      usersToBan: ["banned", "banned-2"],
    },
  });
  return world;
}

function inputOf({ operation, variant, target, actor }: Cell): object {
  const uid = { self: actor === "app" ? "app_system" : actor, owner: "owner", unknown: "nobody" }[target];
  const other = uid ?? `${target}-2`;
  switch (operation) {
    case "updateGroup":
      return { guid: GUID, name: "Renamed" };
    case "addMembers":
      return { guid: GUID, [variant === "ban" ? "usersToBan" : "participants"]: [other] };
    case "transferOwnership":
      return { guid: GUID, owner: other };
    case "changeScope":
      return { guid: GUID, uid: other, scope: variant };
    default:
      return target === "-" ? { guid: GUID } : { guid: GUID, uid: other };
  }
}

function check(cell: Cell, switches: Partial<RuleSwitches>): void {
  const world = populatedGroup(switches);
  const caller: Caller = cell.actor === "app" ? world.server : world.as(cell.actor);
  const before = digest(world.app.state);
  const outcome = caller.tryRun(cell.operation, inputOf(cell));
  expect(codeOf(outcome)).toBe(cell.expected);
  const isNoOp = cell.operation === "transferOwnership" && cell.target === "owner";
  const changes = outcome.ok && !READS.has(cell.operation) && !isNoOp;
  expect(digest(world.app.state) !== before).toBe(changes);
}

function titleOf({ operation, variant, target, actor, expected }: Cell): string {
  const what = variant === undefined ? operation : `${operation} to ${variant}`;
  return `${what}${target === "-" ? "" : ` of ${target}`} by ${actor}: ${expected}`;
}

describe("a member's privileges", () => {
  for (const cell of cellsOf(MATRIX)) it(titleOf(cell), () => check(cell, {}));
});

describe("a member's privileges when moderators may demote moderators", () => {
  for (const cell of cellsOf(WITH_SWITCH)) {
    it(titleOf(cell), () => check(cell, { moderatorMayDemoteModerator: true }));
  }
});

describe("an unknown group", () => {
  it.each([
    "updateGroup",
    "deleteGroup",
    "addMembers",
    "joinGroup",
    "leaveGroup",
    "getGroup",
    "listMembers",
    "listBanned",
    "transferOwnership",
    "kickMember",
    "banUser",
    "unbanUser",
    "changeScope",
  ] as const)("%s is refused before anything else is looked at", (operation) => {
    const world = createWorld();
    world.addUsers("alice");
    const outcome = world
      .as("alice")
      .tryRun(operation, { guid: "nowhere", uid: "nobody", owner: "nobody", scope: "admin" });
    expect(codeOf(outcome)).toBe("ERR_GUID_NOT_FOUND");
  });
});
