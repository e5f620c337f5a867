import { expect, test } from "../../vitest.ts";

test("reaches something", async ({ testkit }) => {
  await testkit.as("cometchat-uid-2").sendText({ receiver: "cometchat-uid-1", text: "hello" });
});

test("reaches something else in the same file", async ({ testkit }) => {
  await testkit.as("cometchat-uid-2").do("blockUsers", { blockedUids: ["cometchat-uid-1"] });
});

test("reaches nothing", () => {
  expect(1 + 1).toBe(2);
});
