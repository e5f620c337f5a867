import { type Expectation, type Oracles, ownRefusal, refusal, userPattern, value } from "../expectation.ts";
import { listOf, nextPage, pagingRules } from "../lists.ts";
import { exactly, failure } from "../pattern.ts";
import { isOnline } from "../presence.ts";
import { hasBlocked, type State } from "../state.ts";

const UID = /^[A-Za-z0-9_-]{1,100}$/;

export const userOracles: Oracles = {
  getUser(state, device, { uid }) {
    const name = String(uid);
    if (name.trim() === "") return { outcome: ownRefusal(), isLocal: true };
    const user = state.users.get(name.toLowerCase());
    if (!user) return { outcome: refusal("ERR_UID_NOT_FOUND", "USR-GET-02"), asked: ["USR-ASK-01"] };
    const me = device.session ?? "";
    return {
      outcome: value(
        {
          ...userPattern(state, user.uid),
          role: user.role,
          ...(hasBlocked(state, me, user.uid) && { blockedByMe: true }),
          ...(hasBlocked(state, user.uid, me) && { hasBlockedMe: true }),
        },
        "USR-GET-01",
        ...(name === user.uid ? [] : ["IDN-UID-03"]),
        ...(hasBlocked(state, me, user.uid) ? ["BLK-SET-02"] : []),
        ...(hasBlocked(state, user.uid, me) ? ["BLK-SET-03"] : []),
      ),
      asked: ["USR-ASK-01"],
    };
  },

  createUser(state, _device, { uid, authKey, ...profile }) {
    const name = String(uid);
    const asked = ["USR-ASK-01"];
    if (authKey !== state.authKey)
      return { outcome: refusal("AUTH_ERR_APIKEY_NOT_FOUND", "KEY-AUTH-02"), asked };
    if (!UID.test(name)) return { outcome: refusal("ERR_BAD_REQUEST", "IDN-UID-02"), asked };
    const key = name.toLowerCase();
    if (state.users.has(key)) return { outcome: refusal("ERR_UID_ALREADY_EXISTS", "IDN-UID-04"), asked };
    const made = { uid: key, ...profile, status: "offline", role: "default" };
    return {
      outcome: value(
        made,
        "USR-NEW-01",
        "USR-NEW-02",
        "IDN-UID-01",
        "KEY-LEAK-02",
        ...(name === key ? [] : ["IDN-UID-03"]),
      ),
      asked,
      apply() {
        state.users.set(key, { uid: key, name: String(profile.name), role: "default" });
        state.version += 1;
      },
    };
  },

  updateUser(state, _device, { uid, authKey, ...profile }) {
    const user = state.users.get(String(uid));
    const asked = ["USR-ASK-01"];
    if (authKey !== state.authKey)
      return { outcome: refusal("AUTH_ERR_APIKEY_NOT_FOUND", "KEY-AUTH-02"), asked };
    if (!user) return { outcome: refusal("ERR_UID_NOT_FOUND", "USR-GET-02"), asked };
    return {
      outcome: value(
        { ...userPattern(state, user.uid), role: user.role, ...profile },
        "USR-UPD-01",
        "KEY-LEAK-02",
      ),
      asked,
      apply() {
        state.users.set(user.uid, {
          ...user,
          ...(typeof profile.name === "string" && { name: profile.name }),
        });
        state.version += 1;
      },
    };
  },

  updateCurrentUser(state, device, profile) {
    const user = state.users.get(device.session ?? "");
    if (!user) return undefined;
    const { role: _, ...changes } = profile;
    return {
      outcome: value(
        { ...userPattern(state, user.uid), ...changes, role: user.role },
        "USR-UPD-02",
        ...("role" in profile ? ["USR-UPD-03"] : []),
      ),
      asked: ["USR-ASK-01"],
      apply() {
        state.users.set(user.uid, {
          ...user,
          ...(typeof changes.name === "string" && { name: changes.name }),
        });
        state.version += 1;
      },
    };
  },

  fetchUsers(state, device, { request, filters }) {
    const me = device.session ?? "";
    const { limit, searchKeyword, uids, roles, hideBlockedUsers, status } = filters as Filters;
    const rows = new Map(
      [...state.users.values()]
        .filter(({ uid }) => uid !== me)
        .filter(
          ({ uid, name }) =>
            searchKeyword === undefined || begins(name, searchKeyword) || begins(uid, searchKeyword),
        )
        .filter(({ uid }) => uids === undefined || uids.includes(uid))
        .filter(({ role }) => roles === undefined || roles.includes(role))
        .filter(({ uid }) => !hideBlockedUsers || !(hasBlocked(state, me, uid) || hasBlocked(state, uid, me)))
        .filter(({ uid }) => status === undefined || isOnline(state, uid) === (status === "online"))
        .map(({ uid }) => [uid, { ...userPattern(state, uid), ...(status && { status }) }] as const),
    );
    const page = nextPage(state, device, { request: String(request), limit }, rows, (row) => row.uid);
    const rules = [
      ...(searchKeyword !== undefined ? ["USR-LIST-03", "HYG-QUERY-01"] : []),
      ...(uids !== undefined ? ["USR-LIST-04"] : []),
      ...(roles !== undefined ? ["USR-LIST-05"] : []),
      ...(hideBlockedUsers ? ["USR-LIST-06"] : []),
      ...(status !== undefined ? ["USR-LIST-07", "PRS-LIST-01"] : []),
    ];
    if (!page.isJudged) return undefined;
    return {
      outcome: value(
        page.pattern,
        "USR-LIST-01",
        "USR-LIST-02",
        "USR-LIST-08",
        ...rules,
        ...pagingRules(page, Math.min(limit, rows.size - listOf(state, device, String(request)).given.size)),
      ),
      asked: ["USR-ASK-01"],
      apply: page.turn,
    };
  },

  blockUsers: (state, device, { uids }) =>
    block(state, device.session ?? "", uids as readonly string[], true),
  unblockUsers: (state, device, { uids }) =>
    block(state, device.session ?? "", uids as readonly string[], false),

  fetchBlockedUsers(state, device, { request, filters }) {
    const me = device.session ?? "";
    const { limit, direction = "both" } = filters as { limit: number; direction?: string };
    const rows = new Map(
      [...state.users.values()]
        .filter(
          ({ uid }) =>
            (direction !== "hasBlockedMe" && hasBlocked(state, me, uid)) ||
            (direction !== "blockedByMe" && hasBlocked(state, uid, me)),
        )
        .map(({ uid }) => [uid, userPattern(state, uid)] as const),
    );
    const page = nextPage(state, device, { request: String(request), limit }, rows, (row) => row.uid);
    if (!page.isJudged) return undefined;
    return {
      outcome: value(
        page.pattern,
        "BLK-LIST-01",
        ...(direction === "both" ? [] : ["BLK-LIST-02"]),
        ...pagingRules(page, rows.size),
      ),
      asked: ["BLK-ASK-01"],
      apply: page.turn,
    };
  },
};

interface Filters {
  readonly limit: number;
  readonly searchKeyword?: string;
  readonly uids?: readonly string[];
  readonly roles?: readonly string[];
  readonly hideBlockedUsers?: boolean;
  readonly status?: string;
}

const begins = (text: string, keyword: string) => text.toLowerCase().startsWith(keyword.trim().toLowerCase());

function block(
  state: State,
  me: string,
  uids: readonly string[],
  isBlocking: boolean,
): Expectation | undefined {
  if (uids.includes(me)) {
    return isBlocking && uids.length === 1
      ? {
          outcome: value({ [me]: failure }, "BLK-SELF-01"),
          orError: ["ERR_CANNOT_BLOCK_SELF"],
          asked: ["BLK-ASK-01"],
        }
      : undefined;
  }
  const known = uids.filter((uid) => state.users.has(uid));
  if (known.length < uids.length) return undefined;
  const isAgain = known.some((uid) => hasBlocked(state, me, uid) === isBlocking);
  if (isAgain && !isBlocking) return undefined;
  return {
    outcome: value(
      exactly(Object.fromEntries(known.map((uid) => [uid, "success"]))),
      isBlocking ? "BLK-SET-01" : "BLK-SET-04",
      ...(isAgain ? ["BLK-SET-05"] : []),
    ),
    asked: ["BLK-ASK-01"],
    apply() {
      for (const uid of known) {
        if (isBlocking) state.blocks.add(`${me}>${uid}`);
        else if (state.blocks.delete(`${me}>${uid}`)) state.unblocked.add(`${me}>${uid}`);
      }
      state.version += 1;
    },
  };
}
