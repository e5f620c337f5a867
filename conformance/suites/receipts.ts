import * as fc from "fast-check";
import type { Scenario, Step, World } from "../model/scenario.ts";
import type { Suite } from "./suite.ts";
import { ask, asks, DEVICES, group, message, world } from "./worlds.ts";

const NAME = "receipts";
const ids = DEVICES.map(({ id }) => id);
const WORLD = world({
  groups: [group({ guid: "g1", owner: "u1", members: { u2: "participant", u3: "participant" } })],
});

function scenario(steps: readonly Step[], changes: Partial<World> = {}): Scenario {
  return { suite: NAME, world: { ...WORLD, ...changes }, devices: DEVICES, steps };
}

const write = (by: string, receiverId: string, receiverType: "user" | "group" = "user", text = "hello") =>
  ask(by, "sendTextMessage", { receiverId, receiverType, text });
const counts = (by: string, of: { readonly uid?: string; readonly guid?: string } = {}) =>
  ask(by, "getUnreadMessageCount", of);
const withUser = (conversationWith: string) => ({ conversationWith, conversationType: "user" as const });
const withG1 = { conversationWith: "g1", conversationType: "group" as const };
const conversationsPage = (by: string, filters: object = {}, request = "c") =>
  ask(by, "fetchConversations", { request, filters: { limit: 30, ...filters } });

const partner = fc.constantFrom(withUser("u1"), withUser("u2"), withUser("u3"), withG1);
const onPartner = (
  call: "markConversationAsRead" | "markConversationAsDelivered" | "getConversation" | "deleteConversation",
) => fc.tuple(fc.constantFrom(...ids), partner).map(([by, other]): Step => ask(by, call, other));

/** What was delivered and read, what is unread, and the conversations that tell so. */
export const receipts: Suite = {
  name: NAME,
  about: "receipts, unread counts and conversations",
  cases: [
    scenario([
      write("u1.a", "u2"),
      write("u1.a", "u2"),
      counts("u2.a"),
      ask("u2.a", "markAsDelivered", { message: "$1" }),
      ask("u1.a", "getMessageReceipts", { message: "$1" }),
      ask("u2.a", "markAsRead", { message: "$1" }),
      counts("u2.a"),
      counts("u1.a"),
      ask("u1.a", "getMessage", { message: "$0" }),
      ask("u1.a", "getMessageReceipts", { message: "$0" }),
    ]),
    scenario([
      write("u2.a", "u1"),
      ask("u1.a", "markAsRead", { message: "$0" }),
      ask("u2.a", "getMessageReceipts", { message: "$0" }),
    ]),
    scenario([
      write("u1.a", "g1", "group"),
      counts("u2.a"),
      counts("u3.a", { guid: "g1" }),
      ask("u2.a", "markAsDelivered", { message: "$0" }),
      ask("u3.a", "markAsDelivered", { message: "$0" }),
      ask("u2.a", "markAsRead", { message: "$0" }),
      ask("u3.a", "markAsRead", { message: "$0" }),
      ask("u1.a", "getMessageReceipts", { message: "$0" }),
      counts("u2.a"),
    ]),
    scenario([
      write("u1.a", "u2"),
      write("u1.a", "u2"),
      write("u3.a", "u2"),
      counts("u2.a", { uid: "u1" }),
      counts("u2.a"),
      ask("u2.a", "markConversationAsDelivered", withUser("u1")),
      ask("u2.a", "markConversationAsRead", withUser("u1")),
      counts("u2.a"),
      ask("u2.a", "markAsUnread", { message: "$0" }),
      counts("u2.a"),
    ]),
    scenario([
      ask("u1.a", "getConversation", withUser("u2")),
      write("u1.a", "u2"),
      { wait: 3 },
      write("u3.a", "u1"),
      { wait: 3 },
      write("u2.a", "g1", "group"),
      conversationsPage("u1.a"),
      conversationsPage("u1.a", { conversationType: "user" }, "d"),
      conversationsPage("u1.a", { limit: 1 }, "e"),
      conversationsPage("u1.a", { limit: 1 }, "e"),
      ask("u1.a", "getConversation", withUser("u2")),
      ask("u2.a", "getConversation", withG1),
      ask("u1.a", "tagConversation", { ...withUser("u2"), tags: ["archived", "a b"] }),
      ask("u1.a", "getConversation", withUser("u2")),
      ask("u1.a", "deleteConversation", withUser("u2")),
      ask("u1.a", "getConversation", withUser("u2")),
      ask("u2.a", "getConversation", withUser("u1")),
      write("u2.a", "u1"),
      ask("u1.a", "getConversation", withUser("u2")),
      conversationsPage("u1.a", {}, "f"),
    ]),
    scenario([
      write("u2.a", "u1"),
      ask("u1.a", "blockUsers", { uids: ["u2"] }),
      conversationsPage("u1.a"),
      conversationsPage("u1.a", { includeBlockedUsers: true }, "d"),
    ]),
    scenario([
      write("u1.a", "u2"),
      ask("u2.a", "disconnect", {}),
      ask("u2.a", "markAsRead", { message: "$0" }),
    ]),
  ],
  generated: fc.record({
    suite: fc.constant(NAME),
    world: fc.constant(WORLD),
    devices: fc.constant(DEVICES),
    steps: fc.array(
      fc.oneof(
        {
          weight: 7,
          arbitrary: fc
            .tuple(
              fc.constantFrom(...ids),
              fc.constantFrom(["u1", "user"], ["u2", "user"], ["u3", "user"], ["g1", "group"]),
            )
            .map(([by, [to = "", type]]): Step => write(by, to, type as "user" | "group")),
        },
        { weight: 4, arbitrary: asks(ids, "markAsRead", { message }) },
        { weight: 3, arbitrary: asks(ids, "markAsDelivered", { message }) },
        { weight: 2, arbitrary: onPartner("markConversationAsRead") },
        { weight: 1, arbitrary: onPartner("markConversationAsDelivered") },
        { weight: 1, arbitrary: asks(ids, "markAsUnread", { message }) },
        { weight: 3, arbitrary: fc.constantFrom(...ids).map((by) => counts(by)) },
        { weight: 2, arbitrary: onPartner("getConversation") },
        { weight: 1, arbitrary: onPartner("deleteConversation") },
        { weight: 2, arbitrary: asks(ids, "getMessageReceipts", { message }) },
        {
          weight: 2,
          arbitrary: asks(ids, "fetchConversations", {
            request: fc.constantFrom("c", "d"),
            filters: fc.record({ limit: fc.constantFrom(1, 2, 30) }),
          }),
        },
        { weight: 1, arbitrary: fc.constant<Step>({ wait: 3 }) },
      ),
      { minLength: 1, maxLength: 20, size: "max" },
    ),
  }),
};
