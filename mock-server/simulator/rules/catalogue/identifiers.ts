import { SYSTEM_UID } from "../identifiers.ts";
import { LIMITS } from "../limits.ts";
import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { isAbout } from "./signs.ts";

const CHARSET = /^[A-Za-z0-9_-]*$/;

function isTooLong(seen: Seen, field: string): boolean {
  return isAbout(seen, field) && String(seen.input[field]).length > LIMITS.identifierLength;
}

function hasOtherSigns(seen: Seen, field: string): boolean {
  const id = seen.input[field];
  return isAbout(seen, field) && typeof id === "string" && !CHARSET.test(id);
}

function isLowered(id: unknown, stored: string): boolean {
  return typeof id === "string" && id !== stored && id.toLowerCase() === stored;
}

function isActionOrCall(category: string | undefined): boolean {
  return category === "action" || category === "call";
}

export const identifierRules: readonly Rule[] = [
  refused("createUser", "ERR_BAD_REQUEST", {
    id: "ID-CHARS-01",
    text: "A UID holds letters, digits, underscores and dashes, and nothing else.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => hasOtherSigns(seen, "uid"),
  }),
  refused("createGroup", "ERR_BAD_REQUEST", {
    id: "ID-CHARS-02",
    text: "A GUID holds letters, digits, underscores and dashes, and nothing else.",
    source: "docs: fundamentals/key-concepts",
    when: (seen) => hasOtherSigns(seen, "guid"),
  }),
  refused("createUser", "ERR_BAD_REQUEST", {
    id: "ID-LENGTH-01",
    text: "A UID has at most 100 characters.",
    source: "docs: articles/properties-and-constraints",
    when: (seen) => isTooLong(seen, "uid"),
  }),
  refused("createGroup", "ERR_BAD_REQUEST", {
    id: "ID-LENGTH-02",
    text: "A GUID has at most 100 characters.",
    source: "docs: articles/properties-and-constraints",
    when: (seen) => isTooLong(seen, "guid"),
  }),
  accepted("createUser", {
    id: "ID-CASE-01",
    text: "A UID is put into lower case when its user is created.",
    source: "docs: rest-api/users",
    when: ({ input, value }) => isLowered(input.uid, value.user.uid),
  }),
  accepted("createGroup", {
    id: "ID-CASE-02",
    text: "A GUID is put into lower case when its group is created.",
    source: "docs: rest-api/groups",
    when: ({ input, value }) => isLowered(input.guid, value.group.guid),
  }),
  accepted("getUser", {
    id: "ID-CASE-03",
    text: "A user is found by the UID in whatever case it is written.",
    source: "docs: rest-api/users",
    when: ({ input, value }) => isLowered(input.uid, value.uid),
  }),
  accepted("getGroup", {
    id: "ID-CASE-04",
    text: "A group is found by the GUID in whatever case it is written.",
    source: "docs: rest-api/groups",
    when: ({ input, value }) => isLowered(input.guid, value.guid),
  }),
  refused("createUser", "ERR_UID_ALREADY_EXISTS", {
    id: "ID-TAKEN-01",
    text: "A UID that is taken cannot be given to another user.",
    source: "seen from the vendor's SDK tests",
    when: ({ state, input }) => state.users.has(String(input.uid).toLowerCase()),
  }),
  refused("createGroup", "ERR_GUID_ALREADY_EXISTS", {
    id: "ID-TAKEN-02",
    text: "A GUID that is taken cannot be given to another group.",
    source: "docs: rest-api/groups",
  }),
  refused("createUser", "ERR_UID_ALREADY_EXISTS", {
    id: "ID-TAKEN-03",
    text: "app_system is the app itself, and no user can be created by that UID.",
    source: "assumed",
    when: ({ input }) => input.uid === SYSTEM_UID,
  }),
  refused("any", "ERR_UID_NOT_FOUND", {
    id: "ID-UNKNOWN-01",
    text: "Whatever names a user who is not there is refused with ERR_UID_NOT_FOUND.",
    source: "docs: articles/error-guide",
  }),
  refused("any", "ERR_GUID_NOT_FOUND", {
    id: "ID-UNKNOWN-02",
    text: "Whatever names a group that is not there is refused with ERR_GUID_NOT_FOUND.",
    source: "docs: articles/error-guide",
  }),
  refused("any", "ERR_MESSAGE_ID_NOT_FOUND", {
    id: "ID-UNKNOWN-03",
    text: "Whatever names a message that is not there is refused with ERR_MESSAGE_ID_NOT_FOUND.",
    source: "seen from the vendor's SDK tests",
  }),
  accepted("sendMessage", {
    id: "ID-CONVERSATION-01",
    text: "A conversation of two is named by both UIDs in order, with _user_ between them.",
    source: "docs: rest-api/conversations",
    of: "toUser",
  }),
  accepted("sendMessage", {
    id: "ID-CONVERSATION-02",
    text: "A group's conversation is named by group_ and its GUID.",
    source: "docs: rest-api/conversations",
    of: "toGroup",
  }),
  accepted("sendMessage", {
    id: "ID-MESSAGE-01",
    text: "Message ids grow over the whole app, and actions and calls take theirs from the same numbers.",
    source: "docs: sdk edit-message",
    when: ({ state, value }) => isActionOrCall(state.messages.get(value.id - 1)?.category),
  }),
  accepted("sendMessage", {
    id: "ID-MESSAGE-02",
    text: "The muid that a client gives a message comes back with it.",
    source: "docs: rest-api/messages",
    when: ({ value }) => value.muid !== undefined,
  }),
];
