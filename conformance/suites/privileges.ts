import * as fc from "fast-check";
import type { Device, Scenario, Step } from "../model/scenario.ts";
import type { MethodName } from "../protocol/index.ts";
import { ACTORS, type ActorScope, PRIVILEGES, type PrivilegeRow, type Target } from "../rules/index.ts";
import type { Suite } from "./suite.ts";
import { ask, group, world } from "./worlds.ts";

const NAME = "privileges";
const GUID = "g1";

/** Everybody that a cell speaks of, by what they are in the group. */
const CAST: Readonly<Record<string, string>> = {
  owner: "owner",
  admin: "adm1",
  moderator: "mod1",
  participant: "par1",
  none: "out1",
};
const TARGETS: Readonly<Partial<Record<Target, string>>> = {
  owner: "owner",
  admin: "adm2",
  moderator: "mod2",
  participant: "par2",
  outsider: "out2",
  banned: "ban1",
};
const PEOPLE = ["owner", "adm1", "adm2", "mod1", "mod2", "par1", "par2", "out1", "out2", "ban1"];
const WORLD = world({
  users: PEOPLE.map((uid) => ({ uid, name: uid.toUpperCase() })),
  groups: [
    group({
      guid: GUID,
      owner: "owner",
      members: {
        adm1: "admin",
        adm2: "admin",
        mod1: "moderator",
        mod2: "moderator",
        par1: "participant",
        par2: "participant",
      },
      banned: ["ban1"],
    }),
  ],
});

const device = (uid: string): Device => ({ id: `${uid}.a`, uid, mode: "auto", loggedIn: true });

/** One case for each cell: who it speaks of, a member and the one it is done to look on. */
function caseOf(row: PrivilegeRow, actor: ActorScope): Scenario {
  // Who has a message in a group and is no member has left it.
  const hasLeft = row.target === "own" && actor === "none";
  const me = hasLeft ? "par1" : (CAST[actor] ?? "");
  const isMessage = row.target === "own" || row.target === "another's";
  const target = row.target === "self" ? me : TARGETS[row.target];
  const writer = row.target === "own" ? me : "par2";
  const devices = [...new Set([me, "par2", ...(target ? [target] : [])])].map(device);
  const before: readonly Step[] = isMessage
    ? [ask(`${writer}.a`, "sendTextMessage", { receiverId: GUID, receiverType: "group", text: "first" })]
    : [];
  const leaves = hasLeft ? [ask(`${me}.a`, "leaveGroup", { guid: GUID })] : [];
  return {
    suite: NAME,
    world: WORLD,
    devices,
    steps: [...before, ...leaves, stepOf(row, `${me}.a`, target ?? "")],
  };
}

function stepOf(row: PrivilegeRow, by: string, uid: string): Step {
  const [operation = "", scope] = row.operation.split(":");
  return ask(by, operation as MethodName, paramsOf(operation, uid, scope));
}

function paramsOf(
  operation: string,
  uid: string,
  scope: string | undefined,
): Readonly<Record<string, unknown>> {
  switch (operation) {
    case "updateGroup":
      return { guid: GUID, name: "Renamed" };
    case "addMembersToGroup":
      return { guid: GUID, members: [{ uid, scope: "participant" }] };
    case "fetchGroupMembers":
    case "fetchBannedMembers":
      return { request: "p", filters: { guid: GUID, limit: 30 } };
    case "sendTextMessage":
      return { receiverId: GUID, receiverType: "group", text: "hello all" };
    case "fetchMessages":
      return {
        request: "p",
        direction: "previous",
        filters: { guid: GUID, limit: 30, categories: ["message", "custom"] },
      };
    case "addReaction":
      return { message: "$0", reaction: "👍" };
    case "editMessage":
      return { message: "$0", text: "changed" };
    case "deleteMessage":
      return { message: "$0" };
    case "deleteGroup":
    case "leaveGroup":
      return { guid: GUID };
    default:
      return { guid: GUID, uid, ...(scope !== undefined && { scope }) };
  }
}

const person = fc.constantFrom(...PEOPLE);
const anyRow = fc.constantFrom(...PRIVILEGES.filter(({ key }) => key !== "DELETE"));

/** Every cell of the privilege matrix, and what comes of many such steps after each other. */
export const privileges: Suite = {
  name: NAME,
  about: "who may do what in a group, cell by cell",
  cases: PRIVILEGES.flatMap((row) =>
    ACTORS.flatMap((actor) => (row.cells[actor].verdict === undefined ? [] : [caseOf(row, actor)])),
  ),
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(WORLD),
    devices: fc.constant(["owner", "adm1", "mod1", "par1", "out1"].map(device)),
    steps: fc.array(
      fc
        .tuple(fc.constantFrom("owner", "adm1", "mod1", "par1", "out1"), anyRow, person)
        .map(([by, row, uid]) => stepOf(row, `${by}.a`, uid)),
      { minLength: 1, maxLength: 14, size: "max" },
    ),
  }),
};
