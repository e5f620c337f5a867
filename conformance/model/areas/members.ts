import type { Scope } from "../../protocol/index.ts";
import { nothing, type Oracles, userPattern, value } from "../expectation.ts";
import { action, goOut, privileged, QUIET, tellMembers } from "../group-actions.ts";
import { nextPage, pagingRules } from "../lists.ts";
import { failure } from "../pattern.ts";

export const memberOracles: Oracles = {
  fetchGroupMembers: (state, device, { request, filters }) => {
    const { guid, limit, scopes } = filters as { guid: string; limit: number; scopes?: readonly Scope[] };
    return privileged(state, device, "fetchGroupMembers", guid, undefined, ["MBR-ASK-01"], (group) => {
      const rows = new Map(
        [...group.members]
          .filter(([, scope]) => scopes === undefined || scopes.includes(scope))
          .map(([uid, scope]) => [uid, { ...userPattern(state, uid), scope }] as const),
      );
      const page = nextPage(state, device, { request: String(request), limit }, rows, (row) => row.uid);
      if (!page.isJudged) return undefined;
      return {
        outcome: value(
          page.pattern,
          "MBR-LIST-01",
          "MBR-SCOPE-01",
          ...(scopes ? ["MBR-LIST-02"] : []),
          ...pagingRules(page, rows.size),
        ),
        apply: page.turn,
      };
    });
  },

  fetchBannedMembers: (state, device, { request, filters }) => {
    const { guid, limit } = filters as { guid: string; limit: number };
    return privileged(state, device, "fetchBannedMembers", guid, undefined, ["MBR-ASK-01"], (group) => {
      const rows = new Map([...group.banned].map((uid) => [uid, userPattern(state, uid)] as const));
      const page = nextPage(state, device, { request: String(request), limit }, rows, (row) => row.uid);
      if (!page.isJudged) return undefined;
      return {
        outcome: value(page.pattern, "MBR-LIST-03", ...pagingRules(page, rows.size)),
        apply: page.turn,
      };
    });
  },

  addMembersToGroup(state, device, { guid, members }) {
    const asked = members as readonly { readonly uid: string; readonly scope: Scope }[];
    return privileged(state, device, "addMembersToGroup", guid, undefined, ["MBR-ASK-01"], (group) => {
      if (new Set(asked.map(({ uid }) => uid)).size < asked.length) return undefined;
      if (asked.some(({ uid }) => !state.users.has(uid))) return undefined;
      const me = device.session ?? "";
      const fails = ({ uid }: { readonly uid: string }) => group.members.has(uid) || group.banned.has(uid);
      const added = asked.filter((one) => !fails(one));
      return {
        outcome: value(
          Object.fromEntries(asked.map((one) => [one.uid, fails(one) ? failure : "success"])),
          "MBR-ADD-01",
          ...(asked.some(({ uid }) => group.members.has(uid)) ? ["MBR-ADD-02"] : []),
          ...(asked.some(({ uid }) => group.banned.has(uid)) ? ["MBR-ADD-03"] : []),
        ),
        // One after the other: who is added later does not hear of those before.
        events: inServiceOrder(added).flatMap(({ uid }, place, all) =>
          tellMembers(
            state,
            device,
            group,
            "group.onMemberAddedToGroup",
            action(state, "added", group, { by: me, on: uid }),
            ["MBR-ADD-04"],
            all.slice(0, place + 1).map((one) => one.uid),
          ),
        ),
        quiet: QUIET,
        apply() {
          for (const { uid, scope } of added) group.members.set(uid, scope);
          state.version += 1;
        },
      };
    });
  },

  updateGroupMemberScope: (state, device, { guid, uid, scope }) =>
    privileged(
      state,
      device,
      `updateGroupMemberScope:${scope}`,
      guid,
      String(uid),
      ["MBR-ASK-01"],
      (group) => {
        const oldScope = group.members.get(String(uid));
        return {
          outcome: nothing("MBR-SCOPE-01"),
          events: tellMembers(
            state,
            device,
            group,
            "group.onGroupMemberScopeChanged",
            action(state, "scopeChanged", group, {
              by: device.session ?? "",
              on: String(uid),
              ...(oldScope && { oldScope }),
              newScope: scope as Scope,
            }),
            ["MBR-SCOPE-02"],
          ),
          quiet: QUIET,
          apply() {
            group.members.set(String(uid), scope as Scope);
            state.version += 1;
          },
        };
      },
    ),

  kickGroupMember: (state, device, { guid, uid }) =>
    privileged(state, device, "kickGroupMember", guid, String(uid), ["MBR-ASK-01"], (group) => ({
      outcome: nothing("MBR-KICK-01"),
      events: tellMembers(
        state,
        device,
        group,
        "group.onGroupMemberKicked",
        action(state, "kicked", group, { by: device.session ?? "", on: String(uid) }),
        ["MBR-KICK-02"],
      ),
      quiet: QUIET,
      apply: () => goOut(state, group, String(uid)),
    })),

  banGroupMember: (state, device, { guid, uid }) =>
    privileged(state, device, "banGroupMember", guid, String(uid), ["MBR-ASK-01"], (group) => ({
      outcome: nothing("MBR-BAN-01"),
      events: tellMembers(
        state,
        device,
        group,
        "group.onGroupMemberBanned",
        action(state, "banned", group, { by: device.session ?? "", on: String(uid) }),
        ["MBR-BAN-02"],
      ),
      quiet: QUIET,
      apply() {
        goOut(state, group, String(uid));
        group.banned.add(String(uid));
      },
    })),

  unbanGroupMember: (state, device, { guid, uid }) =>
    privileged(state, device, "unbanGroupMember", guid, String(uid), ["MBR-ASK-01"], (group) => ({
      outcome: nothing("GRP-JOIN-10"),
      events: tellMembers(
        state,
        device,
        group,
        "group.onGroupMemberUnbanned",
        action(state, "unbanned", group, { by: device.session ?? "", on: String(uid) }),
        ["MBR-BAN-03"],
      ),
      quiet: [...QUIET, "MBR-BAN-03"],
      apply() {
        group.banned.delete(String(uid));
        state.version += 1;
      },
    })),
};

/** Added members are told of by their scope: admins first. assumed, and so it is held to no rule of order. */
function inServiceOrder<T extends { readonly scope: Scope }>(members: readonly T[]): readonly T[] {
  const rank: Readonly<Record<Scope, number>> = { admin: 0, moderator: 1, participant: 2 };
  return [...members].sort((one, other) => rank[one.scope] - rank[other.scope]);
}
