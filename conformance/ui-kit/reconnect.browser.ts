import { expect, it } from "vitest";
import { openWorld } from "./browser/world.ts";

const world = openWorld();

/** What pages say of a line that is down. */
const DISCONNECTED = /ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection to/;

it("a page gets what it missed while the line was down", async () => {
  await world.user("Alice");
  await world.user("Bob");
  const alice = await world.device("alice");
  await alice.openChat("Users", "Bob");
  await alice.chat.send("Before the storm");
  await alice.registered();

  world.line.cut();
  const message = { receiver: "alice", receiverType: "user", category: "message", type: "text" };
  const data = { text: "While you were away" };
  await world.api.call("POST", "messages", { ...message, data }, { onBehalfOf: "bob" });
  expect(await alice.chat.message("While you were away").count()).toBe(0);
  world.line.mend();

  await alice.connected(2);
  await alice.chat.message("While you were away").waitFor();
  await alice.chat.send("After the storm");
  await alice.chat.inOrder(["Before the storm", "While you were away", "After the storm"]);
  alice.journal.takeFailures(DISCONNECTED);
});
