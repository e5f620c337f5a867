import * as z from "zod";
import { addAndBan, type BulkResult, bulkMembersInput } from "../bulk-members.ts";
import { requireClearance, requireClearanceOver, requireGroupFor } from "../clearance.ts";
import { serviceError } from "../errors.ts";
import { admit, dismiss, requireOutside, requireVacancy } from "../group-entry.ts";
import { replaceMember } from "../group-membership.ts";
import { findUser, isBanned, isOnline, memberOf, requireGroup, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { matchesAny, matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import { postGroupAction } from "../posting.ts";
import type { Member, Message } from "../records.ts";
import { GROUP_TYPE_RULES } from "../rules/group-types.ts";
import { knownId } from "../rules/identifiers.ts";
import {
  DEMOTION_BY_MODERATOR,
  type Row,
  SCOPES,
  type Scope,
  type Standing,
} from "../rules/scope-privileges.ts";

/**
 * Makes the acting user a participant. Checked in this order (assumed): unknown group, banned, already joined,
 * private, password, full group, user in too many groups. docs: sdk join-group; articles/error-guide
 */
export const joinGroup = operation({
  name: "joinGroup",
  access: "user",
  input: () => z.object({ guid: knownId, password: z.string().optional() }),
  run(context, { guid, password }): Message {
    const { state, actor } = context;
    const group = requireGroup(state, guid);
    requireOutside(state, group, actor.uid);
    const verdict = context.verdicts.join[group.type];
    if (verdict !== "ok") throw serviceError(verdict, { guid });
    if (GROUP_TYPE_RULES[group.type].needsPassword) {
      if (!password) throw serviceError("ERR_EMPTY_GROUP_PASS", { guid });
      if (password !== group.password) throw serviceError("ERR_WRONG_GROUP_PASS", { guid });
    }
    requireVacancy(state, group, actor.uid, "joined");
    return admit(context, group, actor.uid, "participant", "joined");
  },
});

/** docs: sdk leave-group; transfer-group-ownership (the owner may not) */
export const leaveGroup = operation({
  name: "leaveGroup",
  access: "user",
  input: () => z.object({ guid: knownId }),
  run(context, { guid }): Message {
    return dismiss(context, requireGroupFor(context, guid, "leave"), context.actor.uid, "left");
  },
});

/** docs: rest-api/group-members, sdk group-add-members */
export const addMembers = operation({
  name: "addMembers",
  access: "any",
  input: () => bulkMembersInput.safeExtend({ guid: knownId }),
  run(context, { guid, ...lists }): BulkResult {
    return addAndBan(context, requireGroupFor(context, guid, "addMembers"), lists);
  },
});

/** docs: rest-api/group-members, sdk group-change-member-scope */
export const changeScope = operation({
  name: "changeScope",
  access: "any",
  input: () => z.object({ guid: knownId, uid: knownId, scope: z.enum(SCOPES).default("participant") }),
  run(context, { guid, uid, scope }): Member {
    const { state } = context;
    const group = requireGroup(state, guid);
    requireUser(state, uid);
    requireClearanceOver(context, group, uid, (target) => scopeChangeRow(context, target, scope));
    const member = requireMember(context, guid, uid);
    if (member.scope === scope) throw serviceError("ERR_SAME_SCOPE", { uid, guid, scope });
    const changed = { ...member, scope };
    replaceMember(context, changed);
    postGroupAction(context, group, {
      action: "scopeChanged",
      onUser: uid,
      scope: { old: member.scope, new: scope },
    });
    return changed;
  },
});

function scopeChangeRow({ switches, verdicts }: Context, target: Standing, wanted: Scope): Row {
  if (switches.moderatorMayDemoteModerator && target === "moderator" && wanted === "participant") {
    return DEMOTION_BY_MODERATOR;
  }
  return verdicts.changeScope[target][wanted];
}

/** Removes a member, who may come back. docs: rest-api/group-members, sdk group-kick-member */
export const kickMember = operation({
  name: "kickMember",
  access: "any",
  input: () => z.object({ guid: knownId, uid: knownId }),
  run(context, { guid, uid }): Message {
    const group = requireGroup(context.state, guid);
    requireUser(context.state, uid);
    requireClearanceOver(context, group, uid, (target) => context.verdicts.remove[target]);
    requireMember(context, guid, uid);
    return dismiss(context, group, uid, "kicked");
  },
});

function requireMember({ state }: Context, guid: string, uid: string): Member {
  const member = memberOf(state, guid, uid);
  if (!member) throw serviceError("ERR_NOT_A_MEMBER", { uid, guid });
  return member;
}

/**
 * The members in the order of their joining (undocumented), deactivated users included: they stay members.
 * docs: rest-api/group-members, sdk retrieve-group-members
 */
export const listMembers = operation({
  name: "listMembers",
  access: "any",
  input: () =>
    z.object({
      guid: knownId,
      searchKey: z.string().optional(),
      scopes: z.array(z.enum(SCOPES)).optional(),
      status: z.enum(["available", "offline"]).optional(),
      ...windowFields,
    }),
  run(context, { guid, page, perPage, ...filters }): Page<Member> {
    const { state, actor } = context;
    const group = requireGroup(state, guid);
    // The vendor's own tests tell the banned from those who have not joined.
    if (isBanned(state, guid, actor.uid)) throw serviceError("ERR_NOT_A_MEMBER", { uid: actor.uid, guid });
    requireClearance(context, group, context.verdicts.group.listMembers);
    const { searchKey, scopes, status } = filters;
    const candidates = (status === "available" ? state.onlineMembers : state.members).list("byGroup", guid);
    if (!searchKey && !scopes?.length && status !== "offline") return paginate(candidates, { page, perPage });
    return paginate(
      candidates,
      { page, perPage },
      (member) =>
        matchesSearch(searchKey, member.uid, findUser(state, member.uid)?.name) &&
        matchesAny(scopes, [member.scope]) &&
        (status === undefined || isOnline(state, member.uid) === (status === "available")),
    );
  },
});
