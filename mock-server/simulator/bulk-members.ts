import * as z from "zod";
import { banFromGroup } from "./group-bans.ts";
import { admit, requireOutside, requireVacancy } from "./group-entry.ts";
import { requireUser } from "./lookups.ts";
import type { Context } from "./operation.ts";
import { perUid, type Results } from "./per-uid.ts";
import type { Group, Message } from "./records.ts";
import { knownId } from "./rules/identifiers.ts";
import { LIMITS } from "./rules/limits.ts";
import type { Scope } from "./rules/scope-privileges.ts";

/**
 * The lists of a bulk call. A user in several of them counts in the first. docs: rest-api/group-members
 * (admin > moderator > participant > ban)
 */
const LISTS = ["admins", "moderators", "participants", "usersToBan"] as const;
type List = (typeof LISTS)[number];

const SCOPE_OF: Readonly<Record<Exclude<List, "usersToBan">, Scope>> = {
  admins: "admin",
  moderators: "moderator",
  participants: "participant",
};

const uids = z.array(knownId).default([]);

/**
 * The lists of a bulk call. The limit is on what is sent, before repeated UIDs are merged (assumed).
 *
 * @param path the field that is wrong when they hold too many, below the one that holds the lists
 */
function bulkLists(path: readonly string[]) {
  return z
    .object({ admins: uids, moderators: uids, participants: uids, usersToBan: uids })
    .refine((lists) => LISTS.reduce((sum, list) => sum + lists[list].length, 0) <= LIMITS.membersPerCall, {
      error: `lists may not hold more than ${LIMITS.membersPerCall} users in all.`,
      path: [...path],
    });
}

/** The lists as a field of their own. */
export const bulkMembersField = bulkLists([]);

/** The input of a call that sends the lists and little else. */
export const bulkMembersInput = bulkLists(["members"]);

/** List → UID → what came of it. All four are always there: the SDK reads them unchecked. seen: SDK 4.2.0 */
export type BulkResult = Readonly<Record<List, Results<{ readonly message?: Message }>>>;

/**
 * Adds and bans several users at once, whom the actor may add and ban. Each success is an action of its own in the
 * group's history; a ban of someone who was no member is not.
 */
export function addAndBan(
  context: Context,
  group: Group,
  lists: z.output<typeof bulkMembersField>,
): BulkResult {
  const seen = new Set<string>();
  const first = (uid: string) => !seen.has(uid) && seen.add(uid);
  const results = LISTS.map((list) => {
    const part = (uid: string) => ({
      message: list === "usersToBan" ? ban(context, group, uid) : add(context, group, uid, SCOPE_OF[list]),
    });
    return [list, perUid(lists[list].filter(first), part)];
  });
  return Object.fromEntries(results) as BulkResult;
}

function add(context: Context, group: Group, uid: string, scope: Scope): Message {
  const { state } = context;
  requireUser(state, uid);
  requireOutside(state, group, uid);
  requireVacancy(state, group, uid, "added");
  return admit(context, group, uid, scope, "added");
}

function ban(context: Context, group: Group, uid: string): Message | undefined {
  return banFromGroup(context, group, requireUser(context.state, uid).uid);
}
