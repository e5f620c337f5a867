import * as z from "zod";
import { isBanned, memberOf, membersCount } from "../simulator/lookups.ts";
import type { Group } from "../simulator/records.ts";
import { GROUP_TYPES } from "../simulator/rules/group-types.ts";
import { groupConversationId } from "../simulator/rules/identifiers.ts";
import { type Fields, Printed, plainMembersOf, printed } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import type { RowOptions } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { anyObject, anyText, count, filled, flag, scope, seconds, tags } from "./words.ts";

/** A group, wherever one stands. Whichever was deleted since has no more than a GUID, a name and a type. */
export const groupShape = shape("Group", () =>
  z
    .strictObject({
      guid: filled,
      name: filled,
      description: anyText.optional(),
      icon: anyText.optional(),
      type: z.enum(GROUP_TYPES),
      owner: filled.optional(),
      metadata: anyObject.optional(),
      conversationId: filled.optional(),
      createdAt: seconds.optional(),
      updatedAt: seconds.optional(),
      updatedBy: filled.optional(),
      membersCount: count.optional(),
      onlineMembersCount: count.optional(),
      hasJoined: flag.optional(),
      scope: scope.optional(),
      joinedAt: seconds.optional(),
      isBanned: z.literal(true).optional(),
      tags: tags.optional(),
    })
    .meta({ description: "Whichever was deleted since has no more than a GUID, a name and a type." }),
);
type GroupRow = Of<typeof groupShape>;

/** A group as an answer of its own or a row of a list. The password is never shown (assumed). */
export function printGroup(
  view: Viewpoint,
  group: Group,
  { withTags = true }: RowOptions = {},
): Printed<GroupRow> {
  const fields = printFields(view, group, membersCount(view.app.state, group.guid));
  return withTags ? fields.with({ tags: group.tags }) : fields;
}

/**
 * A group inside a message. Whichever was deleted since still has a GUID.
 *
 * @param members how many it is to have, when that is not what it has now
 */
export function printGroupEntity(view: Viewpoint, guid: string, members?: number): Printed<GroupRow> {
  const { last, app } = view;
  if (members === undefined && last.group?.guid === guid) return last.group.entity;
  const { state } = app;
  const group = state.groups.get(guid);
  if (!group) return printed({ guid, name: guid, type: "public", membersCount: members });
  const entity = printFields(view, group, members ?? membersCount(state, guid));
  if (members === undefined) last.group = { guid, entity };
  return entity;
}

function printFields(view: Viewpoint, group: Group, size: number): Printed<GroupRow> {
  const { guid } = group;
  const online = view.app.state.onlineMembers.list("byGroup", guid).length;
  const fields = new Printed<GroupRow>(
    `${profileText(group)},"membersCount":${size},"onlineMembersCount":${online}`,
  );
  return view.viewer === undefined ? fields : fields.with(membershipOf(view, guid, view.viewer));
}

function membershipOf(
  { app: { state } }: Viewpoint,
  guid: string,
  viewer: string,
): Fields<Partial<GroupRow>> {
  const member = memberOf(state, guid, viewer);
  if (member) return { hasJoined: true, scope: member.scope, joinedAt: member.joinedAt };
  return { hasJoined: false, isBanned: isBanned(state, guid, viewer) || undefined };
}

/** The text of a group's own fields, as long as they are what they are: a change is a new record. */
const profileTexts = new WeakMap<Group, string>();

function profileText(group: Group): string {
  const known = profileTexts.get(group);
  if (known !== undefined) return known;
  const { guid, name, description, icon, type, owner, metadata, createdAt, updatedAt, updatedBy } = group;
  const conversationId = groupConversationId(guid);
  const profile = { guid, name, description, icon, type, owner, metadata, conversationId };
  const text = plainMembersOf({ ...profile, createdAt, updatedAt, updatedBy });
  profileTexts.set(group, text);
  return text;
}
