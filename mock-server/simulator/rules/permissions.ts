import { GROUP_TYPES } from "./group-types.ts";
import { MEDIA_TYPES, SENDABLE_CATEGORIES } from "./message-categories.ts";
import { SCOPES } from "./scope-privileges.ts";

/** What a permission's value is. docs: rest-api/rbac-overview */
export type PermissionDataType = "string" | "stringArray" | "rolesStringArray" | "customStringArray";

/** A permission that a role, or a scope of a group, can be given. */
export interface PermissionRow {
  readonly id: string;
  readonly type: "role" | "scope";
  readonly title: string;
  readonly dataType: PermissionDataType;
  /** Empty: anything of the data type. */
  readonly availableValues: readonly string[];
  readonly defaultValue: string | readonly string[];
}

type Row = Omit<PermissionRow, "type">;

function allowOrDeny(id: string, what: string): Row {
  const availableValues = ["allow", "deny"];
  return { id, title: `Allows/Denies ${what}`, dataType: "string", availableValues, defaultValue: "allow" };
}

/** With whom: `all` users or `friends`. */
function mode(id: string, what: string): Row {
  const availableValues = ["all", "friends"];
  return { id, title: `Allows ${what}`, dataType: "string", availableValues, defaultValue: "all" };
}

/** An empty list restricts nothing. docs: rest-api/rbac-overview */
function list(id: string, what: string, availableValues: readonly string[]): Row {
  return { id, title: what, dataType: "stringArray", availableValues, defaultValue: [] };
}

function roles(id: string, what: string): Row {
  return { id, title: what, dataType: "rolesStringArray", availableValues: [], defaultValue: [] };
}

function custom(id: string, what: string): Row {
  return { id, title: what, dataType: "customStringArray", availableValues: [], defaultValue: [] };
}

const TYPES = ["text", ...MEDIA_TYPES];
const CATEGORIES = Object.keys(SENDABLE_CATEGORIES);
const HISTORY_CATEGORIES = [...CATEGORIES, "action", "call"];

/** docs: rest-api/rbac-overview, rbac/list-role-permissions; titles of most rows are ours */
export const ROLE_PERMISSIONS: readonly PermissionRow[] = [
  allowOrDeny("createGroup", "creating groups"),
  list("createGroup.allowedGroupTypes", "Allows creating groups of the specified types", GROUP_TYPES),
  allowOrDeny("listUsers", "listing users"),
  mode("listUsers.mode", "listing all users or friends"),
  roles("listUsers.allowedRoles", "Allows listing users of the specified roles"),
  mode("getUserDetails.mode", "getting the details of all users or friends"),
  roles("getUserDetails.allowedRoles", "Allows getting the details of users of the specified roles"),
  allowOrDeny("sendMessage", "sending messages"),
  mode("sendMessage.mode", "sending messages to all users or friends"),
  list("sendMessage.allowedReceiverTypes", "Allows sending messages to the specified receivers", [
    "user",
    "group",
  ]),
  roles("sendMessage.allowedReceiverRoles", "Allows sending messages to users of the specified roles"),
  list("sendMessage.allowedMessageTypes", "Allows sending messages of the specified types", TYPES),
  list(
    "sendMessage.allowedMessageCategories",
    "Allows sending messages of the specified categories",
    CATEGORIES,
  ),
  custom("sendMessage.allowedCustomTypes", "Allows sending custom messages of the specified types"),
  custom("sendMessage.allowedMimeTypes", "Allows sending files of the specified MIME types"),
  allowOrDeny("editMessage", "editing messages"),
  list("editMessage.denyForScopes", "Denies members of the specified scopes editing others' messages", [
    "admin",
    "moderator",
  ]),
  allowOrDeny("deleteMessage", "deleting messages"),
  list("deleteMessage.denyForScopes", "Denies members of the specified scopes deleting others' messages", [
    "admin",
    "moderator",
  ]),
  allowOrDeny("initiateCall", "initiating calls"),
  mode("initiateCall.mode", "calling all users or friends"),
  roles("initiateCall.allowedReceiverRoles", "Allows calling users of the specified roles"),
  allowOrDeny("listGroups", "listing groups"),
  list("listGroups.allowedGroupTypes", "Allows listing groups of the specified types", GROUP_TYPES),
  allowOrDeny("joinGroup", "joining groups"),
  list("joinGroup.allowedGroupTypes", "Allows joining groups of the specified types", GROUP_TYPES),
  list(
    "listMessages.allowedMessageCategories",
    "Allows listing messages of the specified categories",
    HISTORY_CATEGORIES,
  ),
  list("listMessages.allowedMessageTypes", "Allows listing messages of the specified types", TYPES),
  allowOrDeny("pinMessage", "pinning messages"),
  allowOrDeny("unpinMessage", "unpinning messages"),
].map((row) => ({ ...row, type: "role" }));

/** docs: rest-api/rbac-overview, rbac/list-scope-permissions; titles of most rows are ours */
export const SCOPE_PERMISSIONS: readonly PermissionRow[] = [
  allowOrDeny("sendMessage", "sending messages"),
  allowOrDeny("sendThreadedMessage", "replying in threads"),
  allowOrDeny("addReaction", "adding reactions"),
  allowOrDeny("listReactions", "listing reactions"),
  list("listReactions.allowedScopes", "Allows listing reactions of members of the specified scopes", SCOPES),
  allowOrDeny("listMembers", "listing members"),
  list("listMembers.allowedScopes", "Allows listing members of the specified scopes", SCOPES),
  allowOrDeny("initiateCall", "initiating calls"),
  list("initiateCall.allowedScopes", "Allows members of the specified scopes to initiate calls", SCOPES),
  list("initiateCall.allowedType", "Allows members to initiate calls of the specified types", [
    "audio",
    "video",
  ]),
  allowOrDeny("editMessage", "editing messages"),
].map((row) => ({ ...row, type: "scope" }));

/** Whose permissions those of a role are. No id has a colon in it. */
export function roleHolder(role: string): string {
  return `role:${role}`;
}

/** Whose permissions those of a scope in a group are. */
export function scopeHolder(guid: string, scope: string): string {
  return `group:${guid}:${scope}`;
}
