import { test } from "../../vitest.ts";

test("reaches something in another worker", async ({ app }) => {
  await app.do("createUser", { uid: "alice", name: "Alice" });
  await app.as("alice").do("createGroup", { guid: "team", name: "Team" });
});
