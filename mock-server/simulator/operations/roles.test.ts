import { beforeEach, describe, expect, it } from "vitest";
import { digest } from "../testing/digest.ts";
import { AUTH_KEY, codeOf, createWorld, WORLD_START, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
});

describe("roles", () => {
  it("begin with default", () => {
    expect(world.server.run("listRoles").rows.map((role) => role.role)).toEqual(["default"]);
  });

  it("are made in lower case and listed by id", () => {
    world.server.run("createRole", {
      role: "Teacher",
      name: "Teacher",
      settings: { listUsers: "friendsOnly" },
    });
    world.server.run("createRole", { role: "admin", name: "Admin" });
    expect(world.server.run("listRoles").rows.map((role) => role.role)).toEqual([
      "admin",
      "default",
      "teacher",
    ]);
    expect(world.server.run("getRole", { role: "TEACHER" })).toEqual({
      role: "teacher",
      name: "Teacher",
      settings: { listUsers: "friendsOnly" },
      createdAt: WORLD_START,
    });
  });

  it("change what is named, keep the rest, and lose what is unset", () => {
    const settings = { sendMessagesTo: "friendsOnly" } as const;
    world.server.run("createRole", {
      role: "teacher",
      name: "T",
      description: "d",
      metadata: { a: 1 },
      settings,
    });
    world.clock.advance(1_000);
    expect(world.server.run("updateRole", { role: "teacher", name: "New", unset: ["metadata"] })).toEqual({
      role: "teacher",
      name: "New",
      description: "d",
      metadata: undefined,
      settings,
      createdAt: WORLD_START,
      updatedAt: WORLD_START + 1,
    });
  });

  it("that are deleted leave their users with the default one", () => {
    world.server.run("createRole", { role: "teacher", name: "Teacher" });
    world.server.run("createUser", { uid: "alice", name: "Alice", role: "teacher" });
    world.server.run("createUser", { uid: "bob", name: "Bob", role: "teacher" });
    world.server.run("deactivateUsers", { uidsToDeactivate: ["bob"] });
    expect(world.server.run("deleteRole", { role: "Teacher" })).toBe("teacher");
    world.server.run("reactivateUsers", { uidsToActivate: ["bob"] });
    for (const uid of ["alice", "bob"]) expect(world.server.run("getUser", { uid }).role).toBe("default");
  });

  it("are at most 25", () => {
    for (let at = 1; at < 25; at += 1) world.server.run("createRole", { role: `r${at}`, name: "R" });
    const outcome = world.server.tryRun("createRole", { role: "one-more", name: "R" });
    expect(codeOf(outcome)).toBe("ERR_PLAN_QUOTA_RESTRICTION");
  });

  it.each([
    ["createRole", { role: "Default", name: "Again" }, "ERR_ROLE_ALREADY_EXISTS"],
    ["createRole", { role: "two words", name: "R" }, "ERR_BAD_REQUEST"],
    ["createRole", { role: "nameless" }, "ERR_BAD_REQUEST"],
    ["createRole", { role: "r", name: "R", description: "d".repeat(256) }, "ERR_BAD_REQUEST"],
    ["createRole", { role: "r", name: "R", settings: { listUsers: "nobody" } }, "ERR_BAD_REQUEST"],
    ["getRole", { role: "nobody" }, "ERR_ROLE_NOT_FOUND"],
    ["updateRole", { role: "nobody", name: "R" }, "ERR_ROLE_NOT_FOUND"],
    ["deleteRole", { role: "nobody" }, "ERR_ROLE_NOT_FOUND"],
    ["deleteRole", { role: "DEFAULT" }, "ERR_ROLE_DELETE_DENIED"],
  ] as const)("refuse %s %o with %s", (operation, input, code) => {
    const before = digest(world.app.state);
    expect(codeOf(world.server.tryRun(operation, input))).toBe(code);
    expect(digest(world.app.state)).toBe(before);
  });

  it("are the server's affair, not a client's and not the Auth Key's", () => {
    world.addUsers("alice");
    expect(codeOf(world.as("alice").tryRun("listRoles"))).toBe("AUTH_ERR_EMPTY_APIKEY");
    const byAuthKey = world.by({ kind: "apiKey", apiKey: AUTH_KEY });
    expect(codeOf(byAuthKey.tryRun("listRoles"))).toBe("AUTH_ERR_NO_ACCESS");
  });
});
