import type { RuleAction } from "../moderation-records.ts";
import type { Message } from "../records.ts";
import { createWorld, type World } from "./world.ts";

/** alice, bob and carol share the group `team`; what contains "bad" is blocked, "wait" held, "hm" flagged. */
export function makeModeratedWorld(): World {
  const world = createWorld();
  world.addUsers("alice", "bob", "carol");
  world
    .as("alice")
    .run("createGroup", { guid: "team", name: "Team", members: { participants: ["bob", "carol"] } });
  addRule(world, "no-bad", "blockMessage", "bad");
  addRule(world, "waits", "holdMessage", "wait");
  addRule(world, "hms", "flagMessage", "hm");
  return world;
}

/** Adds a rule of one action that looks for a word. */
export function addRule(
  world: World,
  id: string,
  action: RuleAction,
  value: string,
  more: object = {},
): void {
  world.server.run("createModerationRule", {
    id,
    name: id,
    action: [action],
    conditions: [{ value }],
    ...more,
  });
}

/** Where messages go. */
export const TO_BOB = { receiver: "bob", receiverType: "user" };
export const TO_TEAM = { receiver: "team", receiverType: "group" };

/** The input that sends a text. */
export function sending(text: string, to: object = TO_BOB, more: object = {}) {
  return { ...to, category: "message", type: "text", data: { text }, ...more };
}

/** Sends a text as alice and gives the answer. */
export function send(world: World, text: string, to: object = TO_BOB, more: object = {}): Message {
  return world.as("alice").run("sendMessage", sending(text, to, more) as never);
}

/** A message as it is now. */
export function stored(world: World, { id }: Message): Message {
  return world.app.state.messages.get(id) as Message;
}

/** The texts that a user finds in a history. */
export function historyOf(world: World, uid: string, place: object): unknown[] {
  return world
    .as(uid)
    .run("listMessages", place)
    .rows.flatMap(({ data }) => data.text ?? []);
}

/** How much a user has not read, over all conversations. */
export function unread(world: World, uid: string): number {
  return world
    .as(uid)
    .run("unreadCounts")
    .reduce((sum, { count }) => sum + count, 0);
}
