import * as z from "zod";
import { wholeNumber } from "../fields.ts";
import { withLook } from "../looks.ts";
import { LIMITS } from "./limits.ts";

/** What a UID, GUID or role id may consist of. docs: fundamentals/key-concepts (letters, digits, `_`, `-`) */
const IDENTIFIER = /^[A-Za-z0-9_-]+$/;

/** The actor of every server call that names no user. docs: rest-api examples */
export const SYSTEM_UID = "app_system";

const newIdentifier = z
  .string()
  .min(1)
  .max(LIMITS.identifierLength)
  .regex(IDENTIFIER, "may only contain letters, numbers, dashes and underscores.")
  .toLowerCase();

/** A UID to create: docs: rest-api/users, forced to lower case. */
export const newUid = newIdentifier;
/** A GUID to create: docs: rest-api/groups, forced to lower case. */
export const newGuid = newIdentifier;
/** A role id to create: docs: rest-api/roles, forced to lower case. */
export const newRole = newIdentifier;

/** The id of a moderation rule, keyword list or flag reason to create: docs: moderation/constraints-and-limits */
export const newModerationId = newIdentifier;

/** An identifier to look up: any string, found whatever its case; an impossible one is just unknown. */
export const knownId = withLook(z.string().toLowerCase(), (value) =>
  typeof value === "string" ? value.toLowerCase() : undefined,
);

/**
 * The region of an app. docs: management-apis (us, eu); any other is part of a host name, `{appId}.api-{region}.cometchat.io`,
 * whose labels end with no hyphen.
 */
export const REGION = /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/;

/** A message id as the wire spells it: a positive whole number, as a number or as its digits. */
export const messageId = wholeNumber();

/**
 * The id of the conversation two users share: both UIDs in code-unit order.
 * docs: rest-api/conversations examples; the order of mixed letters and digits is assumed.
 */
export function userConversationId(a: string, b: string): string {
  return a < b ? `${a}_user_${b}` : `${b}_user_${a}`;
}

/** The id of a group's conversation. docs: rest-api/conversations */
export function groupConversationId(guid: string): string {
  return `group_${guid}`;
}
