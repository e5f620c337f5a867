import { groupPattern, nothing, type Oracles, refusal, value } from "../expectation.ts";
import { action, goOut, privileged, QUIET, tellMembers, wasOut } from "../group-actions.ts";
import { nextPage, pagingRules } from "../lists.ts";
import { devicesOf, type ModelGroup } from "../state.ts";

const GUID = /^[A-Za-z0-9_-]{1,100}$/;

export const groupOracles: Oracles = {
  createGroup(state, device, { guid, name, type, password }) {
    const key = String(guid).toLowerCase();
    const asked = ["GRP-ASK-01"];
    if (!GUID.test(String(guid))) {
      return { outcome: refusal("ERR_BAD_REQUEST", "IDN-GUID-02"), mayBeLocal: true, asked };
    }
    if (type === "password" && password === undefined) {
      return { outcome: refusal("ERR_EMPTY_GROUP_PASS", "GRP-NEW-03"), mayBeLocal: true, asked };
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

  joinGroup(state, device, { guid, type, password }) {
    const asked = ["GRP-ASK-01"];
    // What becomes of a password for a group that the app takes to have none, no rule says.
    if (type !== "password" && password !== undefined) return undefined;
    const me = device.session ?? "";
    const group = state.groups.get(String(guid));
    if (!group) return { outcome: refusal("ERR_GUID_NOT_FOUND", "GRP-JOIN-08"), asked };
    if (group.members.has(me)) return { outcome: refusal("ERR_ALREADY_JOINED", "GRP-JOIN-06"), asked };
    if (group.banned.has(me)) return { outcome: refusal("ERR_BANNED_GROUPMEMBER", "GRP-JOIN-07"), asked };
    if (group.type === "private")
      return { outcome: refusal("ERR_GROUP_JOIN_NOT_ALLOWED", "GRP-JOIN-05"), asked };
    if (group.type === "password" && !password) {
      return { outcome: refusal("ERR_EMPTY_GROUP_PASS", "GRP-JOIN-04"), mayBeLocal: true, asked };
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
};

function withoutPassword({ password: _, ...changes }: Readonly<Record<string, unknown>>): object {
  return changes;
}
