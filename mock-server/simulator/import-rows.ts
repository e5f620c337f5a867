import * as z from "zod";
import { type ErrorCode, ServiceError, serviceError } from "./errors.ts";
import { metadataField, nameField, tagsField, urlField, wholeNumber } from "./fields.ts";
import { withLook } from "./looks.ts";
import { once } from "./once.ts";
import type { Context } from "./operation.ts";
import { parseInput } from "./operation.ts";
import type { User } from "./records.ts";
import { groupTypeField } from "./rules/group-types.ts";
import { knownId, newGuid, newUid, SYSTEM_UID } from "./rules/identifiers.ts";
import { LIMITS } from "./rules/limits.ts";
import { SCOPES } from "./rules/scope-privileges.ts";

/** A ten-digit unix time, as a number or a text. docs: rest-api/data-import */
const timestamp = once(() => wholeNumber(1_000_000_000, 9_999_999_999));

const userRow = once(() =>
  z.object({
    uid: newUid,
    name: nameField,
    avatar: urlField.optional(),
    link: urlField.optional(),
    role: knownId.default("default"),
    metadata: metadataField.optional(),
    tags: tagsField.optional(),
    createdAt: timestamp().optional(),
    lastActiveAt: timestamp().optional(),
    deactivatedAt: timestamp().optional(),
  }),
);

const groupRow = once(() =>
  z.object({
    guid: newGuid,
    name: nameField,
    type: groupTypeField,
    password: z.string().max(LIMITS.passwordLength).optional(),
    icon: urlField.optional(),
    description: z.string().max(LIMITS.descriptionLength).optional(),
    owner: knownId.optional(),
    metadata: metadataField.optional(),
    tags: tagsField.optional(),
    createdAt: timestamp().optional(),
  }),
);

/** The rows of an import by what they are. docs: rest-api/data-import */
export const importRows = once(() => ({
  user: userRow(),
  group: groupRow().extend({ groupOwnerDetails: userRow().optional() }),
  member: z.object({
    memberId: z.string().toLowerCase(),
    guid: knownId,
    uid: knownId,
    joinedAt: timestamp(),
    scope: z.enum(SCOPES).default("participant"),
    isBanned: z.boolean().default(false),
    groupDetails: groupRow().optional(),
    userDetails: userRow().optional(),
  }),
  message: z.object({
    muid: withLook(z.string().min(1), (value) =>
      typeof value === "string" && value !== "" ? value : undefined,
    ),
    sender: knownId,
    receiverType: z.enum(["user", "group"]),
    receiver: knownId,
    category: z.string().default("message"),
    type: z.string().default("text"),
    data: z.unknown(),
    tags: tagsField.optional(),
    sentAt: timestamp(),
    deliveredAt: timestamp().optional(),
    readAt: timestamp().optional(),
    senderUserDetails: userRow().optional(),
    receiverUserDetails: userRow().optional(),
    receiverGroupDetails: groupRow().optional(),
    receiverGroupOwnerDetails: userRow().optional(),
  }),
}));

export type ImportKind = keyof ReturnType<typeof importRows>;
export type UserRow = z.output<ReturnType<typeof userRow>>;
export type GroupRow = z.output<ReturnType<typeof groupRow>>;
export type ImportRow<K extends ImportKind> = z.output<ReturnType<typeof importRows>[K]>;

const FORMAT_CODES = {
  user: "ERR_IMPORT_INVALID_USER_FORMAT",
  group: "ERR_IMPORT_INVALID_GROUP_FORMAT",
  member: "ERR_IMPORT_INVALID_MEMBER_FORMAT",
  message: "ERR_IMPORT_INVALID_MESSAGE_FORMAT",
} as const satisfies Record<ImportKind, ErrorCode>;

/** The error of a row that is not in its format. */
export function formatError(kind: ImportKind, key: string, details?: ServiceError["details"]): ServiceError {
  return serviceError(FORMAT_CODES[kind], { key }, details);
}

/** @throws ServiceError `ERR_IMPORT_INVALID_…_FORMAT` whose details name each wrong field */
export function readRow<K extends ImportKind>(kind: K, key: string, row: unknown): ImportRow<K> {
  try {
    return parseInput(importRows()[kind], row) as ImportRow<K>;
  } catch (error) {
    if (error instanceof ServiceError) throw formatError(kind, key, error.details);
    throw error;
  }
}

/** @throws ServiceError when what a row calls itself is not what it is called */
export function requireSameKey(kind: ImportKind, field: string, key: string, own: string): void {
  if (own.toLowerCase() === key.toLowerCase()) return;
  throw formatError(kind, key, { [field]: [`The ${field} ${own} must be the same as the key ${key}.`] });
}

/**
 * The user that a row speaks of: one who is there, or one to be made of the details beside it.
 *
 * @returns the user to make, if there is one
 * @throws ServiceError `ERR_UID_NOT_FOUND` for an unknown user without details
 */
export function plannedUser(context: Context, uid: string, details: UserRow | undefined): User | undefined {
  if (uid === SYSTEM_UID || context.state.users.has(uid)) return undefined;
  if (details?.uid !== uid) throw serviceError("ERR_UID_NOT_FOUND", { uid });
  return newUser(context, details);
}

/** @throws ServiceError `ERR_BAD_REQUEST` for an unknown role, as when a user is created */
export function newUser({ state, now }: Context, { createdAt = now, ...profile }: UserRow): User {
  if (!state.roles.has(profile.role)) {
    throw serviceError("ERR_BAD_REQUEST", {}, { role: [`The role ${profile.role} does not exist.`] });
  }
  // Not spread: in Node 20 a field that is added to a spread object gives it a hidden class of its own.
  return Object.assign(profile, { createdAt });
}
