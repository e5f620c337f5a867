import { describe, expect, it } from "vitest";
import { AUTH_KEY, REST_API_KEY } from "../../simulator/testing/world.ts";
import { createApiWorld } from "../testing/api-world.ts";

function worldOf(...uids: string[]) {
  const world = createApiWorld();
  world.addUsers(...uids);
  return { ...world, server: world.serverApi() };
}

describe("API keys", () => {
  it("are made, listed, changed and deleted in the service's words", async () => {
    const { server } = worldOf();
    const made = await server("POST", "/v3/apikeys", { name: "CI", scope: "fullAccess" });
    const { apiKey } = made.data;
    expect(made.data).toEqual({ apiKey, name: "CI", scope: "fullAccess", createdAt: expect.any(Number) });
    const list = await server("GET", "/v3/apikeys?searchKey=c");
    expect([list.data, list.meta.pagination.total]).toEqual([[made.data], 1]);
    expect((await server("PUT", `/v3/apikeys/${apiKey}`, { name: "CD" })).data.name).toBe("CD");
    expect((await server("GET", `/v3/apikeys/${apiKey}`)).data.name).toBe("CD");
    expect((await server("DELETE", `/v3/apikeys/${apiKey}`)).data).toEqual({
      success: true,
      message: `The Api Key ${apiKey} has been deleted successfully.`,
    });
    expect((await server("GET", `/v3/apikeys/${apiKey}`)).error.code).toBe("ERR_APIKEY_NOT_FOUND");
  });

  it("do not delete themselves, and the Auth Key deletes none", async () => {
    const { server, keyApi } = worldOf();
    const own = await server("DELETE", `/v3/apikeys/${REST_API_KEY}`);
    expect([own.status, own.error.code]).toEqual([403, "ERR_APIKEY_NO_SELF_ACTION"]);
    expect((await keyApi("DELETE", `/v3/apikeys/${AUTH_KEY}`)).error.code).toBe("AUTH_ERR_NO_ACCESS");
  });
});

describe("restricted features", () => {
  it("are restricted, listed and allowed, and refused to clients meanwhile", async () => {
    const { server, clientApi } = worldOf("alice");
    const path = "/v3/roles/default/restrictedfeatures";
    const restricted = await server("POST", path, { featuresToRestrict: ["u.listUsers"] });
    expect(restricted.data).toEqual({
      "u.listUsers": { success: true, message: "The feature u.listUsers has been restricted successfully." },
    });
    expect((await server("GET", path)).data).toEqual([
      {
        title: "List Users",
        description: "Allows logged-in user to fetch the user list.",
        key: "u.listUsers",
        path: "/v3/users",
        createdAt: expect.any(Number),
      },
    ]);
    const refused = await clientApi("alice")("GET", "/v3.0/users");
    expect(refused).toMatchObject({
      status: 403,
      error: {
        code: "ERR_PERMISSION_DENIED",
        params: { action: "u.listUsers", role: "default", restrictionSource: "restrictedFeatures" },
      },
    });
    expect((await server("DELETE", path, { allowAll: true })).data.success).toBe(true);
    expect((await clientApi("alice")("GET", "/v3.0/users")).status).toBe(200);
  });
});

describe("permissions", () => {
  it("of a role are set, listed and unset", async () => {
    const { server } = worldOf();
    const path = "/v3/roles/default/permissions";
    const set = await server("PUT", path, {
      permissions: { createGroup: "deny", "createGroup.allowedGroupTypes": ["public"], fly: "deny" },
    });
    expect(set.data).toMatchObject({
      createGroup: {
        success: true,
        message: "Permission with id createGroup have been mapped successfully to role default.",
      },
      fly: { success: false, error: { code: "ERR_BAD_REQUEST" } },
      permissions: { createGroup: "deny", "createGroup.allowedGroupTypes": ["public"], listUsers: "allow" },
    });
    const list = await server("GET", `${path}?perPage=2`);
    expect(list.data[0]).toMatchObject({
      id: "createGroup",
      type: "role",
      dataType: "string",
      availableValues: ["allow", "deny"],
      defaultValue: "allow",
      value: "deny",
    });
    expect(list.meta.pagination.count).toBe(2);
    expect((await server("DELETE", `${path}/createGroup`)).data.permissions.createGroup).toBe("allow");
  });

  it("of a scope are set, listed and unset", async () => {
    const { server } = worldOf("alice");
    await server("POST", "/v3/groups", { guid: "g", name: "G", owner: "alice" });
    const path = "/v3/groups/g/scopes/admin/permissions";
    const set = await server("PUT", path, { permissions: { sendMessage: "deny" } });
    expect(set.data.sendMessage.message).toBe(
      "Permission with id sendMessage have been mapped successfully to scope admin on group g.",
    );
    expect((await server("GET", path)).meta.pagination.total).toBe(11);
    expect((await server("DELETE", `${path}/sendMessage`)).data.permissions.sendMessage).toBe("allow");
    expect((await server("GET", "/v3/groups/none/scopes/admin/permissions")).error.code).toBe(
      "ERR_GUID_NOT_FOUND",
    );
  });
});

describe("messages of the app's server", () => {
  const toAlice = { receiver: "alice", receiverType: "user", data: { text: "Beep." } };

  it("are texts unless they say otherwise, a bot's and the app's own", async () => {
    const world = worldOf("alice");
    world.simulator.execute({
      appId: world.app.appId,
      operation: "createBot",
      as: { kind: "harness" },
      input: { uid: "robo", name: "Robo" },
    });
    const bots = await world.server("POST", "/v3/bots/robo/messages", toAlice);
    expect(bots.data).toMatchObject({
      sender: "robo",
      category: "message",
      type: "text",
      data: { text: "Beep." },
    });
    const own = await world.server("POST", "/v3/messages", toAlice);
    expect(own.data).toMatchObject({ sender: "app_system", category: "message", type: "text" });
    const none = await world.server("POST", "/v3/bots/alice/messages", toAlice);
    expect([none.status, none.error.code]).toEqual([404, "ERR_BOT_NOT_FOUND"]);
  });
});

describe("threads", () => {
  it("are all listed to the app itself", async () => {
    const { server, say } = worldOf("alice", "bob");
    const parent = say("alice", { uid: "bob" });
    say("bob", { uid: "alice" }, parent.id);
    const { data } = await server("GET", "/v3/threads");
    expect(data).toMatchObject([{ id: String(parent.id), replyCount: 1, lastReply: { sender: "bob" } }]);
  });
});

describe("usage", () => {
  it("is told in the service's shape", async () => {
    const { server, connect } = worldOf("alice", "bob");
    connect("alice");
    expect((await server("GET", "/v3/stats?fromDate=1600000000")).data).toEqual({
      metrics: {
        audio_minutes: 0,
        video_minutes: 0,
        recorded_minutes: 0,
        active_users: 1,
        concurrent_users: 1,
      },
      time_range: { fromDate: 1_600_000_000, toDate: expect.any(Number) },
    });
  });
});

describe("data import", () => {
  const THEN = 1_600_000_000;

  it("answers each row, people and groups wrapped twice and messages once", async () => {
    const { server } = worldOf();
    const users = { ada: { uid: "ada", name: "Ada", createdAt: `${THEN}` }, bad: { uid: "bad" } };
    const ofUsers = await server("POST", "/v3/data_import/users", { users });
    expect(ofUsers.data).toMatchObject({
      ada: { success: true, data: { data: { uid: "ada", createdAt: THEN, status: "offline" } } },
      bad: {
        success: false,
        error: { code: "ERR_IMPORT_INVALID_USER_FORMAT", details: { name: expect.any(Array) } },
      },
    });
    const g = { guid: "g", name: "G", type: "public", owner: "ada", createdAt: THEN };
    const ofGroups = await server("POST", "/v3/data_import/groups", { groups: { g } });
    expect(ofGroups.data.g.data.data).toMatchObject({ guid: "g", owner: "ada", membersCount: 1 });
    const member = {
      memberId: "g_member_bob",
      guid: "g",
      uid: "bob",
      joinedAt: THEN,
      userDetails: { uid: "bob", name: "Bob" },
    };
    const ofMembers = await server("POST", "/v3/data_import/members", { members: { g_member_bob: member } });
    expect(ofMembers.data.g_member_bob).toEqual({
      success: true,
      data: { data: { guid: "g", uid: "bob", scope: "participant", joinedAt: THEN } },
    });
    const m1 = {
      muid: "m1",
      sender: "ada",
      receiverType: "user",
      receiver: "bob",
      sentAt: THEN,
      deliveredAt: THEN + 1,
      readAt: THEN + 2,
      data: { text: "hi" },
    };
    const ofMessages = await server("POST", "/v3/data_import/messages", { messages: { m1 } });
    expect(ofMessages.data.m1).toMatchObject({
      success: true,
      data: { id: "1", muid: "m1", sentAt: THEN, deliveredAt: THEN + 1, readAt: THEN + 2, updatedAt: THEN },
    });
  });

  it("is for the REST API Key, and for fifty rows at most", async () => {
    const { server, keyApi } = worldOf();
    expect((await keyApi("POST", "/v3/data_import/users", { users: {} })).error.code).toBe(
      "AUTH_ERR_NO_ACCESS",
    );
    const users = Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`u${at}`, {}]));
    const tooMany = await server("POST", "/v3/data_import/users", { users });
    expect([tooMany.error.code, Object.keys(tooMany.error.details)]).toEqual(["ERR_BAD_REQUEST", ["users"]]);
    expect((await server("POST", "/v3/data_import/users", {})).error.code).toBe("ERR_BAD_REQUEST");
  });
});
