import { describe, expect, it } from "vitest";
import { DEFAULT_ACCOUNT } from "../../harness/account.ts";
import { createBackend } from "../../harness/backend.ts";
import { virtualClock } from "../../simulator/clock.ts";
import type { OperationName } from "../../simulator/operations/index.ts";
import { adminApi } from "../admin-api/index.ts";
import { managementApi } from "../management-api/index.ts";
import { askChecked } from "../testing/answer-check.ts";
import { type Answer, createApiWorld } from "../testing/api-world.ts";
import { MANAGEMENT_OPERATIONS } from "./management.ts";
import type { ReferenceOperation } from "./reference-operation.ts";
import { REFERENCE_OPERATIONS } from "./reference-operations.ts";
import { differences } from "./shapes.ts";

/** A harbour in which every operation finds what it is about. The path's parameters stand beside. */
function createHarbour() {
  const world = createApiWorld();
  const { server } = world;
  const settings = { listUsers: "all", sendMessagesTo: "all" } as const;
  server.run("createRole", {
    role: "crew",
    name: "Crew",
    description: "All hands",
    metadata: { n: 1 },
    settings,
  });
  for (const uid of ["ada", "ben", "cleo", "dan", "eli", "fay", "gus", "hal"]) {
    const link = `https://example.com/${uid}`;
    const profile = { link, avatar: `${link}.png`, role: "crew", tags: ["sea"], metadata: { deck: 1 } };
    server.run("createUser", { uid, name: uid, ...profile });
    server.run("updateUser", { uid, statusMessage: "aboard" });
  }
  server.run("deactivateUsers", { uidsToDeactivate: ["gus"] });
  server.run("createGroup", {
    guid: "crew",
    name: "crew",
    owner: "ada",
    icon: "https://example.com/crew.png",
    description: "All hands",
    tags: ["sea"],
    members: { participants: ["ben"], usersToBan: ["hal"] },
  });
  server.run("restrictFeatures", { role: "crew", featuresToRestrict: ["u.deleteGroup"] });
  server.run("addFriends", { uid: "ada", accepted: ["ben"] });
  server.run("blockUsers", { uid: "ada", blockedUids: ["dan"] });
  server.run("blockUsers", { uid: "dan", blockedUids: ["ada"] });
  server.run("createBot", { uid: "polly", name: "Polly" });
  const text = {
    category: "message",
    type: "text",
    data: { text: "ahoy", metadata: { mood: "good" } },
    tags: ["t"],
  };
  const toBen = { receiver: "ben", receiverType: "user", ...text };
  const { id } = world.as("ada").run("sendMessage", toBen);
  world.as("ada").run("sendMessage", { ...toBen, parentId: id });
  world.as("ben").run("sendMessage", { ...text, receiver: "crew", receiverType: "group" });
  world.as("ada").run("tagConversation", { guid: "crew", tags: ["t"] });
  const { apiKey } = server.run("createApiKey", { name: "Spare" });
  const { authToken } = server.run("createAuthToken", { uid: "ben" });
  const params = {
    uid: "ben",
    guid: "crew",
    role: "crew",
    id: String(id),
    conversationId: "group_crew",
    apiKey,
    authToken,
  };
  return { ...world, params };
}

/** An account with one app, which has a webhook with a trigger and someone who works on it. */
function createOffice() {
  const backend = createBackend({ clock: virtualClock(1_700_000_000_000), seed: 1 });
  const app = { appId: "office", region: "us", authKey: "auth-key", restApiKey: "rest-key" };
  backend.addApp(app);
  const as = { kind: "apiKey", apiKey: app.restApiKey } as const;
  const run = (operation: OperationName, input: unknown) =>
    backend.simulator.execute({ appId: app.appId, operation, as, input });
  run("createWebhook", { id: "log", name: "Log", webhookURL: "https://example.com/log" });
  run("addTriggers", { id: "log", triggerIds: ["message_sent", "message_edited"] });
  run("setCollaborators", { admins: ["ann@example.com"] });
  const { key, secret } = DEFAULT_ACCOUNT;
  return {
    params: { appId: app.appId, id: "log" },
    async ask(method: string, path: string, body: unknown) {
      const init = {
        method,
        headers: { key, secret },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      };
      const response = await askChecked(backend, new Request(`https://apimgmt.cometchat.io${path}`, init));
      return (await response.json()) as Pick<Answer, "data" | "meta" | "error">;
    },
  };
}

const ROWS = [...REFERENCE_OPERATIONS, ...MANAGEMENT_OPERATIONS].map((row) => ({
  ...row,
  name: `${row.method} ${row.path}`,
}));

async function ask(
  row: ReferenceOperation,
  body = row.body,
): Promise<Pick<Answer, "data" | "meta" | "error">> {
  const isManaged = MANAGEMENT_OPERATIONS.some(({ path }) => path === row.path);
  const place = isManaged ? createOffice() : createHarbour();
  const params: Record<string, string> = { ...place.params, ...row.params };
  const path = row.path.replace(/:(\w+)/g, (_hole, name: string) => params[name] ?? "");
  const target = `${path}?${new URLSearchParams(row.query)}`;
  return "ask" in place
    ? place.ask(row.method, target, body)
    : place.serverApi(row.onBehalfOf)(row.method, `/v3${target}`, body);
}

describe("the operations that the vendor describes", () => {
  it("are all in the table, and all of it has a route", () => {
    const names = ROWS.map(({ name }) => name);
    const routed = new Set([...adminApi, ...managementApi].map(({ method, path }) => `${method} ${path}`));
    expect([names.length, new Set(names).size]).toEqual([67 + 4 + 15, 67 + 4 + 15]);
    expect(names.filter((name) => !routed.has(name))).toEqual([]);
  });

  it.each(ROWS)("take what is described and answer in the described form: $name", async (row) => {
    const { error, data, meta } = await ask(row);
    expect(error).toBeUndefined();
    expect(differences(row.data, data)).toEqual([]);
    expect(row.meta ? differences(row.meta, meta, "meta") : []).toEqual([]);
    const narrowed = await ask({ ...row, query: { ...row.query, ...row.filter } });
    expect([narrowed.error, differences(row.data, narrowed.data)]).toEqual([undefined, []]);
  });

  const WITH_REQUIRED = ROWS.filter(({ required }) => required);

  it.each(WITH_REQUIRED)("are refused without what they need: $name", async (row) => {
    for (const field of row.required ?? []) {
      const { [field]: _missing, ...body } = row.body ?? {};
      const { error } = await ask(row, body);
      expect([error?.code, Object.keys(error?.details ?? {})]).toEqual(["ERR_BAD_REQUEST", [field]]);
    }
  });
});
