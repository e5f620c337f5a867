import { isBanned, memberOf, membersCount } from "../simulator/lookups.ts";
import type { Group } from "../simulator/records.ts";
import { groupConversationId } from "../simulator/rules/identifiers.ts";
import type { RowOptions } from "./user.ts";
import type { Json, Viewpoint } from "./viewpoint.ts";

/** A group as an answer of its own or a row of a list. The password is never shown (assumed). */
export function printGroup(view: Viewpoint, group: Group, { withTags = true }: RowOptions = {}): Json {
  const fields = printGroupFields(view, group);
  return withTags ? { ...fields, tags: group.tags } : fields;
}

/** A group inside a message. Whichever was deleted since still has a GUID. */
export function printGroupEntity(view: Viewpoint, guid: string): Json {
  // No UID has this sign in it.
  const key = `@${guid}`;
  const known = view.printed.get(key);
  if (known) return known;
  const group = view.app.state.groups.get(guid);
  const entity = group ? printGroupFields(view, group) : { guid, name: guid, type: "public" };
  view.printed.set(key, entity);
  return entity;
}

function printGroupFields(view: Viewpoint, group: Group): Json {
  const { state } = view.app;
  const { guid } = group;
  return {
    guid,
    name: group.name,
    description: group.description,
    icon: group.icon,
    type: group.type,
    owner: group.owner,
    metadata: group.metadata,
    membersCount: membersCount(state, guid),
    onlineMembersCount: state.onlineMembers.list("byGroup", guid).length,
    conversationId: groupConversationId(guid),
    createdAt: group.createdAt,
    updatedAt: group.updatedAt,
    updatedBy: group.updatedBy,
    ...(view.viewer !== undefined && printMembershipOf(view, guid, view.viewer)),
  };
}

function printMembershipOf({ app: { state } }: Viewpoint, guid: string, viewer: string): Json {
  const member = memberOf(state, guid, viewer);
  if (member) return { hasJoined: true, scope: member.scope, joinedAt: member.joinedAt };
  return { hasJoined: false, isBanned: isBanned(state, guid, viewer) || undefined };
}
