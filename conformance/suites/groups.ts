import * as fc from "fast-check";
import type { Scenario, Step, World, WorldGroup } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, DEVICES, group, list, UIDS, uid, world } from "./worlds.ts";

const NAME = "groups";
const ids = DEVICES.map(({ id }) => id);
const GROUPS: readonly WorldGroup[] = [
  group({ guid: "pub", owner: "u1", members: { u2: "participant" } }),
  group({ guid: "pass", type: "password", owner: "u2", members: {}, banned: ["u4"] }),
  group({ guid: "priv", type: "private", owner: "u1", members: { u3: "moderator" } }),
];
const guid = fc.constantFrom("pub", "pass", "priv", "made");

function scenario(steps: readonly Step[], changes: Partial<World> = {}): Scenario {
  return { suite: NAME, world: world({ groups: GROUPS, ...changes }), devices: DEVICES, steps };
}

const page = (by: string, filters: object = {}, request = "p") =>
  ask(by, "fetchGroups", { request, filters: { limit: 2, ...filters } });
const membersPage = (by: string, of: string, filters: object = {}, request = "p") =>
  ask(by, "fetchGroupMembers", { request, filters: { guid: of, limit: 2, ...filters } });

/** Groups by their types, joining and leaving, and their members. */
export const groups: Suite = {
  name: NAME,
  about: "groups of every type, joining, leaving, members and bans",
  cases: [
    scenario([
      ask("u1.a", "createGroup", { guid: "made", name: "Made", type: "public" }),
      ask("u1.a", "createGroup", { guid: "made", name: "Again", type: "public" }),
      ask("u2.a", "createGroup", {
        guid: "UPPER",
        name: "Upper & lower",
        type: "private",
        metadata: { k: "ä" },
      }),
      ask("u2.a", "createGroup", { guid: "no spaces", name: "Bad", type: "public" }),
      ask("u2.a", "createGroup", { guid: "nopass", name: "Bad", type: "password" }),
      ask("u2.a", "createGroup", { guid: "haspass", name: "Good", type: "password", password: "s3cret" }),
      ask("u3.a", "joinGroup", { guid: "haspass", type: "password", password: "s3cret" }),
      ask("u2.a", "getGroup", { guid: "UPPER" }),
    ]),
    scenario([
      ask("u3.a", "joinGroup", { guid: "pub", type: "public" }),
      ask("u3.a", "joinGroup", { guid: "pub", type: "public" }),
      ask("u3.a", "getGroup", { guid: "pub" }),
      ask("u3.a", "leaveGroup", { guid: "pub" }),
      ask("u3.a", "getGroup", { guid: "pub" }),
      ask("u3.a", "joinGroup", { guid: "pub", type: "public" }),
      ask("u1.a", "leaveGroup", { guid: "pub" }),
      ask("u1.a", "kickGroupMember", { guid: "pub", uid: "u3" }),
      ask("u3.a", "joinGroup", { guid: "pub", type: "public" }),
    ]),
    scenario([
      ask("u1.a", "joinGroup", { guid: "pass", type: "password", password: "wrong" }),
      ask("u1.a", "joinGroup", { guid: "pass", type: "password" }),
      ask("u1.a", "joinGroup", { guid: "pass", type: "password", password: "open sesame" }),
      ask("u2.a", "joinGroup", { guid: "priv", type: "private" }),
      ask("u2.a", "joinGroup", { guid: "nowhere", type: "public" }),
      ask("u2.a", "getGroup", { guid: "priv" }),
      ask("u2.a", "getGroup", { guid: "nowhere" }),
      ask("u3.a", "getGroup", { guid: "priv" }),
    ]),
    scenario([
      ask("u1.a", "banGroupMember", { guid: "pub", uid: "u2" }),
      ask("u2.a", "joinGroup", { guid: "pub", type: "public" }),
      ask("u1.a", "fetchBannedMembers", { request: "b", filters: { guid: "pub", limit: 10 } }),
      ask("u1.a", "unbanGroupMember", { guid: "pub", uid: "u2" }),
      ask("u2.a", "getGroup", { guid: "pub" }),
      ask("u2.a", "joinGroup", { guid: "pub", type: "public" }),
    ]),
    scenario([
      page("u2.a"),
      page("u2.a"),
      page("u1.a", {}, "q"),
      page("u1.a", {}, "q"),
      page("u1.a", {}, "q"),
      page("u3.a", { joinedOnly: true }),
      page("u1.a", { searchKeyword: "group pas" }, "r"),
    ]),
    scenario([
      ask("u1.a", "addMembersToGroup", {
        guid: "pub",
        members: [
          { uid: "u2", scope: "admin" },
          { uid: "u3", scope: "moderator" },
          { uid: "u4", scope: "participant" },
        ],
      }),
      membersPage("u1.a", "pub"),
      membersPage("u1.a", "pub"),
      membersPage("u1.a", "pub"),
      membersPage("u1.a", "pub", { scopes: ["admin", "moderator"] }, "q"),
      ask("u2.a", "addMembersToGroup", {
        guid: "pass",
        members: [
          { uid: "u4", scope: "participant" },
          { uid: "u3", scope: "admin" },
        ],
      }),
    ]),
    scenario([
      ask("u1.a", "updateGroupMemberScope", { guid: "pub", uid: "u2", scope: "moderator" }),
      membersPage("u2.a", "pub", { limit: 10 }),
      ask("u1.a", "transferGroupOwnership", { guid: "pub", uid: "u4" }),
      ask("u1.a", "transferGroupOwnership", { guid: "pub", uid: "u2" }),
      ask("u1.a", "getGroup", { guid: "pub" }),
      ask("u1.a", "leaveGroup", { guid: "pub" }),
      ask("u2.a", "deleteGroup", { guid: "pub" }),
      ask("u2.a", "getGroup", { guid: "pub" }),
    ]),
    scenario([
      ask("u1.a", "transferGroupOwnership", { guid: "pub", uid: "u2" }),
      ask("u1.a", "getGroup", { guid: "pub" }),
      ask("u1.a", "leaveGroup", { guid: "pub" }),
      ask("u2.a", "deleteGroup", { guid: "pub" }),
      ask("u2.a", "getGroup", { guid: "pub" }),
    ]),
    scenario([
      ask("u1.a", "updateGroup", { guid: "pub", name: "New name", description: "With a text" }),
      ask("u2.a", "getGroup", { guid: "pub" }),
    ]),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(world({ groups: GROUPS })),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: asks(ids, "joinGroup", {
            guid,
            type: fc.constantFrom("public", "password"),
            password: fc.constantFrom("open sesame", "open sesame", "wrong"),
          }),
        },
        { weight: 2, arbitrary: asks(ids, "leaveGroup", { guid }) },
        { weight: 2, arbitrary: asks(ids, "getGroup", { guid }) },
        { weight: 2, arbitrary: asks(ids, "fetchGroups", list({ limit: fc.constantFrom(1, 2, 100) })) },
        {
          weight: 2,
          arbitrary: asks(ids, "fetchGroupMembers", {
            request: fc.constantFrom("m", "n"),
            filters: fc.record({ guid: fc.constant("pub"), limit: fc.constantFrom(1, 2, 10) }),
          }),
        },
        {
          weight: 1,
          arbitrary: asks(ids, "createGroup", {
            guid: fc.constantFrom("made", "pub"),
            name: fc.constant("Made"),
            type: fc.constant("public"),
          }),
        },
        { weight: 1, arbitrary: asks(ids, "deleteGroup", { guid: fc.constantFrom("made", "pass") }) },
        { weight: 3, arbitrary: asks(ids, "kickGroupMember", { guid, uid }) },
        { weight: 3, arbitrary: asks(ids, "banGroupMember", { guid, uid }) },
        { weight: 3, arbitrary: asks(ids, "unbanGroupMember", { guid, uid }) },
        {
          weight: 3,
          arbitrary: asks(ids, "updateGroupMemberScope", {
            guid,
            uid,
            scope: fc.constantFrom("admin", "moderator", "participant"),
          }),
        },
        { weight: 2, arbitrary: asks(ids, "transferGroupOwnership", { guid, uid }) },
        {
          weight: 2,
          arbitrary: asks(ids, "addMembersToGroup", {
            guid,
            members: fc.subarray([...UIDS], { minLength: 1, maxLength: 3 }).chain((uids) =>
              fc.tuple(
                ...uids.map((one) =>
                  fc.record({
                    uid: fc.constant(one),
                    scope: fc.constantFrom("admin", "moderator", "participant"),
                  }),
                ),
              ),
            ),
          }),
        },
        {
          weight: 2,
          arbitrary: asks(ids, "sendTextMessage", {
            receiverId: guid,
            receiverType: fc.constant("group"),
            text: fc.constant("hello"),
          }),
        },
      ),
      { minLength: 1, maxLength: 20, size: "max" },
    ),
  }),
};
