import type { Scope } from "../../protocol/index.ts";
import {
  type Expectation,
  type ExpectedEvent,
  groupPattern,
  nothing,
  type Oracles,
  refusal,
  userPattern,
  value,
} from "../expectation.ts";
import { nextPage, pagingRules } from "../lists.ts";
import { failure, type Pattern } from "../pattern.ts";
import { cellFor, clearance } from "../privileges.ts";
import { devicesOf, type ModelDevice, type ModelGroup, type State } from "../state.ts";

const GUID = /^[A-Za-z0-9_-]{1,100}$/;

/** What a member action is to those who hear of it. */
function action(
  state: State,
  name: string,
  group: ModelGroup,
  {
    by,
    on,
    ...more
  }: { readonly by: string; readonly on?: string; readonly oldScope?: Scope; readonly newScope?: Scope },
): Pattern {
  return {
    message: { category: "action", type: "groupMember", action: name, conversationId: `group_${group.guid}` },
    by: userPattern(state, by),
    ...(on !== undefined && { on: userPattern(state, on) }),
    // As it is afterwards: it is looked at when that is so.
    group: { guid: group.guid, name: group.name, type: group.type },
    ...more,
  };
}

/** What all members but the acting device, and whoever else must, hear of. */
function tellMembers(
  state: State,
  device: ModelDevice,
  group: ModelGroup,
  name: `group.${string}`,
  payload: Pattern,
  rules: readonly string[],
  others: readonly string[] = [],
): readonly ExpectedEvent[] {
  const me = device.session ?? "";
  const hearers = devicesOf(state, [...new Set([...group.members.keys(), ...others])], device);
  return hearers.map((hearer) => ({
    device: hearer.id,
    name: name as ExpectedEvent["name"],
    payload,
    rules: [...rules, "MBR-ACT-01", ...(hearer.session === me ? ["MBR-ACT-03"] : [])],
  }));
}

/** What was seen when nobody else has heard of something in a group. */
const QUIET = ["MBR-NONE-01", "MBR-ACT-02"];

export const groupOracles: Oracles = {
  createGroup(state, device, { guid, name, type, password }) {
    const key = String(guid).toLowerCase();
    const asked = ["GRP-ASK-01"];
    if (!GUID.test(String(guid))) return { outcome: refusal("ERR_BAD_REQUEST", "IDN-GUID-02"), asked };
    if (type === "password" && password === undefined) {
      return { outcome: refusal("ERR_EMPTY_GROUP_PASS", "GRP-NEW-03"), asked };
    }
    if (state.groups.has(key)) return { outcome: refusal("ERR_GUID_ALREADY_EXISTS", "IDN-GUID-04"), asked };
    const owner = device.session ?? "";
    const made: ModelGroup = {
      guid: key,
      name: String(name),
      type: type as ModelGroup["type"],
      password: password as string | undefined,
      owner,
      members: new Map([[owner, "admin"]]),
      banned: new Set(),
    };
    return {
      outcome: value(
        { ...groupPattern(made), hasJoined: true, scope: "admin" },
        "GRP-NEW-01",
        "GRP-NEW-02",
        "IDN-GUID-01",
        ...(key === guid ? [] : ["IDN-GUID-03"]),
      ),
      asked,
      apply() {
        state.groups.set(key, made);
        state.version += 1;
      },
    };
  },

  getGroup(state, device, { guid }) {
    const asked = ["GRP-ASK-01"];
    const group = state.groups.get(String(guid).toLowerCase());
    if (!group) return { outcome: refusal("ERR_GUID_NOT_FOUND", "GRP-GET-02"), asked };
    const scope = group.members.get(device.session ?? "");
    if (scope === undefined && group.type === "private") {
      return { outcome: refusal(["ERR_GROUP_NOT_JOINED", "ERR_NOT_A_MEMBER"], "GRP-GET-03"), asked };
    }
    const mine = scope === undefined ? { scope: undefined } : { hasJoined: true, scope };
    return {
      outcome: value(
        { ...groupPattern(group), ...mine },
        "GRP-GET-01",
        "GRP-GET-04",
        ...(group.guid === guid ? [] : ["IDN-GUID-03"]),
      ),
      asked,
    };
  },

  updateGroup: (state, device, { guid, ...changes }) =>
    privileged(state, device, "updateGroup", guid, undefined, ["GRP-ASK-01"], (group) => {
      if (changes.type === "password" && changes.password === undefined) return undefined;
      return {
        outcome: value(
          { guid: group.guid, name: group.name, type: group.type, ...withoutPassword(changes) },
          "GRP-UPD-01",
        ),
        quiet: [],
        apply() {
          if (typeof changes.name === "string") group.name = changes.name;
          if (changes.type !== undefined) group.type = changes.type as ModelGroup["type"];
          if (typeof changes.password === "string") group.password = changes.password;
          state.version += 1;
        },
      };
    }),

  deleteGroup: (state, device, { guid }) =>
    privileged(state, device, "deleteGroup", guid, undefined, ["GRP-ASK-01"], (group) => ({
      outcome: nothing("GRP-DEL-01"),
      apply() {
        state.groups.delete(group.guid);
        state.version += 1;
      },
    })),

  joinGroup(state, device, { guid, password }) {
    const asked = ["GRP-ASK-01"];
    const me = device.session ?? "";
    const group = state.groups.get(String(guid));
    if (!group) return { outcome: refusal("ERR_GUID_NOT_FOUND", "GRP-JOIN-08"), asked };
    if (group.members.has(me)) return { outcome: refusal("ERR_ALREADY_JOINED", "GRP-JOIN-06"), asked };
    if (group.banned.has(me)) return { outcome: refusal("ERR_BANNED_GROUPMEMBER", "GRP-JOIN-07"), asked };
    if (group.type === "private")
      return { outcome: refusal("ERR_GROUP_JOIN_NOT_ALLOWED", "GRP-JOIN-05"), asked };
    if (group.type === "password" && !password) {
      return { outcome: refusal("ERR_EMPTY_GROUP_PASS", "GRP-JOIN-04"), asked };
    }
    if (group.type === "password" && password !== group.password) {
      return { outcome: refusal("ERR_WRONG_GROUP_PASS", "GRP-JOIN-03"), asked };
    }
    return {
      outcome: value(
        {
          guid: group.guid,
          name: group.name,
          hasJoined: true,
          scope: "participant",
          membersCount: group.members.size + 1,
        },
        group.type === "password" ? "GRP-JOIN-02" : "GRP-JOIN-01",
        "GRP-GET-04",
        ...(wasOut(state, group, me) ? ["GRP-JOIN-09"] : []),
      ),
      events: tellMembers(
        state,
        device,
        group,
        "group.onGroupMemberJoined",
        action(state, "joined", group, { by: me }),
        ["GRP-JOIN-11"],
        [me],
      ),
      quiet: QUIET,
      asked,
      apply() {
        group.members.set(me, "participant");
        state.version += 1;
      },
    };
  },

  leaveGroup: (state, device, { guid }) =>
    privileged(
      state,
      device,
      "leaveGroup",
      guid,
      undefined,
      ["GRP-ASK-01"],
      (group) => {
        const me = device.session ?? "";
        const staying = { ...group, members: new Map([...group.members].filter(([uid]) => uid !== me)) };
        return {
          outcome: nothing("GRP-LEAVE-01"),
          events: [
            ...tellMembers(
              state,
              device,
              staying,
              "group.onGroupMemberLeft",
              action(state, "left", group, { by: me }),
              ["GRP-LEAVE-02"],
            ),
            // Whether those who leave hear of it on their other devices is no rule's.
            ...devicesOf(state, [me], device).map((other) => ({
              device: other.id,
              name: "group.onGroupMemberLeft" as const,
              payload: {},
              rules: [],
              isOptional: true,
            })),
          ],
          quiet: QUIET,
          apply: () => goOut(state, group, me),
        };
      },
      { EXIT: "GRP-LEAVE-03" },
    ),

  transferGroupOwnership(state, device, { guid, uid }) {
    const group = state.groups.get(String(guid));
    if (group?.owner === device.session && state.users.has(String(uid)) && !group?.members.has(String(uid))) {
      return { outcome: refusal("ERR_NOT_A_MEMBER", "GRP-OWN-03"), asked: ["GRP-ASK-01"] };
    }
    return privileged(
      state,
      device,
      "transferGroupOwnership",
      guid,
      String(uid),
      ["GRP-ASK-01"],
      (group) => ({
        outcome: nothing("GRP-OWN-01", "GRP-OWN-02"),
        apply() {
          group.owner = String(uid);
          group.members.set(String(uid), "admin");
          state.version += 1;
        },
      }),
    );
  },

  fetchGroups(state, device, { request, filters }) {
    const me = device.session ?? "";
    const { limit, searchKeyword, joinedOnly } = filters as {
      limit: number;
      searchKeyword?: string;
      joinedOnly?: boolean;
    };
    const keyword = searchKeyword?.trim().toLowerCase();
    const rows = new Map(
      [...state.groups.values()]
        .filter(({ type, members }) => type !== "private" || members.has(me))
        .filter(({ members }) => !joinedOnly || members.has(me))
        .filter(
          ({ name, guid }) =>
            keyword === undefined || name.toLowerCase().startsWith(keyword) || guid.startsWith(keyword),
        )
        .map((group) => [group.guid, { ...groupPattern(group), scope: group.members.get(me) }] as const),
    );
    const page = nextPage(state, device, { request: String(request), limit }, rows, (row) => row.guid);
    if (!page.isJudged) return undefined;
    const isPrivateNear = [...state.groups.values()].some(({ type }) => type === "private");
    return {
      outcome: value(
        page.pattern,
        "GRP-LIST-01",
        ...(isPrivateNear ? ["GRP-LIST-02"] : []),
        ...(joinedOnly ? ["GRP-LIST-03"] : []),
        ...(searchKeyword !== undefined ? ["GRP-LIST-04", "HYG-QUERY-01"] : []),
        ...pagingRules(page, rows.size),
      ),
      asked: ["GRP-ASK-01"],
      apply: page.turn,
    };
  },

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
      quiet: QUIET,
      apply() {
        group.banned.delete(String(uid));
        state.version += 1;
      },
    })),
};

/** Runs what works only for some: the privilege matrix says for whom. */
function privileged(
  state: State,
  device: ModelDevice,
  operation: string,
  guid: unknown,
  uid: string | undefined,
  asked: readonly string[],
  works: (group: ModelGroup) => Omit<Expectation, "asked"> | undefined,
  rulesOfCodes: Readonly<Record<string, string>> = {},
): Expectation | undefined {
  const group = state.groups.get(String(guid));
  if (!group) return { outcome: refusal("ERR_GUID_NOT_FOUND", "GRP-GET-02"), asked };
  if (uid !== undefined && !state.users.has(uid)) {
    return { outcome: refusal("ERR_UID_NOT_FOUND", "USR-GET-02"), asked };
  }
  const cell = cellFor(group, operation, device.session ?? "", uid);
  if (!cell) return undefined;
  if (cell.verdict !== "ok") {
    const more = cell.verdict === "ERR_OWNER_EXIT_FORBIDDEN" ? [rulesOfCodes.EXIT ?? ""] : [];
    return {
      outcome: refusal(
        clearance(group, device.session ?? "", cell.verdict),
        cell.rule,
        ...more.filter(Boolean),
      ),
      asked,
    };
  }
  const expected = works(group);
  if (!expected) return undefined;
  const { outcome } = expected;
  return { ...expected, outcome: { ...outcome, rules: [cell.rule, ...outcome.rules] }, asked };
}

/** Added members are told of by their scope: admins first. assumed, and so it is held to no rule of order. */
function inServiceOrder<T extends { readonly scope: Scope }>(members: readonly T[]): readonly T[] {
  const rank: Readonly<Record<Scope, number>> = { admin: 0, moderator: 1, participant: 2 };
  return [...members].sort((one, other) => rank[one.scope] - rank[other.scope]);
}

function goOut(state: State, group: ModelGroup, uid: string): void {
  group.members.delete(uid);
  state.tags.set(`out ${group.guid} ${uid}`, []);
  state.version += 1;
}

function wasOut(state: State, group: ModelGroup, uid: string): boolean {
  return state.tags.has(`out ${group.guid} ${uid}`);
}

function withoutPassword({ password: _, ...changes }: Readonly<Record<string, unknown>>): object {
  return changes;
}
