import { describe, expect, it } from "vitest";
import { operations } from "./operations/index.ts";
import { PERMISSION_CHECKS } from "./rules/permission-checks.ts";
import { ROLE_PERMISSIONS, SCOPE_PERMISSIONS } from "./rules/permissions.ts";
import { FEATURES } from "./rules/restricted-features.ts";
import { codeOf, createWorld } from "./testing/world.ts";

const text = { category: "message", type: "text", data: { text: "hi" } };
const toBob = { ...text, receiver: "bob", receiverType: "user" };
const toTeam = { ...text, receiver: "team", receiverType: "group" };

/** alice has the role `guest`; team is bob's, with alice a participant. */
function guestWorld() {
  const world = createWorld();
  world.server.run("createRole", { role: "guest", name: "Guest" });
  world.server.run("createUser", { uid: "alice", name: "Alice", role: "guest" });
  world.addUsers("bob", "carol");
  world.as("bob").run("createGroup", {
    guid: "team",
    name: "Team",
    type: "public",
    members: { participants: ["alice"] },
  });
  const allow = (permissions: Record<string, string | string[] | null>) =>
    world.server.run("setRolePermissions", { role: "guest", permissions });
  const scope = (permissions: Record<string, string | string[] | null>) =>
    world.server.run("setScopePermissions", { guid: "team", scope: "participant", permissions });
  const alice = world.as("alice");
  return {
    ...world,
    alice,
    allow,
    scope,
    can: (...call: Parameters<typeof alice.tryRun>) => codeOf(alice.tryRun(...call)),
  };
}

describe("the tables", () => {
  it("name operations that exist", () => {
    const named = [
      ...PERMISSION_CHECKS.map((check) => check.operation),
      ...FEATURES.flatMap((feature) => feature.uses.map((use) => use.operation)),
    ];
    expect(named.filter((name) => !Object.hasOwn(operations, name))).toEqual([]);
  });

  it("check permissions that a role or a scope can be given", () => {
    const known = [...ROLE_PERMISSIONS, ...SCOPE_PERMISSIONS].map((row) => row.id);
    expect(PERMISSION_CHECKS.map((check) => check.permission).filter((id) => !known.includes(id))).toEqual(
      [],
    );
  });

  it("enforce every permission, but for the reactions of some scopes", () => {
    const checked = new Set(PERMISSION_CHECKS.map((check) => check.permission));
    const known = [...ROLE_PERMISSIONS, ...SCOPE_PERMISSIONS].map((row) => row.id);
    expect(known.filter((id) => !checked.has(id))).toEqual(["listReactions.allowedScopes"]);
  });
});

describe("a restricted feature", () => {
  it("is refused to users of the role, and to nobody else", () => {
    const world = guestWorld();
    expect(world.can("listUsers")).toBe("ok");
    world.server.run("restrictFeatures", { role: "guest", featuresToRestrict: ["u.listUsers"] });
    const outcome = world.alice.tryRun("listUsers");
    expect(outcome).toMatchObject({
      ok: false,
      error: {
        code: "ERR_PERMISSION_DENIED",
        params: { action: "u.listUsers", role: "guest", restrictionSource: "restrictedFeatures" },
      },
    });
    expect(codeOf(world.as("bob").tryRun("listUsers"))).toBe("ok");
    expect(codeOf(world.server.tryRun("listUsers"))).toBe("ok");
    expect(world.can("listGroups")).toBe("ok");
  });

  it.each([
    ["u.createMessage", toBob, undefined],
    ["u.createMessageThread", toBob, 1],
  ])("%s is about messages or about replies, not both", (key, message, parentId) => {
    const world = guestWorld();
    const parent = world.say("bob", { uid: "alice" });
    world.server.run("restrictFeatures", { role: "guest", featuresToRestrict: [key] });
    const isReply = parentId !== undefined;
    expect(world.can("sendMessage", message)).toBe(isReply ? "ok" : "ERR_PERMISSION_DENIED");
    expect(world.can("sendMessage", { ...message, parentId: parent.id })).toBe(
      isReply ? "ERR_PERMISSION_DENIED" : "ok",
    );
  });

  it("about one kind of history leaves the others", () => {
    const world = guestWorld();
    world.server.run("restrictFeatures", { role: "guest", featuresToRestrict: ["u.getGroupMessages"] });
    expect(world.can("listMessages", { guid: "team" })).toBe("ERR_PERMISSION_DENIED");
    expect(world.can("listMessages", { uid: "bob" })).toBe("ok");
    expect(world.can("listMessages", {})).toBe("ok");
    expect(world.can("listPinnedMessages", { guid: "team" })).toBe("ERR_PERMISSION_DENIED");
    expect(world.can("listPinnedMessages", { uid: "bob" })).toBe("ok");
  });

  it("is listed, and allowed again one by one or all at once", () => {
    const world = guestWorld();
    const features = ["u.ban", "joinGroup", "u.logout"];
    const results = world.server.run("restrictFeatures", { role: "guest", featuresToRestrict: features });
    expect(Object.keys(results)).toEqual(["u.ban", "u.joinGroup", "u.logout"]);
    const keys = () =>
      world.server.run("listRestrictedFeatures", { role: "guest" }).rows.map((row) => row.key);
    expect(keys()).toEqual(["u.ban", "u.joinGroup", "u.logout"]);
    world.server.run("allowFeatures", { role: "guest", featuresToAllow: ["u.ban"] });
    expect(keys()).toEqual(["u.joinGroup", "u.logout"]);
    for (const none of [{}, { allowAll: false }, { featuresToAllow: ["u.logout", "u.fly"] }]) {
      const refusal = world.server.tryRun("allowFeatures", { role: "guest", ...none });
      expect(refusal).toMatchObject({ error: { details: { featuresToAllow: expect.anything() } } });
    }
    expect(keys()).toEqual(["u.joinGroup", "u.logout"]);
    world.server.run("allowFeatures", { role: "guest", allowAll: true });
    expect(keys()).toEqual([]);
  });

  it("that is unknown is that key's own refusal, and an unknown role everybody's", () => {
    const { server } = guestWorld();
    const results = server.run("restrictFeatures", { role: "guest", featuresToRestrict: ["u.fly", "u.ban"] });
    expect(results).toMatchObject({ "u.fly": { success: false }, "u.ban": { success: true } });
    const input = { role: "none", featuresToRestrict: [] };
    expect(codeOf(server.tryRun("restrictFeatures", input))).toBe("ERR_ROLE_NOT_FOUND");
  });

  it("goes with its role", () => {
    const world = guestWorld();
    world.server.run("restrictFeatures", { role: "guest", featuresToRestrict: ["u.listUsers"] });
    world.allow({ createGroup: "deny" });
    world.server.run("deleteRole", { role: "guest" });
    expect(world.app.state.restrictedFeatures.size + world.app.state.permissions.size).toBe(0);
  });
});

describe("a role's permission", () => {
  it("to do something at all", () => {
    const world = guestWorld();
    world.allow({ createGroup: "deny" });
    expect(world.alice.tryRun("createGroup", { guid: "g", name: "G" })).toMatchObject({
      error: {
        message: "Permission denied for action createGroup with role guest as per RBAC policy.",
        params: { action: "createGroup", role: "guest", restrictionSource: "RBAC" },
      },
    });
    world.allow({ createGroup: "allow" });
    expect(world.can("createGroup", { guid: "g", name: "G" })).toBe("ok");
  });

  it.each([
    ["createGroup.allowedGroupTypes", ["private"], "createGroup", { guid: "g", name: "G", type: "public" }],
    ["sendMessage.mode", "friends", "sendMessage", toBob],
    ["sendMessage.allowedReceiverTypes", ["group"], "sendMessage", toBob],
    ["sendMessage.allowedReceiverRoles", ["guest"], "sendMessage", toBob],
    ["sendMessage.allowedMessageTypes", ["image"], "sendMessage", toBob],
    ["sendMessage.allowedMessageCategories", ["custom"], "sendMessage", toTeam],
    [
      "sendMessage.allowedCustomTypes",
      ["poll"],
      "sendMessage",
      { ...toTeam, category: "custom", type: "place", data: { customData: {} } },
    ],
    [
      "sendMessage.allowedMimeTypes",
      ["image/png"],
      "sendMessage",
      { ...toTeam, type: "file", data: { attachments: [{ url: "https://x.example/a.pdf" }] } },
    ],
    ["getUserDetails.mode", "friends", "getUser", { uid: "bob" }],
    ["getUserDetails.allowedRoles", ["guest"], "getUser", { uid: "bob" }],
    ["joinGroup", "deny", "joinGroup", { guid: "open" }],
    ["joinGroup.allowedGroupTypes", ["password"], "joinGroup", { guid: "open" }],
    ["listGroups", "deny", "listGroups", {}],
    ["listUsers", "deny", "listUsers", {}],
    ["initiateCall", "deny", "initiateCall", { receiver: "bob", receiverType: "user", type: "audio" }],
    [
      "initiateCall.mode",
      "friends",
      "initiateCall",
      { receiver: "bob", receiverType: "user", type: "audio" },
    ],
  ] as const)("%s %o refuses %s", (id, value, operation, input) => {
    const world = guestWorld();
    world.server.run("createGroup", { guid: "open", name: "Open", type: "public" });
    world.allow({ [id]: typeof value === "string" ? value : [...value] });
    const outcome = world.alice.tryRun(operation, input);
    expect(outcome).toMatchObject({ error: { code: "ERR_PERMISSION_DENIED", params: { action: id } } });
    world.allow({ [id]: null });
    expect(world.can(operation, input)).toBe("ok");
  });

  it("is asked of files that come with a message, as of those that it names", () => {
    const world = guestWorld();
    world.allow({ "sendMessage.allowedMimeTypes": ["image/png"] });
    const withFile = (file: { name: string; mimeType?: string }) =>
      world.can("sendMessage", {
        ...toBob,
        type: "file",
        data: {},
        files: [{ ...file, bytes: new Uint8Array(1) }],
      });
    expect(withFile({ name: "a.gif", mimeType: "image/gif" })).toBe("ERR_PERMISSION_DENIED");
    expect(withFile({ name: "a.gif" })).toBe("ERR_PERMISSION_DENIED");
    expect(withFile({ name: "a.png" })).toBe("ok");
  });

  it("is asked for each receiver of a message to many", () => {
    const world = guestWorld();
    world.allow({ "sendMessage.mode": "friends" });
    world.scope({ sendMessage: "deny" });
    world.server.run("addFriends", { uid: "alice", accepted: ["bob"] });
    const multipleReceivers = { uids: ["bob", "carol"], guids: ["team"] };
    expect(world.alice.run("sendToMany", { ...text, multipleReceivers })).toMatchObject({
      uids: { bob: { success: true }, carol: { error: { params: { action: "sendMessage.mode" } } } },
      guids: { team: { error: { params: { action: "sendMessage", scope: "participant" } } } },
    });
  });

  it("is asked of a reply that does not say where it goes", () => {
    const world = guestWorld();
    const { id } = world.say("bob", { guid: "team" });
    world.scope({ sendThreadedMessage: "deny" });
    expect(world.can("sendMessage", { ...text, parentId: id })).toBe("ERR_PERMISSION_DENIED");
    world.scope({ sendThreadedMessage: null });
    expect(world.can("sendMessage", { ...text, parentId: id })).toBe("ok");
  });

  it("for friends only lets friends through", () => {
    const world = guestWorld();
    world.allow({ "sendMessage.mode": "friends" });
    world.server.run("addFriends", { uid: "alice", accepted: ["bob"] });
    expect(world.can("sendMessage", toBob)).toBe("ok");
    expect(world.can("sendMessage", { ...toBob, receiver: "carol" })).toBe("ERR_PERMISSION_DENIED");
    expect(world.can("sendMessage", toTeam)).toBe("ok");
  });

  it("with an empty list restricts nothing", () => {
    const world = guestWorld();
    world.allow({ "sendMessage.allowedMessageTypes": [] });
    expect(world.can("sendMessage", toBob)).toBe("ok");
  });

  it("narrows lists to what may be listed, and refuses what may not", () => {
    const world = guestWorld();
    world.server.run("createUser", { uid: "dora", name: "Dora", role: "guest" });
    world.server.run("createGroup", { guid: "open", name: "Open", type: "public" });
    world.server.run("createGroup", { guid: "locked", name: "Locked", type: "password", password: "x" });
    world.allow({ "listUsers.allowedRoles": ["guest"], "listGroups.allowedGroupTypes": ["password"] });
    expect(world.alice.run("listUsers", {}).rows.map((user) => user.uid)).toEqual(["dora"]);
    expect(world.can("listUsers", { roles: ["default"] })).toBe("ERR_PERMISSION_DENIED");
    expect(world.alice.run("listUsers", { roles: ["default", "guest"] }).total).toBe(1);
    expect(world.alice.run("listGroups", {}).rows.map((group) => group.guid)).toEqual(["locked"]);
  });

  it("narrows a user list to friends, and history to kinds of messages", () => {
    const world = guestWorld();
    world.server.run("addFriends", { uid: "alice", accepted: ["carol"] });
    world.say("bob", { guid: "team" });
    world.allow({ "listUsers.mode": "friends", "listMessages.allowedMessageCategories": ["message"] });
    expect(world.alice.run("listUsers", {}).rows.map((user) => user.uid)).toEqual(["carol"]);
    const { rows } = world.alice.run("listMessages", { guid: "team" });
    expect(rows.map((row) => row.category)).toEqual(["message"]);
  });

  it("narrows pinned and saved messages as it narrows history", () => {
    const world = guestWorld();
    const place = { category: "custom", type: "place", data: { customData: {} } };
    const kept = [toTeam, { ...toTeam, ...place }].map(
      (input) => world.as("bob").run("sendMessage", input).id,
    );
    for (const id of kept) {
      world.as("bob").run("pinMessage", { id });
      world.alice.run("saveMessage", { id });
    }
    world.allow({ "listMessages.allowedMessageCategories": ["message"] });
    expect(world.alice.run("listPinnedMessages", {}).rows).toMatchObject([{ id: kept[0] }]);
    expect(world.alice.run("listSavedMessages", {}).rows).toMatchObject([{ id: kept[0] }]);
  });

  it("holds moderators back from others' messages, and nobody from their own", () => {
    const world = guestWorld();
    world.as("bob").run("changeScope", { guid: "team", uid: "alice", scope: "moderator" });
    world.allow({ "editMessage.denyForScopes": ["moderator"], "deleteMessage.denyForScopes": ["moderator"] });
    const theirs = world.say("bob", { guid: "team" });
    const own = world.say("alice", { guid: "team" });
    const edit = (id: number) => world.can("editMessage", { id, data: { text: "better" } });
    expect([edit(theirs.id), edit(own.id)]).toEqual(["ERR_PERMISSION_DENIED", "ok"]);
    expect(world.can("deleteMessage", { id: theirs.id })).toBe("ERR_PERMISSION_DENIED");
    expect(world.can("deleteMessage", { id: own.id })).toBe("ok");
  });

  it("is refused with the wrong value, each on its own", () => {
    const world = guestWorld();
    const { results, permissions } = world.allow({
      createGroup: "perhaps",
      "createGroup.allowedGroupTypes": "public",
      "listUsers.allowedRoles": ["nobodys"],
      flying: "allow",
      joinGroup: "deny",
    });
    expect(Object.entries(results).map(([id, result]) => [id, result.success])).toEqual([
      ["createGroup", false],
      ["createGroup.allowedGroupTypes", false],
      ["listUsers.allowedRoles", false],
      ["flying", false],
      ["joinGroup", true],
    ]);
    expect(permissions).toMatchObject({ createGroup: "allow", joinGroup: "deny" });
  });

  it("is listed with its default and what was set, and can be unset", () => {
    const world = guestWorld();
    world.allow({ joinGroup: "deny" });
    const page = world.server.run("listRolePermissions", { role: "guest" });
    expect(page.total).toBe(ROLE_PERMISSIONS.length);
    const held = page.rows.find(({ row }) => row.id === "joinGroup");
    expect(held).toMatchObject({ row: { defaultValue: "allow", type: "role" }, value: "deny" });
    expect(world.server.run("unsetRolePermission", { role: "guest", permission: "joinGroup" })).toMatchObject(
      { joinGroup: "allow" },
    );
    const input = { role: "guest", permission: "flying" };
    expect(codeOf(world.server.tryRun("unsetRolePermission", input))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(world.server.tryRun("listRolePermissions", { role: "none" }))).toBe("ERR_ROLE_NOT_FOUND");
  });
});

describe("a scope's permission", () => {
  it("counts in its group, for members of the scope", () => {
    const world = guestWorld();
    world.scope({ sendMessage: "deny" });
    expect(world.alice.tryRun("sendMessage", toTeam)).toMatchObject({
      error: {
        code: "ERR_PERMISSION_DENIED",
        params: { action: "sendMessage", restrictionSource: "SBAC", guid: "team", scope: "participant" },
      },
    });
    expect(world.can("sendMessage", toBob)).toBe("ok");
    expect(codeOf(world.as("bob").tryRun("sendMessage", toTeam))).toBe("ok");
  });

  it.each([
    ["sendThreadedMessage", "deny", "sendMessage", { ...toTeam, parentId: "parent" }],
    ["addReaction", "deny", "addReaction", { id: "parent", reaction: "👍" }],
    ["addReaction", "deny", "toggleLegacyReaction", { msgId: "parent", emoji: "👍" }],
    ["listReactions", "deny", "listReactions", { id: "parent" }],
    ["listMembers", "deny", "listMembers", { guid: "team" }],
    ["editMessage", "deny", "editMessage", { id: "own", data: { text: "x" } }],
    ["initiateCall", "deny", "initiateCall", { receiver: "team", receiverType: "group", type: "audio" }],
    [
      "initiateCall.allowedType",
      ["audio"],
      "initiateCall",
      { receiver: "team", receiverType: "group", type: "video" },
    ],
    [
      "initiateCall.allowedScopes",
      ["admin"],
      "initiateCall",
      { receiver: "team", receiverType: "group", type: "video" },
    ],
  ] as const)("%s %o refuses %s", (id, value, operation, input) => {
    const world = guestWorld();
    const ids: Record<string, number> = {
      parent: world.say("bob", { guid: "team" }).id,
      own: world.say("alice", { guid: "team" }).id,
    };
    const asked = Object.fromEntries(
      Object.entries(input).map(([name, field]) => [name, ids[String(field)] ?? field]),
    );
    world.scope({ [id]: typeof value === "string" ? value : [...value] });
    expect(world.can(operation, asked)).toBe("ERR_PERMISSION_DENIED");
    world.server.run("unsetScopePermission", { guid: "team", scope: "participant", permission: id });
    expect(world.can(operation, asked)).toBe("ok");
  });

  it("narrows the list of members", () => {
    const world = guestWorld();
    world.scope({ "listMembers.allowedScopes": ["admin"] });
    expect(world.alice.run("listMembers", { guid: "team" }).rows.map((row) => row.uid)).toEqual(["bob"]);
  });

  it("must allow what the role allows too", () => {
    const world = guestWorld();
    world.allow({ sendMessage: "deny" });
    world.scope({ sendMessage: "allow" });
    expect(world.can("sendMessage", toTeam)).toBe("ERR_PERMISSION_DENIED");
  });

  it("is listed by group and scope, and goes with the group", () => {
    const world = guestWorld();
    world.scope({ sendMessage: "deny" });
    const input = { guid: "team", scope: "participant" } as const;
    expect(world.server.run("listScopePermissions", input).total).toBe(11);
    expect(codeOf(world.server.tryRun("listScopePermissions", { ...input, guid: "none" }))).toBe(
      "ERR_GUID_NOT_FOUND",
    );
    expect(codeOf(world.server.tryRun("listScopePermissions", { ...input, scope: "king" }))).toBe(
      "ERR_BAD_REQUEST",
    );
    world.server.run("deleteGroup", { guid: "team" });
    expect(world.app.state.permissions.size).toBe(0);
  });
});
