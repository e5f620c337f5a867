import * as z from "zod";
import { findUser, isOnline } from "../simulator/lookups.ts";
import type { Ban, JsonObject, Member, User } from "../simulator/records.ts";
import { userConversationId } from "../simulator/rules/identifiers.ts";
import { pairKey } from "../simulator/state.ts";
import { type Fields, flat, Printed, plainMembersOf, printed } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { anyObject, anyText, filled, scope, seconds, tags } from "./words.ts";

/** A user, wherever one stands. Whoever was deleted since has no more than a UID, a name and a status. */
export const userShape = shape("User", () =>
  z
    .strictObject({
      uid: filled,
      name: filled,
      avatar: anyText.optional(),
      link: anyText.optional(),
      role: filled.optional(),
      metadata: anyObject.optional(),
      statusMessage: anyText.optional(),
      lastActiveAt: seconds.optional(),
      createdAt: seconds.optional(),
      updatedAt: seconds.optional(),
      deactivatedAt: seconds.optional(),
      status: z.enum(["available", "offline"]),
      tags: tags.optional(),
      conversationId: filled.optional(),
      blockedByMe: z.literal(true).optional(),
      blockedByMeAt: seconds.optional(),
      hasBlockedMe: z.literal(true).optional(),
      blockedAt: seconds.optional(),
    })
    .meta({ description: "Whoever was deleted since has no more than a UID, a name and a status." }),
);
type UserRow = Of<typeof userShape>;

export const memberShape = shape("Member", () =>
  userShape.schema.extend({ scope: scope, joinedAt: seconds }),
);

export const membershipShape = shape("Membership", () =>
  z.strictObject({ guid: filled, uid: filled, scope: scope, joinedAt: seconds }),
);

export const bannedUserShape = shape("BannedUser", () =>
  userShape.schema.extend({ scope: scope.optional(), bannedAt: seconds, isBanned: z.literal(true) }),
);

/** What a list may leave out of its rows. docs: rest-api/users (`withTags`) */
export interface RowOptions {
  readonly withTags?: boolean | undefined;
  readonly withBlockedInfo?: boolean | undefined;
}

/** The part of user metadata that only the app's own server sees. docs: rest-api/users */
const PRIVATE = "@private";

/** A user as an answer of its own or a row of a list: with what lies between them and the viewer. */
export function printUser(view: Viewpoint, user: User, options: RowOptions = {}): Printed<UserRow> {
  const { withTags = true, withBlockedInfo = true } = options;
  const { viewer } = view;
  const tags = withTags ? user.tags : undefined;
  const isOther = viewer !== undefined && viewer !== user.uid;
  const fields = printFields(view, user);
  const row = isOther ? withConversation(fields, userConversationId(viewer, user.uid)) : fields;
  const blocks = isOther && withBlockedInfo ? blocksBetween(view, viewer, user.uid) : undefined;
  return tags || blocks ? row.with({ tags, ...blocks }) : row;
}

/** A user inside a message, reaction or receipt. Whoever was deleted since still has a UID. */
export function printUserEntity(view: Viewpoint, uid: string): Printed<UserRow> {
  const user = findUser(view.app.state, uid);
  return user ? printFields(view, user) : printed({ uid, name: uid, status: "offline" });
}

/** A user, with the id of the conversation with somebody. No id of ours holds what JSON would escape. */
export function withConversation(user: Printed<UserRow>, conversationId: string): Printed<UserRow> {
  return user.and(`"conversationId":"${conversationId}"`);
}

/** A user who may have been deleted since, as a row. */
export function printUserRow(view: Viewpoint, uid: string, options?: RowOptions): Printed<UserRow> {
  const user = findUser(view.app.state, uid);
  return user ? printUser(view, user, options) : printUserEntity(view, uid);
}

/** A group's member. docs: rest-api/group-members */
export function printMember(view: Viewpoint, member: Member): Printed<Of<typeof memberShape>> {
  const { scope, joinedAt } = member;
  return printUserRow(view, member.uid, { withTags: false }).with({ scope, joinedAt });
}

/** A change of scope, as it is answered. docs: rest-api/group-members */
export function printMembership({ guid, uid, scope, joinedAt }: Member): Fields<Of<typeof membershipShape>> {
  return { guid, uid, scope, joinedAt };
}

/** A banned user, with the scope held before. docs: rest-api/banned-users */
export function printBan(
  view: Viewpoint,
  { uid, scope, bannedAt }: Ban,
): Printed<Of<typeof bannedUserShape>> {
  return printUserRow(view, uid, { withTags: false }).with({ scope, bannedAt, isBanned: true });
}

function printFields({ app, seesPrivate }: Viewpoint, user: User): Printed<UserRow> {
  // The word for "online" in REST. docs: rest-api/users
  const status = isOnline(app.state, user.uid) ? "available" : "offline";
  if (seesPrivate && hasPrivate(user.metadata)) return printProfile(user, user.metadata, status);
  let known = profiles.get(user);
  if (!known) {
    known = { available: undefined, offline: undefined };
    profiles.set(user, known);
  }
  known[status] ??= printProfile(user, withoutPrivate(user.metadata), status);
  return known[status];
}

/** Users as everybody sees them, as long as they are what they are: a change is a new record. */
const profiles = new WeakMap<User, Record<"available" | "offline", Printed<UserRow> | undefined>>();

function printProfile(user: User, metadata: JsonObject | undefined, status: string): Printed<UserRow> {
  return new Printed(flat(`${plainMembersOf(profileOf(user, metadata))},"status":"${status}"`));
}

function profileOf(user: User, metadata: JsonObject | undefined): Fields {
  const { uid, name, avatar, link, role, statusMessage } = user;
  const { lastActiveAt, createdAt, updatedAt, deactivatedAt } = user;
  const profile = { uid, name, avatar, link, role, metadata, statusMessage };
  return { ...profile, lastActiveAt, createdAt, updatedAt, deactivatedAt };
}

function hasPrivate(metadata: JsonObject | undefined): metadata is JsonObject {
  return metadata !== undefined && Object.hasOwn(metadata, PRIVATE);
}

function withoutPrivate(metadata: JsonObject | undefined): JsonObject | undefined {
  if (!hasPrivate(metadata)) return metadata;
  const { [PRIVATE]: _private, ...shown } = metadata;
  return shown;
}

function blocksBetween(
  { app: { state } }: Viewpoint,
  viewer: string,
  uid: string,
): Fields<Partial<UserRow>> | undefined {
  if (state.blocks.size === 0) return undefined;
  const byMe = state.blocks.get(pairKey(viewer, uid));
  const byThem = state.blocks.get(pairKey(uid, viewer));
  return {
    blockedByMe: byMe && true,
    blockedByMeAt: byMe?.blockedAt,
    hasBlockedMe: byThem && true,
    blockedAt: byThem?.blockedAt,
  };
}
