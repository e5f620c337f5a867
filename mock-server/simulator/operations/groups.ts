import * as z from "zod";
import { addAndBan, bulkMembersField } from "../bulk-members.ts";
import { requireClearance, requireGroupFor } from "../clearance.ts";
import { eraseGroup } from "../erasure.ts";
import { serviceError } from "../errors.ts";
import { type GroupEvent, TO_SERVERS } from "../events.ts";
import { metadataField, nameField, patchOf, tagsField, urlField } from "../fields.ts";
import { requireRoomForGroup } from "../group-entry.ts";
import { enterGroup, replaceMember } from "../group-membership.ts";
import { memberOf, membersCount, requireGroup, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { Group } from "../records.ts";
import { GROUP_TYPE_RULES, type GroupType, groupTypeField } from "../rules/group-types.ts";
import { knownId, newGuid, SYSTEM_UID } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";

const profileFields = {
  password: z.string().max(LIMITS.passwordLength).optional(),
  icon: urlField.optional(),
  description: z.string().max(LIMITS.descriptionLength).optional(),
  metadata: metadataField.optional(),
  tags: tagsField.optional(),
};

/**
 * Makes a group. A user who acts owns it; for the app, `owner` does or else the app itself, which is no member.
 * docs: rest-api/groups, sdk create-group
 */
export const createGroup = operation({
  name: "createGroup",
  access: "any",
  input: () =>
    z.object({
      guid: newGuid,
      name: nameField,
      type: groupTypeField.default("public"),
      owner: knownId.optional(),
      members: bulkMembersField.optional(),
      ...profileFields,
    }),
  run(context, { members, ...fields }) {
    const { state, now } = context;
    const owner = ownerOfNew(context, fields.owner);
    if (state.groups.has(fields.guid)) throw serviceError("ERR_GUID_ALREADY_EXISTS", { guid: fields.guid });
    requirePassword(fields.guid, fields.type, fields.password);
    if (owner !== SYSTEM_UID) requireRoomForGroup(state, owner);
    const group: Group = { ...fields, owner, createdAt: now };
    state.groups.put(group);
    if (owner !== SYSTEM_UID) enterGroup(context, group.guid, owner, "admin");
    const results = members && addAndBan(context, group, members);
    publish(context, "created", group);
    return { group, members: results };
  },
});

function ownerOfNew({ state, actor }: Context, wanted: string | undefined): string {
  if (!actor.isApp) return actor.uid;
  return wanted === undefined || wanted === SYSTEM_UID ? SYSTEM_UID : requireUser(state, wanted).uid;
}

/** A private group shows itself to its members only (code assumed). docs: rest-api/groups */
export const getGroup = operation({
  name: "getGroup",
  access: "any",
  input: () => z.object({ guid: knownId }),
  run({ state, actor }, { guid }): Group {
    const group = requireGroup(state, guid);
    const isVisible = GROUP_TYPE_RULES[group.type].listedToAll || memberOf(state, guid, actor.uid);
    if (!actor.isApp && !isVisible) throw serviceError("ERR_GROUP_NOT_JOINED", { uid: actor.uid, guid });
    return group;
  },
});

/** The type may change too; a password once set is kept for the day it is needed. docs: rest-api/groups */
export const updateGroup = operation({
  name: "updateGroup",
  access: "any",
  input: () =>
    z.object({
      guid: knownId,
      name: nameField.optional(),
      type: groupTypeField.optional(),
      owner: knownId.optional(),
      unset: z.array(z.enum(["icon", "description", "metadata"])).optional(),
      ...profileFields,
    }),
  run(context, { guid, owner: wanted, unset, ...fields }): Group {
    const { state, actor, now } = context;
    const group = requireGroupFor(context, guid, "updateGroup");
    const owner = actor.isApp ? wanted : undefined;
    if (owner !== undefined) requireHeir(context, group, owner);
    const patch = patchOf(fields, unset);
    requirePassword(guid, patch.type ?? group.type, patch.password ?? group.password);
    const updated: Group = { ...group, ...patch, updatedAt: now, updatedBy: actor.uid };
    state.groups.put(updated);
    publish(context, "updated", updated);
    return owner === undefined ? updated : bequeath(context, updated, owner);
  },
});

function requirePassword(guid: string, type: GroupType, password: string | undefined): void {
  if (GROUP_TYPE_RULES[type].needsPassword && !password) throw serviceError("ERR_EMPTY_GROUP_PASS", { guid });
}

/**
 * Gives the group to another member, who becomes an admin; the old owner stays one (assumed). Giving it to its owner
 * changes nothing (assumed). docs: sdk transfer-group-ownership
 */
export const transferOwnership = operation({
  name: "transferOwnership",
  access: "any",
  input: () => z.object({ guid: knownId, owner: knownId }),
  run(context, { guid, owner }): Group {
    const group = requireGroup(context.state, guid);
    requireUser(context.state, owner);
    requireClearance(context, group, context.verdicts.group.transferOwnership);
    requireHeir(context, group, owner);
    return bequeath(context, group, owner);
  },
});

function requireHeir({ state }: Context, { guid }: Group, uid: string): void {
  if (!memberOf(state, guid, requireUser(state, uid).uid))
    throw serviceError("ERR_NOT_A_MEMBER", { uid, guid });
}

function bequeath(context: Context, group: Group, uid: string): Group {
  const { state, actor, now } = context;
  const heir = memberOf(state, group.guid, uid);
  if (group.owner === uid || !heir) return group;
  const transferred: Group = { ...group, owner: uid, updatedAt: now, updatedBy: actor.uid };
  state.groups.put(transferred);
  replaceMember(context, { ...heir, scope: "admin" });
  publish(context, "ownerTransferred", transferred, { oldOwner: group.owner });
  return transferred;
}

/** Takes the group away with everything in it. docs: rest-api/groups, sdk delete-group */
export const deleteGroup = operation({
  name: "deleteGroup",
  access: "any",
  input: () => z.object({ guid: knownId }),
  run(context, { guid }): string {
    const group = requireGroupFor(context, guid, "deleteGroup");
    publish(context, "deleted", group);
    eraseGroup(context.state, group);
    return guid;
  },
});

function publish(
  { state, emit }: Context,
  action: GroupEvent["action"],
  group: Group,
  more: Pick<GroupEvent, "oldOwner"> = {},
): void {
  const count = membersCount(state, group.guid);
  emit({ type: "group", action, group, membersCount: count, ...more, audience: TO_SERVERS });
}
