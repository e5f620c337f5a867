import { describe, expect, it } from "vitest";
import { scopeOf } from "./talk.ts";
import { type Device, useWorld } from "./world.ts";

// The privilege matrix of domain.md §5.4, row by row. `done` means that the call resolves.

const world = useWorld();

const CLR = "ERR_GROUP_NO_CLEARANCE";
const SCL = "ERR_GROUP_NO_SCOPE_CLEARANCE";
const SELF = "ERR_GROUP_NO_SELF_ACTION";
const NAM = "ERR_NOT_A_MEMBER";
const GNJ = "ERR_GROUP_NOT_JOINED";
const NOB = "ERR_NOT_A_BANNED_USER";
const ADM = "ERR_GROUP_NO_ADMIN_SCOPE";

type Standing = "owner" | "admin" | "moderator" | "participant" | "stranger";
type Target =
  | "the owner"
  | "an admin"
  | "a moderator"
  | "a participant"
  | "a stranger"
  | "a banned user"
  | "itself";
/** "done", the code of a refusal, or null where the rules leave it open. */
type Outcome = string | null;

const ACTORS = ["owner", "admin", "moderator", "participant", "stranger"] as const;

const MATRIX: readonly (readonly [string, Target, readonly [Outcome, Outcome, Outcome, Outcome, Outcome]])[] =
  [
    // operation, target,            owner, admin, moderator, participant, stranger
    ["kick", "a participant", ["done", "done", "done", CLR, GNJ]],
    ["kick", "a moderator", ["done", "done", CLR, CLR, GNJ]],
    ["kick", "an admin", ["done", "done", CLR, CLR, GNJ]],
    ["kick", "the owner", [SELF, CLR, CLR, CLR, GNJ]],
    ["kick", "itself", [SELF, SELF, SELF, SELF, null]],
    ["kick", "a stranger", [NAM, NAM, NAM, CLR, GNJ]],
    ["ban", "a participant", ["done", "done", "done", CLR, GNJ]],
    ["ban", "a moderator", ["done", "done", CLR, CLR, GNJ]],
    ["ban", "an admin", ["done", "done", CLR, CLR, GNJ]],
    ["ban", "the owner", [SELF, CLR, CLR, CLR, GNJ]],
    ["ban", "itself", [SELF, SELF, SELF, SELF, null]],
    ["ban", "a stranger", ["done", "done", "done", CLR, GNJ]],
    ["ban", "a banned user", ["ERR_ALREADY_BANNED", "ERR_ALREADY_BANNED", "ERR_ALREADY_BANNED", CLR, GNJ]],
    ["unban", "a banned user", ["done", "done", "done", CLR, GNJ]],
    ["unban", "a participant", [NOB, NOB, NOB, CLR, GNJ]],
    ["make admin", "a participant", ["done", "done", SCL, SCL, GNJ]],
    ["make admin", "a moderator", ["done", "done", SCL, SCL, GNJ]],
    ["make moderator", "a participant", ["done", "done", "done", SCL, GNJ]],
    ["make moderator", "an admin", ["done", "done", SCL, SCL, GNJ]],
    ["make participant", "a moderator", ["done", "done", SCL, SCL, GNJ]],
    ["make participant", "an admin", ["done", "done", SCL, SCL, GNJ]],
    ["make participant", "the owner", [SELF, SCL, SCL, SCL, GNJ]],
    ["make participant", "itself", [SELF, SELF, SELF, SELF, null]],
    ["make participant", "a participant", ["ERR_SAME_SCOPE", "ERR_SAME_SCOPE", null, SCL, GNJ]],
    ["add", "a stranger", ["done", "done", ADM, ADM, GNJ]],
  ];

const ROWS = MATRIX.flatMap(([operation, target, outcomes]) =>
  ACTORS.flatMap((actor, column) => {
    const outcome = outcomes[column] ?? null;
    return outcome === null ? [] : [{ operation, target, actor, outcome }];
  }),
);

/** Does one operation of the matrix; resolves with "done" or with the code of the refusal. */
async function attempt({ sdk }: Device, operation: string, guid: string, uid: string): Promise<string> {
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    kick: () => sdk.kickGroupMember(guid, uid),
    ban: () => sdk.banGroupMember(guid, uid),
    unban: () => sdk.unbanGroupMember(guid, uid),
    "make admin": () => sdk.updateGroupMemberScope(guid, uid, scopeOf("admin")),
    "make moderator": () => sdk.updateGroupMemberScope(guid, uid, scopeOf("moderator")),
    "make participant": () => sdk.updateGroupMemberScope(guid, uid, scopeOf("participant")),
    add: () => sdk.addMembersToGroup(guid, [new sdk.GroupMember(uid, "participant")], []),
  };
  const call = calls[operation];
  if (call === undefined)
    throw new Error(`Failed to attempt "${operation}": the matrix has no such operation.`);
  try {
    await call();
    return "done";
  } catch (error) {
    if (error instanceof Error) throw error;
    return String((error as { code?: unknown }).code);
  }
}

/** A group with somebody of every standing in it, the actor among them. */
async function stage(actor: string, standing: Standing) {
  const [owner, admin, moderator, participant] = await Promise.all(
    ["owner", "admin", "moderator", "participant"].map((name) => world.user(name)),
  );
  const [stranger, banned] = await Promise.all(["stranger", "banned"].map((name) => world.user(name)));
  const also = (scope: Standing, uid: string | undefined) =>
    [uid, standing === scope ? actor : undefined].filter((value) => value !== undefined);
  const guid = await world.group("stage", {
    owner: standing === "owner" ? actor : String(owner),
    admins: also("admin", admin),
    moderators: also("moderator", moderator),
    participants: also("participant", participant),
    usersToBan: [String(banned)],
  });
  const targets: Readonly<Record<Target, string | undefined>> = {
    "the owner": standing === "owner" ? actor : owner,
    "an admin": admin,
    "a moderator": moderator,
    "a participant": participant,
    "a stranger": stranger,
    "a banned user": banned,
    itself: actor,
  };
  return { guid, targets };
}

describe("who may do what to whom (domain.md §5.4)", () => {
  it.each(ROWS)("$actor: $operation $target -> $outcome", async ({ operation, target, actor, outcome }) => {
    const device = await world.join("actor", {}, { autoConnect: false });
    const { guid, targets } = await stage(device.uid, actor);

    expect(await attempt(device, operation, guid, String(targets[target]))).toBe(outcome);
  });
});
