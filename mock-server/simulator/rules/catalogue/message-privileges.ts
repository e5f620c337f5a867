import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, messageNamed } from "./signs.ts";

const ADMINS = ["owner", "admin"] as const;
const LEADERS = ["owner", "admin", "moderator"] as const;
const MEMBERS = ["owner", "admin", "moderator", "participant"] as const;

/** Whether the message that is changed was written by someone else. */
function isOthers(seen: Seen): boolean {
  const message = messageNamed(seen);
  return message?.receiverType === "group" && message.sender !== actorOf(seen);
}

/** The same for an edit and a deletion, whose trace holds the message as it was. */
function isOthersChange(
  seen: Seen<{ readonly action?: { readonly onMessage?: { sender: string } } }>,
): boolean {
  return seen.value.action?.onMessage?.sender !== actorOf(seen);
}

/** What is the same for editing and deleting a message. */
function changeRules(
  operation: "editMessage" | "deleteMessage",
  prefix: string,
  verb: string,
  page: string,
): readonly Rule[] {
  return [
    accepted(operation, {
      id: `${prefix}-01`,
      text: `Every member may ${verb} the own messages in a group.`,
      source: page,
      by: MEMBERS,
      when: (seen) => !isOthersChange(seen),
    }),
    accepted(operation, {
      id: `${prefix}-02`,
      text: `The owner and admins may ${verb} another's message in a group.`,
      source: page,
      by: ADMINS,
      when: isOthersChange,
    }),
    accepted(operation, {
      id: `${prefix}-03`,
      text: `A moderator may ${verb} another's message in a group.`,
      source: page,
      by: "moderator",
      when: isOthersChange,
    }),
    refused(operation, "ERR_MESSAGE_NOT_A_SENDER", {
      id: `${prefix}-04`,
      text: `A participant may not ${verb} another's message in a group.`,
      source: page,
      by: "participant",
    }),
    refused(operation, "ERR_MESSAGE_NO_ACCESS", {
      id: `${prefix}-05`,
      text: `Who is no member may not ${verb} another's message in a group.`,
      source: page,
      by: "none",
      when: isOthers,
    }),
  ];
}

export const messagePrivilegeRules: readonly Rule[] = [
  ...changeRules("editMessage", "SCP-EDITMSG", "edit", "docs: sdk edit-message"),
  refused("editMessage", "ERR_NOT_A_MEMBER", {
    id: "SCP-EDITMSG-06",
    text: "Who is no member any more may not edit the own messages in the group.",
    source: "assumed",
    by: "none",
  }),
  ...changeRules("deleteMessage", "SCP-DELETEMSG", "delete", "docs: sdk delete-message"),
  refused("deleteMessage", "ERR_MESSAGE_NO_ACCESS", {
    id: "SCP-DELETEMSG-06",
    text: "Who is no member any more may not delete the own messages in the group.",
    source: "assumed",
    by: "none",
    when: (seen) => !isOthers(seen),
  }),
  accepted(["pinMessage", "unpinMessage"], {
    id: "SCP-PINMSG-01",
    text: "The owner, admins and moderators may pin and unpin messages in a group.",
    source: "docs: sdk pin-message",
    by: LEADERS,
  }),
  refused(["pinMessage", "unpinMessage"], "ERR_PERMISSION_DENIED", {
    id: "SCP-PINMSG-02",
    text: "A participant may neither pin nor unpin messages in a group.",
    source: "docs: sdk pin-message",
    by: "participant",
  }),
  refused(["pinMessage", "unpinMessage", "saveMessage"], "ERR_MESSAGE_NO_ACCESS", {
    id: "SCP-PINMSG-03",
    text: "Who is no member may neither pin nor save the group's messages.",
    source: "docs: rest-api/messages/pin-message",
    when: (seen) => messageNamed(seen)?.receiverType === "group",
  }),
];
