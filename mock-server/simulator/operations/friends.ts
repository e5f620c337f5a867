import * as z from "zod";
import { sideOf } from "../conversation-sides.ts";
import { serviceError } from "../errors.ts";
import { flagField } from "../fields.ts";
import { areFriends, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import { byName } from "../orders.ts";
import { matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import { perUid, type Results } from "../per-uid.ts";
import type { User } from "../records.ts";
import { knownId, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { nextSerial, pairKey, type State } from "../state.ts";

/** Makes friendships, which are mutual. docs: rest-api/friends */
export const addFriends = operation({
  name: "addFriends",
  access: "key",
  input: () =>
    z.object({
      uid: knownId,
      accepted: z.array(knownId).max(LIMITS.friendsPerCall, {
        error: `list may not hold more than ${LIMITS.friendsPerCall} users.`,
      }),
      addToConversations: flagField.default(false),
    }),
  run(context, { uid, accepted, addToConversations }): Results {
    const user = requireUser(context.state, uid);
    return perUid(accepted, (other) => {
      const friend = requireUser(context.state, other);
      befriend(context.state, user.uid, friend.uid);
      if (addToConversations) {
        showConversation(context, user.uid, friend.uid);
        showConversation(context, friend.uid, user.uid);
      }
      return {};
    });
  },
});

function befriend(state: State, uid: string, friend: string): void {
  if (uid === friend) throw serviceError("ERR_CANNOT_FORM_SELF_RELATION", { uid });
  if (areFriends(state, uid, friend)) throw serviceError("ERR_ALREADY_FRIEND", { uid, friend });
  for (const one of [uid, friend]) {
    if (state.friendships.list("byUser", one).length < LIMITS.friendsPerUser) continue;
    // The code is assumed.
    throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", {
      limit: LIMITS.friendsPerUser,
      what: "friends per user",
    });
  }
  state.friendships.put({ uid, friend, serial: nextSerial(state, "friendship") });
  state.friendships.put({ uid: friend, friend: uid, serial: nextSerial(state, "friendship") });
}

/** Lists a conversation that has no message yet, or none any more. docs: sdk error-codes (addToConversations) */
function showConversation({ state, now }: Context, uid: string, peer: string): void {
  const conversationId = userConversationId(uid, peer);
  const side = sideOf(state, { uid, conversationId, conversationType: "user", with: peer, createdAt: now });
  if (side.listed) return;
  state.views.put({ ...side, listed: true, updatedAt: now });
}

/** The friends by name (undocumented), without those deactivated. docs: rest-api/friends */
export const listFriends = operation({
  name: "listFriends",
  access: "key",
  input: () => z.object({ uid: knownId, searchKey: z.string().optional(), ...windowFields }),
  run({ state }, { uid, searchKey, ...window }): Page<User> {
    const rows = state.friendships.list("byUser", requireUser(state, uid).uid);
    const friends = rows.flatMap((row) => state.users.get(row.friend) ?? []).sort(byName);
    const isListed = (friend: User) =>
      friend.deactivatedAt === undefined && matchesSearch(searchKey, friend.uid, friend.name);
    return paginate(friends, window, isListed);
  },
});

/** Ends friendships: all of these or none (undocumented). docs: rest-api/friends */
export const removeFriends = operation({
  name: "removeFriends",
  access: "key",
  input: () => z.object({ uid: knownId, friends: z.array(knownId) }),
  run({ state }, { uid, friends }): string {
    requireUser(state, uid);
    for (const friend of friends) {
      if (!areFriends(state, uid, friend)) throw serviceError("ERR_NOT_A_FRIEND", { uid, friend });
    }
    for (const friend of friends) {
      state.friendships.remove(pairKey(uid, friend));
      state.friendships.remove(pairKey(friend, uid));
    }
    return uid;
  },
});
