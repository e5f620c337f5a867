import { describe, expect, it } from "vitest";
import { createApiWorld } from "./testing/api-world.ts";

// Shapes: rest-admin.md §3, §7; rest-client.md §6.7, §7.3.

function worldOf() {
  const world = createApiWorld();
  world.addUsers("alice", "bob");
  return { ...world, alice: world.clientApi("alice"), bob: world.clientApi("bob"), api: world.serverApi() };
}

const text = (words: string) => ({
  receiver: "bob",
  receiverType: "user",
  category: "message",
  type: "text",
  data: { text: words },
});

const RULE = {
  id: "no-bad",
  name: "No bad words",
  action: ["blockMessage"],
  conditions: [{ entity: "message", operand: "text", operator: "contains", category: "word", value: "bad" }],
};

const ids = (rows: readonly { id: string }[]) => rows.map((row) => row.id);

describe("flag reasons", () => {
  it("are made, listed, changed and deleted, and stand in the settings of clients", async () => {
    const { api, alice } = worldOf();
    const { data } = await api("POST", "/v3/moderation/reasons", { id: "off-topic", name: "Off topic" });
    const made = { id: "off-topic", name: "Off topic", description: "", createdAt: expect.any(Number) };
    expect(data).toEqual({ ...made, updatedAt: expect.any(Number) });
    const list = await api("GET", "/v3/moderation/reasons");
    expect(ids(list.data)).toEqual(["spam", "sexual", "harassment", "other", "off-topic"]);
    expect(list.data[0].default).toBe(true);
    expect(list.meta).toEqual({ current: { limit: 100, count: 5 } });
    expect((await alice("GET", "/settings")).data.flagReasons).toEqual(list.data);
    expect((await api("PUT", "/v3/moderation/reasons/off-topic", { name: "Elsewhere" })).data.name).toBe(
      "Elsewhere",
    );
    expect((await api("GET", "/v3/moderation/reasons/off-topic")).data.name).toBe("Elsewhere");
    expect((await api("DELETE", "/v3/moderation/reasons/off-topic")).data).toEqual({
      success: true,
      message: "The reason with id off-topic has been deleted successfully.",
    });
    expect(await api("GET", "/v3/moderation/reasons/off-topic")).toMatchObject({
      status: 404,
      error: { code: "ERR_REASON_NOT_FOUND" },
    });
  });

  it("are for servers with the REST API Key", async () => {
    const { alice, keyApi } = worldOf();
    expect((await alice("GET", "/moderation/reasons")).status).toBe(404);
    expect((await keyApi("GET", "/v3/moderation/reasons")).error.code).toBe("AUTH_ERR_NO_ACCESS");
  });
});

describe("keyword lists and rules", () => {
  it("are made from JSON or a form, and tell their revision", async () => {
    const { api, app } = worldOf();
    const form = new FormData();
    for (const [name, value] of Object.entries({
      id: "words",
      name: "Words",
      category: "word",
      searchTerms: "a,b",
    }))
      form.set(name, value);
    const list = {
      id: "words",
      name: "Words",
      category: "word",
      isCSV: false,
      searchTerms: ["a", "b"],
      createdAt: expect.any(Number),
      updatedAt: expect.any(Number),
      revisionId: `${app.appId}_words_1`,
      active: true,
    };
    expect((await api("POST", "/v3/moderation/keywords", form)).data).toEqual(list);
    const json = { category: "word", searchTerms: ["c"] };
    expect((await api("POST", "/v3/moderation/keywords", json)).data.searchTerms).toEqual(["c"]);
    expect((await api("GET", "/v3/moderation/keywords")).data).toHaveLength(2);
    const changed = await api("PUT", "/v3/moderation/keywords/words", { searchTerms: "d" });
    expect(changed.data).toMatchObject({ searchTerms: ["d"], revisionId: `${app.appId}_words_2` });
    expect((await api("GET", "/v3/moderation/keywords/words")).data).toEqual(changed.data);
    expect((await api("DELETE", "/v3/moderation/keywords/words")).data.success).toBe(true);
    expect((await api("GET", "/v3/moderation/keywords/words")).error.code).toBe("ERR_KEYWORD_NOT_FOUND");
  });

  it("are listed, changed and deleted, with the rules' revisions", async () => {
    const { api, app } = worldOf();
    const { data } = await api("POST", "/v3/moderation/rules", RULE);
    expect(data).toMatchObject({
      id: "no-bad",
      enabled: true,
      active: true,
      filters: [],
      action: ["blockMessage"],
      conditions: [{ id: 1, category: "word", isKeywordsReferencePresent: false, value: ["bad"] }],
      revisionId: `${app.appId}_no-bad_1`,
    });
    const changed = await api("PUT", "/v3/moderation/rules/no-bad", { enabled: false });
    expect(changed.data).toMatchObject({
      enabled: false,
      name: "No bad words",
      revisionId: `${app.appId}_no-bad_2`,
    });
    expect((await api("GET", "/v3/moderation/rules")).data).toEqual([changed.data]);
    expect((await api("GET", "/v3/moderation/rules/no-bad")).data).toEqual(changed.data);
    expect((await api("GET", "/v3/moderation/rules/no-bad/revisions")).data).toEqual([changed.data, data]);
    expect((await api("DELETE", "/v3/moderation/rules/no-bad")).data.success).toBe(true);
    expect(await api("GET", "/v3/moderation/rules/no-bad")).toMatchObject({
      status: 404,
      error: { code: "ERR_RULE_NOT_FOUND" },
    });
  });

  it("are refused with what is wrong", async () => {
    const { api } = worldOf();
    const refused = await api("POST", "/v3/moderation/rules", { ...RULE, action: ["ban"] });
    expect(refused).toMatchObject({
      status: 400,
      error: { code: "ERR_BAD_REQUEST", details: { "action.0": [expect.stringContaining("holdMessage")] } },
    });
    const pattern = { category: "pattern", searchTerms: "(a+)+" };
    expect((await api("POST", "/v3/moderation/keywords", pattern)).error.details.searchTerms[0]).toContain(
      "without a bound",
    );
  });
});

describe("moderated messages", () => {
  it("carry their status, and are out of reach while they are withheld", async () => {
    const { api, alice, bob } = worldOf();
    await api("POST", "/v3/moderation/rules", RULE);
    const fine = (await alice("POST", "/messages", text("fine"))).data;
    expect(fine.data.moderation).toEqual({ status: "pending" });
    expect((await bob("GET", `/messages/${fine.id}`)).data.data.moderation).toEqual({ status: "approved" });
    const { id } = (await alice("POST", "/messages", text("so bad"))).data;
    const mine = (await alice("GET", "/users/bob/messages")).data;
    expect(mine.at(-1)).toMatchObject({
      id,
      data: { moderation: { status: "disapproved", rule: { id: "no-bad", name: "No bad words" } } },
    });
    expect(ids((await bob("GET", "/users/alice/messages")).data)).toEqual([fine.id]);
    for (const [method, path] of [
      ["GET", ""],
      ["POST", "/pin"],
      ["POST", "/save"],
      ["POST", "/reactions/x"],
    ] as const) {
      expect(await bob(method, `/messages/${id}${path}`)).toMatchObject({
        status: 403,
        error: { code: "ERR_MESSAGE_NO_ACCESS" },
      });
    }
  });

  it("can be made up by nobody", async () => {
    const { alice } = worldOf();
    const moderation = { status: "approved" };
    const { data } = await alice("POST", "/messages", { ...text("x"), data: { text: "x", moderation } });
    expect(data.data).not.toHaveProperty("moderation");
  });

  it("that were blocked are listed with the rule, and reviewed", async () => {
    const { api, alice, bob, app } = worldOf();
    await api("POST", "/v3/moderation/rules", RULE);
    const { id } = (await alice("POST", "/messages", text("bad"))).data;
    const { data, meta } = await api("GET", "/v3/moderation/blocked-messages");
    expect(data).toMatchObject([
      {
        ruleId: "no-bad",
        ruleName: "No bad words",
        revisionId: `${app.appId}_no-bad_1`,
        condition: { id: 1, value: ["bad"] },
        action: ["blockMessage"],
        message: { id, data: { text: "bad", moderation: { status: "disapproved" } } },
        blockedAt: expect.any(Number),
        appId: app.appId,
      },
    ]);
    expect(meta).toEqual({ current: { limit: 50, count: 1 } });
    const review = { status: "approved", reviewed: true };
    expect((await api("PATCH", `/v3/moderation/blocked-messages/${id}`, review)).data).toEqual({
      success: true,
      message: `Message with ID ${id} has been reviewed successfully.`,
    });
    expect(ids((await bob("GET", "/users/alice/messages")).data)).toEqual([id]);
    expect((await api("GET", "/v3/moderation/blocked-messages")).data).toEqual([]);
    expect((await api("GET", "/v3/moderation/reviewed-messages?limit=10")).data).toMatchObject([
      { ruleId: "no-bad", message: { id, data: { moderation: { status: "approved" } } } },
    ]);
    expect(await api("PATCH", `/v3/moderation/blocked-messages/${id}`, review)).toMatchObject({
      status: 404,
      error: { code: "ERR_MESSAGE_ID_NOT_FOUND" },
    });
  });

  it("that were flagged are listed with who flagged them, and reviewed", async () => {
    const { api, alice, bob, serverApi } = worldOf();
    const { id } = (await alice("POST", "/messages", text("buy now"))).data;
    expect((await bob("POST", `/messages/${id}/flagged`, { id: "spam", remark: "again" })).data).toEqual({
      success: true,
      message: `Message ${id} has been flagged successfully.`,
    });
    const byServer = { reasonId: "other" };
    expect((await serverApi("alice")("POST", `/v3/messages/${id}/flagged`, byServer)).data.success).toBe(
      true,
    );
    expect((await bob("POST", `/messages/${id}/flagged`, { id: "boredom" })).error.code).toBe(
      "ERR_REASON_NOT_FOUND",
    );
    expect((await bob("POST", `/messages/${id}/flagged`)).error.code).toBe("ERR_BAD_REQUEST");
    const { data } = await api("GET", "/v3/moderation/flagged-messages");
    expect(data).toMatchObject([
      {
        id,
        data: { text: "buy now" },
        flaggedBy: [
          { uid: "bob", name: "bob", reasonId: "spam", reasonName: "Spam", remark: "again" },
          { uid: "alice", reasonId: "other" },
        ],
        flaggedCount: 2,
      },
    ]);
    expect(
      (await api("PATCH", `/v3/moderation/flagged-messages/${id}`, { status: "disapproved" })).data.message,
    ).toBe(`Message with id ${id} has been unflagged successfully.`);
    expect((await bob("GET", "/users/alice/messages")).data).toEqual([]);
    const [reviewed] = (await api("GET", "/v3/moderation/reviewed-messages")).data;
    expect(reviewed).toMatchObject({ message: { id }, flaggedCount: 2 });
  });

  it("are read page by page", async () => {
    const { api, alice } = worldOf();
    await api("POST", "/v3/moderation/rules", RULE);
    const all = [];
    for (let count = 0; count < 3; count += 1)
      all.push((await alice("POST", "/messages", text("bad"))).data.id);
    const page = async (query: string) =>
      (await api("GET", `/v3/moderation/blocked-messages?${query}`)).data.map(
        (row: { message: { id: string } }) => row.message.id,
      );
    expect(await page("limit=2")).toEqual([all[2], all[1]]);
    expect(await page("limit=2&page=2")).toEqual([all[0]]);
  });
});
