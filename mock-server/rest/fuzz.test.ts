import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adminApi } from "./admin-api/index.ts";
import { clientApi } from "./client-api/index.ts";
import { type Api, type ApiWorld, createApiWorld } from "./testing/api-world.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];
const ID = fc.constantFrom(
  "alice",
  "BOB",
  "g1",
  "g2",
  "1",
  "2",
  "999",
  "default",
  "group_g1",
  "x",
  "%41lice",
  "%E0%A4%A",
  "👍",
  "a b",
);
const QUERY_NAMES = [
  ..."page per_page perPage limit id sentAt updatedAt affix count unread searchKey status roles tags types".split(
    " ",
  ),
  ..."categories scopes receiverType conversationType direction sortBy sortOrder createdAt[from] membersCount[gt]".split(
    " ",
  ),
  ..."hasJoined withTags participatedByMe uids guids searchIn mentionedUids hideReplies saved pinnedBy %5B".split(
    " ",
  ),
];
const BODY_NAMES = [
  ..."uid guid name type owner password members admins participants usersToBan scope receiver receiverType".split(
    " ",
  ),
  ..."category data metadata tags muid quotedMessageId multipleReceivers messageId blockedUids accepted friends".split(
    " ",
  ),
  ..."role settings unset deviceId platform appInfo uidsToDeactivate groups permanent owner avatar __proto__".split(
    " ",
  ),
];

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(
    "alice",
    "bob",
    "g1",
    "group",
    "user",
    "message",
    "text",
    "image",
    "private",
    "admin",
    1,
    "1",
    -1,
    Number.POSITIVE_INFINITY,
  ),
  fc.constantFrom<unknown>(
    ["alice", "bob"],
    ["nobody"],
    { text: "hi <@uid:bob>" },
    { url: "u" },
    { uids: ["bob"] },
    [],
  ),
);

/** Paths of the tables with ids in place of the names, and paths of no table. */
const path = fc
  .oneof(
    {
      weight: 9,
      arbitrary: fc.constantFrom(...new Set([...clientApi, ...adminApi].map((route) => route.path))),
    },
    { weight: 1, arbitrary: fc.webPath() },
  )
  .chain((pattern) => {
    const names = pattern.match(/:\w+/g) ?? [];
    return fc
      .tuple(...names.map(() => ID))
      .map((ids) => ids.reduce((text, id) => text.replace(/:\w+/, id), pattern));
  });
const query = fc.array(
  fc.tuple(
    fc.constantFrom(...QUERY_NAMES),
    fc.oneof(ID, fc.string({ maxLength: 8 }), fc.constantFrom("1", "true", "-1", "1e3", "append", ",")),
  ),
  { maxLength: 4 },
);
const body = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.constantFrom(...BODY_NAMES), junk, { maxKeys: 8 }) },
  { weight: 2, arbitrary: fc.constant(undefined) },
  { weight: 1, arbitrary: junk },
  { weight: 1, arbitrary: fc.string() },
);

const request = fc.record({
  method: fc.constantFrom(...METHODS),
  prefix: fc.constantFrom("", "/v3", "/v3.0", "/client/v3.0", "/v9"),
  path,
  query,
  body,
  caller: fc.constantFrom("alice", "bob", "server", "server for alice", "key", "anyone"),
  headers: fc.dictionary(
    fc.constantFrom(
      "authtoken",
      "apikey",
      "appid",
      "onbehalfof",
      "resource",
      "content-type",
      "authorization",
    ),
    fc.constantFrom("", "x", "test-app", "alice", "application/json", "multipart/form-data; boundary=b"),
    { maxKeys: 1 },
  ),
});

function callersOf(world: ApiWorld): Record<string, Api> {
  return {
    alice: world.clientApi("alice"),
    bob: world.clientApi("bob"),
    server: world.serverApi(),
    "server for alice": world.serverApi("alice"),
    key: world.keyApi,
    anyone: world.anyone,
  };
}

describe("whatever is asked", () => {
  it("is answered with data or an error of the service, and never with a bug", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 25 }), async (requests) => {
        const world = createApiWorld();
        world.addUsers("alice", "bob");
        world.server.run("createGroup", {
          guid: "g1",
          name: "G",
          owner: "alice",
          members: { participants: ["bob"] },
        });
        const text = { category: "message", type: "text", data: { text: "hi" } };
        world.as("alice").run("sendMessage", { ...text, receiver: "bob", receiverType: "user" });
        world.as("bob").run("sendMessage", { ...text, receiver: "g1", receiverType: "group" });
        const callers = callersOf(world);
        for (const { method, prefix, path, query, body, caller, headers } of requests) {
          const sends = method !== "GET" && method !== "HEAD";
          const search = query.map(([name, value]) => `${name}=${value}`).join("&");
          const url = `${prefix}${path}?${search.replaceAll("#", "%23")}`;
          const answer = await callers[caller]?.(method, url, sends ? body : undefined, headers);
          expect(world.bugs).toEqual([]);
          expect(answer?.data === undefined).toBe(answer?.error !== undefined);
          expect(answer?.status).toBeLessThan(500);
        }
      }),
      { numRuns: 150 },
    );
  });
});
