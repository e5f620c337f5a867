import { accepted, type Rule, refused, type Seen } from "./rule.ts";
import { actorOf, isAbout, lengthOf, names, textOf, told } from "./signs.ts";

/** Whether the actor's role lets them see, or write to, friends only. */
export function isFor(seen: Seen, setting: "listUsers" | "sendMessagesTo"): boolean {
  const { state } = seen;
  const role = state.users.get(actorOf(seen) ?? "")?.role;
  return state.roles.get(role ?? "")?.settings?.[setting] === "friendsOnly";
}

export const userRules: readonly Rule[] = [
  accepted("createUser", {
    id: "USR-CREATE-01",
    text: "A new user has the role default unless another is named.",
    source: "docs: rest-api/users",
    when: ({ input, value }) => input.role === undefined && value.user.role === "default",
  }),
  refused(["createUser", "updateUser"], "ERR_BAD_REQUEST", {
    id: "USR-ROLE-01",
    text: "A user cannot be given a role that the app does not have.",
    source: "seen from the vendor's SDK tests",
    when: (seen) => isAbout(seen, "role"),
  }),
  refused(["createUser", "updateUser", "updateMe"], "ERR_BAD_REQUEST", {
    id: "USR-NAME-01",
    text: "A user's name has 1 to 100 characters.",
    source: "docs: articles/properties-and-constraints",
    when: (seen) => isAbout(seen, "name"),
  }),
  accepted("updateUser", {
    id: "USR-UPDATE-01",
    text: "The app's server changes any user's name, avatar, link, role, metadata, status message and tags.",
    source: "docs: rest-api/users",
  }),
  accepted("updateUser", {
    id: "USR-UPDATE-02",
    text: "A user's avatar, link and metadata can be taken away by naming them in unset.",
    source: "docs: rest-api/users",
    when: (seen) => lengthOf(seen, "unset") > 0,
  }),
  accepted("updateMe", {
    id: "USR-SELF-01",
    text: "A user changes the own profile with nothing but the session.",
    source: "docs: sdk user-management",
  }),
  accepted("updateMe", {
    id: "USR-SELF-02",
    text: "The own role is not the user's to change, and is left out of the change.",
    source: "docs: sdk user-management",
    when: (seen) => names(seen, "role"),
  }),
  accepted(["deactivateUsers", "deleteUser"], {
    id: "USR-DEACTIVATE-01",
    text: "A user is taken out of service and can come back, unless deleted for good.",
    source: "docs: rest-api/users/delete",
    when: ({ state, input, value }) =>
      typeof value === "string"
        ? state.users.has(value)
        : input.uidsToDeactivate !== undefined && value.deactivatedUids.length > 0,
  }),
  accepted(["deactivateUsers", "deleteUser"], {
    id: "USR-DEACTIVATE-02",
    text: "A user's sockets close when the user is deactivated.",
    source: "assumed",
    when: (seen) => told(seen, "sessionEnded"),
  }),
  refused("getUser", "ERR_UID_NOT_FOUND", {
    id: "USR-DEACTIVATE-03",
    text: "A deactivated user is unknown to every look-up.",
    source: "docs: articles/error-guide",
    when: (seen) => seen.state.users.has(textOf(seen, "uid")),
  }),
  accepted("reactivateUsers", {
    id: "USR-REACTIVATE-01",
    text: "Deactivated users are put back into service.",
    source: "docs: rest-api/users",
    when: ({ changed }) => changed,
  }),
  accepted("deleteUser", {
    id: "USR-DELETE-01",
    text: "A user who is deleted for good is gone with all messages and conversations.",
    source: "docs: rest-api/users/delete",
    when: ({ state, value }) => !state.users.has(value),
  }),
  accepted("listUsers", {
    id: "USR-LIST-01",
    text: "A user is not in the own list of users.",
    source: "assumed",
    when: (seen) => seen.command.as.kind !== "apiKey" && actorOf(seen) !== undefined,
  }),
  accepted("listUsers", {
    id: "USR-LIST-02",
    text: "A role can be made to see friends only.",
    source: "docs: rest-api/roles",
    when: (seen) => isFor(seen, "listUsers"),
  }),
  accepted("listUsers", {
    id: "USR-LIST-03",
    text: "Users are looked for by how their name or UID begins.",
    source: "docs: rest-api/users",
    when: (seen) => textOf(seen, "searchKey") !== "",
  }),
  accepted("listUsers", {
    id: "USR-LIST-04",
    text: "Users are listed by whether they are online.",
    source: "docs: sdk retrieve-users",
    when: (seen) => lengthOf(seen, "status") === 1,
  }),
  accepted("listUsers", {
    id: "USR-LIST-05",
    text: "Users are listed by role.",
    source: "docs: sdk retrieve-users",
    when: (seen) => lengthOf(seen, "roles") > 0,
  }),
  accepted("listUsers", {
    id: "USR-LIST-06",
    text: "Users are listed by tags.",
    source: "docs: sdk retrieve-users",
    when: (seen) => lengthOf(seen, "tags") > 0,
  }),
  accepted("listUsers", {
    id: "USR-LIST-07",
    text: "Users are listed by UIDs.",
    source: "docs: sdk retrieve-users",
    when: (seen) => lengthOf(seen, "uids") > 0,
  }),
  accepted("listUsers", {
    id: "USR-LIST-08",
    text: "A user can ask for friends only.",
    source: "docs: sdk retrieve-users",
    when: ({ input }) => input.friendsOnly === true,
  }),
  accepted("listUsers", {
    id: "USR-LIST-09",
    text: "Deactivated users are listed only where they are asked for.",
    source: "docs: rest-api/users",
    when: ({ value }) => value.rows.some((user) => user.deactivatedAt !== undefined),
  }),
];

export const friendRules: readonly Rule[] = [
  accepted("addFriends", {
    id: "FRD-ADD-01",
    text: "The app's server makes users friends of each other, without asking them.",
    source: "docs: fundamentals/key-concepts",
    when: ({ value }) => Object.values(value).some((part) => part.success),
  }),
  accepted("addFriends", {
    id: "FRD-ADD-02",
    text: "New friends can be given their conversation before anything was said.",
    source: "docs: sdk error-codes",
    when: ({ input, changed }) => input.addToConversations === true && changed,
  }),
  refused("addFriends", "ERR_ALREADY_FRIEND", {
    id: "FRD-ADD-03",
    text: "Who is a friend already cannot be added again.",
    source: "docs: articles/error-guide",
  }),
  refused("addFriends", "ERR_CANNOT_FORM_SELF_RELATION", {
    id: "FRD-ADD-04",
    text: "Nobody is the own friend.",
    source: "docs: articles/error-guide",
  }),
  refused("addFriends", "ERR_BAD_REQUEST", {
    id: "FRD-ADD-05",
    text: "At most 25 friends are added at once.",
    source: "docs: rest-api/friends",
    when: (seen) => isAbout(seen, "accepted"),
  }),
  accepted("removeFriends", {
    id: "FRD-REMOVE-01",
    text: "A friendship ends for both.",
    source: "docs: rest-api/friends",
    when: ({ changed }) => changed,
  }),
  refused("removeFriends", "ERR_NOT_A_FRIEND", {
    id: "FRD-REMOVE-02",
    text: "Who is no friend cannot be removed from the friends.",
    source: "docs: articles/error-guide",
  }),
  refused("sendMessage", "ERR_PERMISSION_DENIED", {
    id: "FRD-SEND-01",
    text: "A role can be made to write to friends only.",
    source: "docs: rest-api/roles",
    when: (seen) => isFor(seen, "sendMessagesTo"),
  }),
];
