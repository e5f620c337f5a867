import type { Place } from "./restricted-features.ts";

/** What of an operation a list of allowed values is compared with; `permissions.ts` reads it off the input. */
export type Subject =
  | "groupType"
  | "peer"
  | "peerRole"
  | "receiverType"
  | "category"
  | "messageType"
  | "customType"
  | "mimeTypes"
  | "callType"
  | "ownScope"
  | "scopeOverOthers";

/** One permission that an operation needs. */
export interface PermissionCheck {
  readonly operation: string;
  readonly permission: string;
  /** What must be among the allowed values, or must not be among those denied. */
  readonly subject?: Subject;
  /** For lists: the filter of the input that the allowed values become, in place of a refusal. */
  readonly narrows?: string;
  /** Where the operation needs it; everywhere when left out. */
  readonly places?: readonly Place[];
}

/**
 * Operation → what its actor's role, and in a group the actor's scope, must allow. A permission without a word after
 * the dot says allow or deny; `mode` says all or friends; `allowed…` and `deny…` are lists. Which rows a role has and
 * which a scope is in `permissions.ts`: an id that both have is asked of both.
 *
 * docs: rest-api/rbac-overview; that lists are narrowed and not refused is assumed, as is that `denyForScopes` is about
 * others' messages. `listReactions.allowedScopes` is stored and not enforced.
 */
export const PERMISSION_CHECKS: readonly PermissionCheck[] = [
  { operation: "createGroup", permission: "createGroup" },
  { operation: "createGroup", permission: "createGroup.allowedGroupTypes", subject: "groupType" },
  { operation: "listUsers", permission: "listUsers" },
  { operation: "listUsers", permission: "listUsers.mode", narrows: "friendsOnly" },
  { operation: "listUsers", permission: "listUsers.allowedRoles", narrows: "roles" },
  { operation: "getUser", permission: "getUserDetails.mode", subject: "peer" },
  { operation: "getUser", permission: "getUserDetails.allowedRoles", subject: "peerRole" },
  { operation: "sendMessage", permission: "sendMessage", places: ["all"] },
  { operation: "sendMessage", permission: "sendThreadedMessage", places: ["thread"] },
  { operation: "sendMessage", permission: "sendMessage.mode", subject: "peer" },
  { operation: "sendMessage", permission: "sendMessage.allowedReceiverTypes", subject: "receiverType" },
  { operation: "sendMessage", permission: "sendMessage.allowedReceiverRoles", subject: "peerRole" },
  { operation: "sendMessage", permission: "sendMessage.allowedMessageCategories", subject: "category" },
  { operation: "sendMessage", permission: "sendMessage.allowedMessageTypes", subject: "messageType" },
  { operation: "sendMessage", permission: "sendMessage.allowedCustomTypes", subject: "customType" },
  { operation: "sendMessage", permission: "sendMessage.allowedMimeTypes", subject: "mimeTypes" },
  { operation: "sendToMany", permission: "sendMessage" },
  { operation: "editMessage", permission: "editMessage" },
  { operation: "editMessage", permission: "editMessage.denyForScopes", subject: "scopeOverOthers" },
  { operation: "deleteMessage", permission: "deleteMessage" },
  { operation: "deleteMessage", permission: "deleteMessage.denyForScopes", subject: "scopeOverOthers" },
  { operation: "addReaction", permission: "addReaction" },
  { operation: "listReactions", permission: "listReactions" },
  { operation: "listMembers", permission: "listMembers" },
  { operation: "listMembers", permission: "listMembers.allowedScopes", narrows: "scopes" },
  { operation: "listGroups", permission: "listGroups" },
  { operation: "listGroups", permission: "listGroups.allowedGroupTypes", narrows: "types" },
  { operation: "joinGroup", permission: "joinGroup" },
  { operation: "joinGroup", permission: "joinGroup.allowedGroupTypes", subject: "groupType" },
  ...["listMessages", "listPinnedMessages", "listSavedMessages"].flatMap((operation): PermissionCheck[] => [
    { operation, permission: "listMessages.allowedMessageCategories", narrows: "categories" },
    { operation, permission: "listMessages.allowedMessageTypes", narrows: "types" },
  ]),
  { operation: "initiateCall", permission: "initiateCall" },
  { operation: "initiateCall", permission: "initiateCall.mode", subject: "peer" },
  { operation: "initiateCall", permission: "initiateCall.allowedReceiverRoles", subject: "peerRole" },
  { operation: "initiateCall", permission: "initiateCall.allowedScopes", subject: "ownScope" },
  { operation: "initiateCall", permission: "initiateCall.allowedType", subject: "callType" },
  { operation: "pinMessage", permission: "pinMessage" },
  { operation: "unpinMessage", permission: "unpinMessage" },
];
