import { expect, it } from "vitest";
import { ask, group, world } from "../suites/worlds.ts";
import { withPrefix } from "./with-prefix.ts";

it("gives a case names of its own everywhere, and leaves out what tells of others", () => {
  const given = {
    suite: "groups",
    world: world({
      users: [{ uid: "u1", name: "u1" }],
      groups: [group({ guid: "g1", owner: "u1", members: { u2: "admin" }, banned: ["u3"] })],
      blocks: [["u1", "u2"]],
    }),
    devices: [{ id: "u1.a", uid: "u1", mode: "auto", loggedIn: true }],
    steps: [
      ask("u1.a", "fetchUsers", { request: "p", filters: { limit: 2 } }),
      { by: "u1.a", fault: "slow" },
      ask("u1.a", "login", { uid: "", authKey: "$key" }),
      ask("u1.a", "login", { authToken: "$token u1" }),
      ask("u1.a", "addMembersToGroup", { guid: "g1", members: [{ uid: "u2", scope: "admin" }] }),
      ask("u1.a", "sendTextMessage", { receiverId: "u2", receiverType: "user", text: "u2 <@uid:u2>" }),
      ask("u1.a", "fetchMessages", { request: "p", direction: "previous", filters: { limit: 1, uid: "u2" } }),
    ],
  } as const;
  const { world: there, devices, steps } = withPrefix(given, "x-");
  expect(there).toMatchObject({
    users: [{ uid: "x-u1", name: "u1" }],
    groups: [{ guid: "x-g1", owner: "x-u1", members: { "x-u2": "admin" }, banned: ["x-u3"] }],
    blocks: [["x-u1", "x-u2"]],
  });
  expect(devices).toMatchObject([{ id: "u1.a", uid: "x-u1" }]);
  expect(steps.map((step) => ("with" in step ? step.with : step))).toEqual([
    { uid: "", authKey: "$key" },
    { authToken: "$token x-u1" },
    { guid: "x-g1", members: [{ uid: "x-u2", scope: "admin" }] },
    { receiverId: "x-u2", receiverType: "user", text: "u2 <@uid:x-u2>" },
    { request: "p", direction: "previous", filters: { limit: 1, uid: "x-u2" } },
  ]);
});
