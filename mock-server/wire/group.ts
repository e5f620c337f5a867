import { isBanned, memberOf, membersCount } from "../simulator/lookups.ts";
import type { Group } from "../simulator/records.ts";
import { groupConversationId } from "../simulator/rules/identifiers.ts";
import { type Fields, Printed, plainMembersOf, printed } from "./json-text.ts";
import type { RowOptions } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** A group as an answer of its own or a row of a list. The password is never shown (assumed). */
export function printGroup(view: Viewpoint, group: Group, { withTags = true }: RowOptions = {}): Printed {
  const fields = printFields(view, group, membersCount(view.app.state, group.guid));
  return withTags ? fields.with({ tags: group.tags }) : fields;
}

/**
 * A group inside a message. Whichever was deleted since still has a GUID.
 *
 * @param members how many it is to have, when that is not what it has now
 */
export function printGroupEntity(view: Viewpoint, guid: string, members?: number): Printed {
  // No UID has this sign in it.
  const key = `@${guid}`;
  const known = members === undefined ? view.printed.get(key) : undefined;
  if (known) return known;
  const { state } = view.app;
  const group = state.groups.get(guid);
  if (!group) return printed({ guid, name: guid, type: "public", membersCount: members });
  const entity = printFields(view, group, members ?? membersCount(state, guid));
  if (members === undefined) view.printed.set(key, entity);
  return entity;
}

function printFields(view: Viewpoint, group: Group, count: number): Printed {
  const { guid } = group;
  const online = view.app.state.onlineMembers.list("byGroup", guid).length;
  const fields = new Printed(`${profileText(group)},"membersCount":${count},"onlineMembersCount":${online}`);
  return view.viewer === undefined ? fields : fields.with(membershipOf(view, guid, view.viewer));
}

function membershipOf({ app: { state } }: Viewpoint, guid: string, viewer: string): Fields {
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
