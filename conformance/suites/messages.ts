import * as fc from "fast-check";
import type { Scenario, Step, World } from "../model/scenario.ts";
import type { MethodName } from "../protocol/index.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, DEVICES, group, message, reaction, text, world } from "./worlds.ts";

const NAME = "messages";
const ids = DEVICES.map(({ id }) => id);
const WORLD = world({
  groups: [
    group({ guid: "g1", owner: "u1", members: { u2: "participant", u3: "moderator" } }),
    group({ guid: "g2", owner: "u2", members: {} }),
  ],
});
const toU2 = { receiverId: "u2", receiverType: "user" } as const;
const toG1 = { receiverId: "g1", receiverType: "group" } as const;
const ATTACHMENT = {
  url: "https://example.com/a%20b.png",
  name: "a b.png",
  extension: "png",
  mimeType: "image/png",
  size: 12,
};

function scenario(steps: readonly Step[], changes: Partial<World> = {}): Scenario {
  return { suite: NAME, world: { ...WORLD, ...changes }, devices: DEVICES, steps };
}

const history = (by: string, filters: object, request = "h", direction: "previous" | "next" = "previous") =>
  ask(by, "fetchMessages", {
    request,
    direction,
    filters: { limit: 30, categories: ["message", "custom"], ...filters },
  });

const to = fc.constantFrom(
  { receiverId: "u2", receiverType: "user" },
  { receiverId: "u1", receiverType: "user" },
  { receiverId: "g1", receiverType: "group" },
  { receiverId: "g2", receiverType: "group" },
  { receiverId: "nobody", receiverType: "user" },
);
const more = fc.record(
  {
    muid: fc.constantFrom("m-1", "m 2"),
    metadata: fc.constantFrom({ a: 1 }, { nested: { list: [1, "zwei", null], "key with space": true } }),
    tags: fc.constantFrom(["t1"], ["t1", "with, comma"]),
    parentMessageId: message,
  },
  { requiredKeys: [] },
);

/** A step that sends something: to whom, what, and what else it says. */
function sends(call: MethodName, content: fc.Arbitrary<object>): fc.Arbitrary<Step> {
  return fc
    .tuple(
      fc.constantFrom(...ids),
      to,
      content,
      fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: more }),
    )
    .map(([by, receiver, what, extra]) => ({ by, call, with: { ...receiver, ...what, ...extra } }) as Step);
}

/** Messages of every kind, and everything that is done to them. */
export const messages: Suite = {
  name: NAME,
  about: "sending, editing and deleting messages, threads, reactions and mentions, and who hears of it",
  cases: [
    scenario([
      ask("u1.a", "sendTextMessage", { ...toU2, text: "héllo & welcome? #1 100% 😀", muid: "m-1" }),
      ask("u2.a", "sendTextMessage", { receiverId: "u1", receiverType: "user", text: "hi" }),
      ask("u1.a", "sendTextMessage", {
        ...toG1,
        text: "to all",
        metadata: { a: { b: [1, 2] } },
        tags: ["t1", "t, 2"],
      }),
      ask("u1.a", "sendTextMessage", { ...toU2, text: "" }),
      ask("u1.a", "sendTextMessage", { receiverId: "nobody", receiverType: "user", text: "x" }),
      ask("u1.a", "sendTextMessage", { receiverId: "nowhere", receiverType: "group", text: "x" }),
      ask("u1.a", "sendTextMessage", { receiverId: "g2", receiverType: "group", text: "x" }),
    ]),
    scenario([
      ask("u1.a", "sendCustomMessage", {
        ...toU2,
        type: "location",
        customData: { lat: 1.5, name: "café" },
        subType: "pin",
      }),
      ask("u2.a", "sendMediaMessage", {
        ...toG1,
        type: "image",
        attachments: [ATTACHMENT],
        caption: "a & b",
      }),
      ask("u3.a", "getMessage", { message: "$1" }),
      ask("u3.a", "getMessage", { message: "$0" }),
      ask("u3.a", "getMessage", { messageId: "999999" }),
    ]),
    scenario([
      ask("u1.a", "sendTextMessage", { ...toG1, text: "<@uid:u2> and <@uid:u4>, look" }),
      ask("u1.a", "sendTextMessage", { ...toG1, text: "<@uid:nobody> is not here" }),
    ]),
    scenario([
      ask("u1.a", "sendTextMessage", { ...toU2, text: "first" }),
      ask("u1.a", "editMessage", { message: "$0", text: "second" }),
      ask("u2.a", "editMessage", { message: "$0", text: "mine" }),
      ask("u2.a", "deleteMessage", { message: "$0" }),
      ask("u1.b", "deleteMessage", { message: "$0" }),
      ask("u1.a", "editMessage", { message: "$0", text: "too late" }),
      ask("u2.a", "getMessage", { message: "$0" }),
      ask("u1.a", "editMessage", { messageId: "999999", ...toU2, text: "nothing" }),
      history("u2.a", { uid: "u1" }),
    ]),
    scenario([
      ask("u1.a", "sendTextMessage", { ...toG1, text: "thread" }),
      ask("u2.a", "sendTextMessage", { ...toG1, text: "reply 1", parentMessageId: "$0" }),
      ask("u3.a", "sendTextMessage", { ...toG1, text: "reply 2", parentMessageId: "$0" }),
      ask("u3.a", "sendTextMessage", { ...toG1, text: "nested", parentMessageId: "$1" }),
      ask("u1.a", "sendTextMessage", { ...toU2, text: "elsewhere", parentMessageId: "$0" }),
      ask("u1.a", "sendTextMessage", { ...toG1, text: "to nothing", parentMessageId: "999999" }),
      ask("u2.a", "getMessage", { message: "$0" }),
      ask("u2.a", "fetchMessages", {
        request: "t",
        direction: "previous",
        filters: { limit: 30, parentMessageId: "$0", categories: ["message", "custom"] },
      }),
      history("u2.a", { guid: "g1", hideReplies: true }),
      history("u2.a", { guid: "g1" }, "i"),
    ]),
    scenario([
      ask("u1.a", "sendTextMessage", { ...toG1, text: "react" }),
      ask("u2.a", "addReaction", { message: "$0", reaction: "👍" }),
      ask("u3.a", "addReaction", { message: "$0", reaction: "👍" }),
      ask("u3.a", "addReaction", { message: "$0", reaction: "#️⃣" }),
      ask("u2.a", "addReaction", { message: "$0", reaction: "👍" }),
      ask("u1.a", "getMessage", { message: "$0" }),
      ask("u2.a", "getMessage", { message: "$0" }),
      ask("u1.a", "fetchReactions", { request: "r", filters: { messageId: "$0", limit: 2 } }),
      ask("u1.a", "fetchReactions", { request: "r", filters: { messageId: "$0", limit: 2 } }),
      ask("u1.a", "fetchReactions", {
        request: "s",
        filters: { messageId: "$0", limit: 10, reaction: "👍" },
      }),
      ask("u3.a", "removeReaction", { message: "$0", reaction: "👍" }),
      ask("u1.b", "getMessage", { message: "$0" }),
      ask("u1.a", "addReaction", { messageId: "999999", reaction: "👍" }),
    ]),
    scenario([
      ask("u2.a", "sendTextMessage", { ...toG1, text: "something & else" }),
      history("u1.a", { guid: "g1", searchKeyword: "g & e" }),
    ]),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.record({
      users: fc.constant(WORLD.users),
      groups: fc.constant(WORLD.groups),
      blocks: fc.subarray<readonly [string, string]>([["u2", "u1"]]),
    }),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        { weight: 6, arbitrary: sends("sendTextMessage", fc.record({ text })) },
        {
          weight: 1,
          arbitrary: sends(
            "sendTextMessage",
            fc.record({ text: fc.constantFrom("<@uid:u2> hi", "<@uid:u1><@uid:u3>", "<@uid:zz>") }),
          ),
        },
        {
          weight: 2,
          arbitrary: sends(
            "sendCustomMessage",
            fc.record({
              type: fc.constantFrom("location", "poll"),
              customData: fc.constantFrom({ a: 1 }, { b: { c: ["d"] } }),
            }),
          ),
        },
        {
          weight: 1,
          arbitrary: sends(
            "sendMediaMessage",
            fc.record({ type: fc.constantFrom("image", "file"), attachments: fc.constant([ATTACHMENT]) }),
          ),
        },
        { weight: 3, arbitrary: asks(ids, "editMessage", { message, text }) },
        { weight: 2, arbitrary: asks(ids, "deleteMessage", { message }) },
        { weight: 3, arbitrary: asks(ids, "addReaction", { message, reaction }) },
        { weight: 2, arbitrary: asks(ids, "removeReaction", { message, reaction }) },
        { weight: 2, arbitrary: asks(ids, "getMessage", { message }) },
        {
          weight: 2,
          arbitrary: asks(ids, "fetchReactions", {
            request: fc.constantFrom("r", "s"),
            filters: fc.record({ messageId: message, limit: fc.constantFrom(1, 2, 10) }),
          }),
        },
        {
          weight: 2,
          arbitrary: asks(ids, "fetchMessages", {
            request: fc.constantFrom("h", "i"),
            direction: fc.constant("previous"),
            filters: fc.record({
              limit: fc.constantFrom(2, 5, 100),
              guid: fc.constant("g1"),
              categories: fc.constant(["message", "custom"]),
            }),
          }),
        },
      ),
      { minLength: 1, maxLength: 20, size: "max" },
    ),
  }),
};
