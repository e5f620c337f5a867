import { findUser, isOnline } from "../simulator/lookups.ts";
import type { Ban, JsonObject, Member, User } from "../simulator/records.ts";
import { userConversationId } from "../simulator/rules/identifiers.ts";
import { pairKey } from "../simulator/state.ts";
import type { Json, Viewpoint } from "./viewpoint.ts";

/** What a list may leave out of its rows. docs: rest-api/users (`withTags`) */
export interface RowOptions {
  readonly withTags?: boolean | undefined;
  readonly withBlockedInfo?: boolean | undefined;
}

/** The part of user metadata that only the app's own server sees. docs: rest-api/users */
const PRIVATE = "@private";

/** A user as an answer of its own or a row of a list: with what lies between them and the viewer. */
export function printUser(view: Viewpoint, user: User, options: RowOptions = {}): Json {
  const { withTags = true, withBlockedInfo = true } = options;
  const { viewer } = view;
  const isOther = viewer !== undefined && viewer !== user.uid;
  return {
    ...printUserFields(view, user),
    tags: withTags ? user.tags : undefined,
    conversationId: isOther ? userConversationId(viewer, user.uid) : undefined,
    ...(isOther && withBlockedInfo && printBlocks(view, viewer, user.uid)),
  };
}

/** A user inside a message, reaction or receipt. Whoever was deleted since still has a UID. */
export function printUserEntity(view: Viewpoint, uid: string): Json {
  const known = view.printed.get(uid);
  if (known) return known;
  const user = findUser(view.app.state, uid);
  const entity = user ? printUserFields(view, user) : { uid, name: uid, status: "offline" };
  view.printed.set(uid, entity);
  return entity;
}

/** A user who may have been deleted since, as a row. */
export function printUserRow(view: Viewpoint, uid: string, options?: RowOptions): Json {
  const user = findUser(view.app.state, uid);
  return user ? printUser(view, user, options) : printUserEntity(view, uid);
}

/** A group's member. docs: rest-api/group-members */
export function printMember(view: Viewpoint, member: Member): Json {
  const { scope, joinedAt } = member;
  return { ...printUserRow(view, member.uid, { withTags: false }), scope, joinedAt };
}

/** A change of scope, as it is answered. docs: rest-api/group-members */
export function printMembership({ guid, uid, scope, joinedAt }: Member): Json {
  return { guid, uid, scope, joinedAt };
}

/** A banned user, with the scope held before. docs: rest-api/banned-users */
export function printBan(view: Viewpoint, { uid, scope, bannedAt }: Ban): Json {
  return { ...printUserRow(view, uid, { withTags: false }), scope, bannedAt, isBanned: true };
}

function printUserFields(view: Viewpoint, user: User): Json {
  return {
    uid: user.uid,
    name: user.name,
    avatar: user.avatar,
    link: user.link,
    role: user.role,
    metadata: view.seesPrivate ? user.metadata : withoutPrivate(user.metadata),
    // The word for "online" in REST. docs: rest-api/users
    status: isOnline(view.app.state, user.uid) ? "available" : "offline",
    statusMessage: user.statusMessage,
    lastActiveAt: user.lastActiveAt,
    createdAt: user.createdAt,
    updatedAt: user.updatedAt,
    deactivatedAt: user.deactivatedAt,
  };
}

function withoutPrivate(metadata: JsonObject | undefined): JsonObject | undefined {
  if (metadata === undefined || !Object.hasOwn(metadata, PRIVATE)) return metadata;
  const { [PRIVATE]: _private, ...shown } = metadata;
  return shown;
}

function printBlocks({ app: { state } }: Viewpoint, viewer: string, uid: string): Json | false {
  if (state.blocks.size === 0) return false;
  const byMe = state.blocks.get(pairKey(viewer, uid));
  const byThem = state.blocks.get(pairKey(uid, viewer));
  return {
    blockedByMe: byMe && true,
    blockedByMeAt: byMe?.blockedAt,
    hasBlockedMe: byThem && true,
    blockedAt: byThem?.blockedAt,
  };
}
