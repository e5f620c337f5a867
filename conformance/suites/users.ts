import * as fc from "fast-check";
import type { Scenario, Step, World } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, DEVICES, list, UIDS, uid, world } from "./worlds.ts";

const NAME = "users";
const ids = DEVICES.map(({ id }) => id);
const some = fc.subarray([...UIDS], { minLength: 1, maxLength: 2 });

function scenario(steps: readonly Step[], changes: Partial<World> = {}): Scenario {
  return { suite: NAME, world: world(changes), devices: DEVICES, steps };
}

const page = (filters: object = {}, request = "p") =>
  ask("u1.a", "fetchUsers", { request, filters: { limit: 2, ...filters } });
const blockedPage = (by: string, filters: object = {}) =>
  ask(by, "fetchBlockedUsers", {
    request: `b${JSON.stringify(filters)}`,
    filters: { limit: 10, ...filters },
  });

/** Users: reading, listing, making and changing them; and blocking. */
export const users: Suite = {
  name: NAME,
  about: "users and their lists, and blocking",
  cases: [
    scenario([
      ask("u1.a", "getUser", { uid: "u2" }),
      ask("u1.a", "getUser", { uid: "U2" }),
      ask("u1.a", "getUser", { uid: "nobody" }),
    ]),
    scenario([page(), page(), page()]),
    scenario([
      page({ searchKeyword: "dan & s" }),
      page({ searchKeyword: "bo" }, "q"),
      page({ uids: ["u2", "u4"] }, "r"),
      page({ roles: ["teacher"] }, "s"),
    ]),
    scenario(
      [page({ hideBlockedUsers: true }), page({ status: "online" }, "q"), page({ status: "offline" }, "r")],
      { blocks: [["u1", "u2"]] },
    ),
    scenario([page({ limit: 0 }), page({ limit: 2000 }, "q"), page({ limit: 100 }, "r")]),
    scenario([
      ask("u1.a", "createUser", { uid: "new-1", name: "New", authKey: "$key" }),
      ask("u1.a", "createUser", { uid: "NEW-2", name: "Née", metadata: { a: [1, "é"] }, authKey: "$key" }),
      ask("u1.a", "createUser", { uid: "u2", name: "Bob", authKey: "$key" }),
      ask("u1.a", "createUser", { uid: "no spaces", name: "Bad", authKey: "$key" }),
      ask("u1.a", "createUser", { uid: "new-3", name: "New", authKey: "wrong" }),
      ask("u1.a", "updateUser", { uid: "new-1", name: "Newer", authKey: "$key" }),
      ask("u1.a", "updateUser", { uid: "u2", statusMessage: "away", authKey: "$key" }),
      ask("u1.a", "getUser", { uid: "new-1" }),
    ]),
    scenario([
      ask("u2.a", "updateCurrentUser", { name: "Robert", statusMessage: "busy", role: "teacher" }),
      ask("u1.a", "getUser", { uid: "u2" }),
      ask("u2.a", "getUser", { uid: "u1" }),
    ]),
    scenario([
      ask("u1.a", "blockUsers", { uids: ["u2", "u3"] }),
      ask("u1.a", "getUser", { uid: "u2" }),
      ask("u2.a", "getUser", { uid: "u1" }),
      blockedPage("u1.a"),
      blockedPage("u2.a"),
      blockedPage("u1.a", { direction: "blockedByMe" }),
      blockedPage("u2.a", { direction: "hasBlockedMe" }),
      blockedPage("u2.a", { direction: "blockedByMe" }),
      ask("u1.a", "sendTextMessage", { receiverId: "u2", receiverType: "user", text: "refused" }),
      ask("u2.a", "sendTextMessage", { receiverId: "u1", receiverType: "user", text: "unheard" }),
      ask("u1.a", "blockUsers", { uids: ["u2"] }),
      ask("u1.a", "unblockUsers", { uids: ["u2"] }),
      ask("u2.a", "sendTextMessage", { receiverId: "u1", receiverType: "user", text: "heard" }),
      ask("u1.a", "blockUsers", { uids: ["u1"] }),
    ]),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.record({
      users: fc.constant(world().users),
      groups: fc.constant([]),
      blocks: fc.subarray<readonly [string, string]>([
        ["u1", "u2"],
        ["u3", "u1"],
        ["u2", "u4"],
      ]),
    }),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 3,
          arbitrary: asks(ids, "getUser", { uid: fc.constantFrom(...UIDS, "U3", "nobody", "new-1") }),
        },
        {
          weight: 3,
          arbitrary: asks(ids, "fetchUsers", list({ limit: fc.constantFrom(1, 2, 3, 100) })),
        },
        {
          weight: 2,
          arbitrary: asks(ids, "fetchUsers", {
            request: fc.constantFrom("f", "g"),
            filters: fc.record(
              {
                limit: fc.constantFrom(1, 2, 30),
                searchKeyword: fc.constantFrom("an", "dan & s", "U2", "zzz"),
                uids: some,
                roles: fc.constantFrom(["teacher"], ["default"]),
                hideBlockedUsers: fc.constant(true),
              },
              { requiredKeys: ["limit"] },
            ),
          }),
        },
        { weight: 2, arbitrary: asks(ids, "blockUsers", { uids: some }) },
        { weight: 2, arbitrary: asks(ids, "unblockUsers", { uids: some }) },
        {
          weight: 2,
          arbitrary: asks(ids, "fetchBlockedUsers", {
            request: fc.constantFrom("x", "y"),
            filters: fc.record({
              limit: fc.constantFrom(1, 10),
              direction: fc.constantFrom("both", "blockedByMe", "hasBlockedMe"),
            }),
          }),
        },
        {
          weight: 2,
          arbitrary: asks(ids, "sendTextMessage", {
            receiverId: uid,
            receiverType: fc.constant("user"),
            text: fc.constant("hello"),
          }),
        },
        {
          weight: 1,
          arbitrary: asks(ids, "updateCurrentUser", { name: fc.constantFrom("Ann-Marie", "O'Neill") }),
        },
        {
          weight: 1,
          arbitrary: asks(ids, "createUser", {
            uid: fc.constantFrom("new-1", "NEW-2", "bad uid", "u4"),
            name: fc.constant("New"),
            authKey: fc.constant("$key"),
          }),
        },
      ),
      { minLength: 1, maxLength: 18, size: "max" },
    ),
  }),
};
