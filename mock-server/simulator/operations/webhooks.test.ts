import { describe, expect, it } from "vitest";
import { codeOf, createWorld } from "../testing/world.ts";

const hook = { id: "hook-1", name: "Hook", webhookURL: "https://example.com/hook" };

describe("a webhook", () => {
  it("is enabled, without basic auth and without triggers at first", () => {
    const { server } = createWorld();
    expect(server.run("createWebhook", hook)).toMatchObject({
      ...hook,
      enabled: true,
      useBasicAuth: false,
      retryOnFailure: false,
      triggers: [],
    });
    expect(server.run("getWebhook", { id: "hook-1" })).toMatchObject(hook);
    expect(server.run("listWebhooks", { searchKey: "ho" }).total).toBe(1);
    expect(server.run("listWebhooks", { searchKey: "other" }).total).toBe(0);
  });

  it.each(["http://localhost:9999/hook", "http://127.0.0.1/hook", "http://[::1]:3000"])(
    "may be at %s, on this machine, without https",
    (webhookURL) => {
      expect(codeOf(createWorld().server.tryRun("createWebhook", { ...hook, webhookURL }))).toBe("ok");
    },
  );

  it.each([
    [{ webhookURL: "http://example.com/hook" }, "ERR_BAD_REQUEST"],
    [{ webhookURL: "http://localhost.example.com/hook" }, "ERR_BAD_REQUEST"],
    [{ webhookURL: `https://example.com/${"x".repeat(255)}` }, "ERR_BAD_REQUEST"],
    [{ id: "with space" }, "ERR_BAD_REQUEST"],
    [{ id: "x".repeat(51) }, "ERR_BAD_REQUEST"],
    [{ useBasicAuth: true, username: "u" }, "ERR_BAD_REQUEST"],
    [{ useBasicAuth: true, password: "p" }, "ERR_BAD_REQUEST"],
  ])("is refused with %o: %s", (fields, code) => {
    const { server } = createWorld();
    expect(codeOf(server.tryRun("createWebhook", { ...hook, ...fields }))).toBe(code);
    expect(server.run("listWebhooks", {}).total).toBe(0);
  });

  it("has an id of its own, and is one of 25 at most", () => {
    const { server } = createWorld();
    server.run("createWebhook", hook);
    expect(codeOf(server.tryRun("createWebhook", hook))).toBe("ERR_BAD_REQUEST");
    for (let count = 1; count < 25; count += 1) server.run("createWebhook", { ...hook, id: `h${count}` });
    expect(codeOf(server.tryRun("createWebhook", { ...hook, id: "late" }))).toBe(
      "ERR_PLAN_QUOTA_RESTRICTION",
    );
  });

  it("changes what an update names, and goes when it is deleted", () => {
    const { server } = createWorld();
    server.run("createWebhook", hook);
    expect(server.run("updateWebhook", { id: "hook-1", enabled: false })).toMatchObject({
      ...hook,
      enabled: false,
    });
    expect(codeOf(server.tryRun("updateWebhook", { id: "hook-1", useBasicAuth: true }))).toBe(
      "ERR_BAD_REQUEST",
    );
    server.run("deleteWebhook", { id: "hook-1" });
    for (const operation of ["getWebhook", "updateWebhook", "deleteWebhook", "listTriggers"] as const) {
      expect(codeOf(server.tryRun(operation, { id: "hook-1" }))).toBe("ERR_WEBHOOK_NOT_FOUND");
    }
  });

  it("gets and loses triggers by their ids", () => {
    const { server } = createWorld();
    server.run("createWebhook", hook);
    const added = server.run("addTriggers", {
      id: "hook-1",
      triggerIds: ["message_sent", "group_created", "nope"],
    });
    expect(added).toMatchObject({
      message_sent: { success: true },
      nope: { success: false, error: { code: "ERR_TRIGGER_NOT_FOUND" } },
    });
    expect(server.run("listTriggers", { id: "hook-1" }).rows).toEqual(["message_sent", "group_created"]);
    server.run("removeTriggers", { id: "hook-1", triggerIds: ["message_sent"] });
    expect(server.run("listTriggers", { id: "hook-1" }).rows).toEqual(["group_created"]);
    const again = { id: "hook-1", triggerIds: ["group_created", "message_sent"] };
    expect(codeOf(server.tryRun("removeTriggers", again))).toBe("ERR_TRIGGER_NOT_FOUND");
    expect(server.run("listTriggers", { id: "hook-1" }).rows).toEqual(["group_created"]);
  });
});
