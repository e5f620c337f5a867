import * as z from "zod";
import { serviceError } from "../errors.ts";
import { type BlockEvent, TO_SERVERS } from "../events.ts";
import { findUser, hasBlocked, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { byName } from "../orders.ts";
import { matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import { perUid, type Results } from "../per-uid.ts";
import type { User } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";
import { nextSerial, pairKey } from "../state.ts";

/** A user on a list of blocked users. */
export interface BlockedUser {
  readonly user: User;
  /** When the reader blocked the user, in unix seconds. */
  readonly blockedByMeAt?: number | undefined;
  /** When the user blocked the reader, in unix seconds. */
  readonly blockedAt?: number | undefined;
}

const blocking = z.object({ uid: knownId.optional(), blockedUids: z.array(knownId) });

/** Repeating a block changes nothing (undocumented). docs: rest-api/blocked-users, sdk block-users */
export const blockUsers = operation({
  name: "blockUsers",
  access: "any",
  input: () => blocking,
  run(context, { uid, blockedUids }): Results {
    const { state, now } = context;
    const blocker = blockerOf(context, uid);
    const results = perUid(blockedUids, (blocked) => {
      requireUser(state, blocked);
      if (blocked === blocker) throw serviceError("ERR_CANNOT_BLOCK_SELF", { uid: blocker });
      if (!hasBlocked(state, blocker, blocked)) {
        state.blocks.put({ uid: blocker, blocked, blockedAt: now, serial: nextSerial(state, "block") });
      }
      return {};
    });
    publish(context, "blocked", blocker, results);
    return results;
  },
});

/**
 * Whom the actor had not blocked stays unblocked, which is a success (undocumented).
 * docs: rest-api/blocked-users, sdk block-users
 */
export const unblockUsers = operation({
  name: "unblockUsers",
  access: "any",
  input: () => blocking,
  run(context, { uid, blockedUids }): Results {
    const { state } = context;
    const blocker = blockerOf(context, uid);
    const results = perUid(blockedUids, (blocked) => {
      // A block outlives the blocked user's deactivation, and so does the right to lift it.
      if (!findUser(state, blocked)) throw serviceError("ERR_UID_NOT_FOUND", { uid: blocked });
      state.blocks.remove(pairKey(blocker, blocked));
      return {};
    });
    publish(context, "unblocked", blocker, results);
    return results;
  },
});

/**
 * The users with a block between them and the reader, by name (undocumented), without those deactivated.
 * docs: rest-api/blocked-users, sdk block-users (direction)
 */
export const listBlocked = operation({
  name: "listBlocked",
  access: "any",
  input: () =>
    z.object({
      uid: knownId.optional(),
      direction: z.enum(["blockedByMe", "hasBlockedMe", "both"]).default("both"),
      searchKey: z.string().optional(),
      ...windowFields,
    }),
  run(context, { uid, direction, searchKey, ...window }): Page<BlockedUser> {
    const { state } = context;
    const reader = blockerOf(context, uid);
    const others = new Set<string>();
    if (direction !== "hasBlockedMe") {
      for (const row of state.blocks.list("byBlocker", reader)) others.add(row.blocked);
    }
    if (direction !== "blockedByMe") {
      for (const row of state.blocks.list("byBlocked", reader)) others.add(row.uid);
    }
    const users = [...others].flatMap((other) => state.users.get(other) ?? []).sort(byName);
    const isListed = (user: User) =>
      user.deactivatedAt === undefined && matchesSearch(searchKey, user.uid, user.name);
    const page = paginate(users, window, isListed);
    return { ...page, rows: page.rows.map((user) => blockedUser(context, reader, user)) };
  },
});

function blockedUser({ state }: Context, reader: string, user: User): BlockedUser {
  return {
    user,
    blockedByMeAt: state.blocks.get(pairKey(reader, user.uid))?.blockedAt,
    blockedAt: state.blocks.get(pairKey(user.uid, reader))?.blockedAt,
  };
}

/** Tells of all who were blocked, again or not (assumed): one call is one event. docs: webhooks (`users`) */
function publish({ emit }: Context, action: BlockEvent["action"], by: string, results: Results): void {
  const uids = Object.keys(results).filter((uid) => results[uid]?.success);
  if (uids.length > 0) emit({ type: "block", action, by, uids, audience: TO_SERVERS });
}

/** Whose blocks these are: the app's server names a user, a client is always itself. */
function blockerOf({ state, actor }: Context, uid: string | undefined): string {
  if (actor.viaKey && uid !== undefined) return requireUser(state, uid).uid;
  if (actor.isApp) throw serviceError("ERR_BAD_REQUEST", {}, { uid: ["The uid field is required."] });
  return actor.uid;
}
