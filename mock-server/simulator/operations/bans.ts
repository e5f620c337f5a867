import * as z from "zod";
import { requireClearance, requireGroupFor } from "../clearance.ts";
import { serviceError } from "../errors.ts";
import { banFromGroup } from "../group-bans.ts";
import { findUser, isBanned, requireGroup, requireUser } from "../lookups.ts";
import { operation } from "../operation.ts";
import { matchesAny, matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import { postGroupAction } from "../posting.ts";
import type { Ban, Message } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";
import { SCOPES } from "../rules/scope-privileges.ts";
import { pairKey } from "../state.ts";

const userOfGroup = z.object({ guid: knownId, uid: knownId });

/** docs: rest-api/banned-users, sdk group-kick-member */
export const banUser = operation({
  name: "banUser",
  access: "any",
  input: () => userOfGroup,
  run(context, { guid, uid }): Message | undefined {
    const group = requireGroup(context.state, guid);
    return banFromGroup(context, group, requireUser(context.state, uid).uid);
  },
});

/** Lets a banned user join again, without making them a member. docs: rest-api/banned-users, sdk group-kick-member */
export const unbanUser = operation({
  name: "unbanUser",
  access: "any",
  input: () => userOfGroup,
  run(context, { guid, uid }): Message {
    const { state } = context;
    const group = requireGroup(state, guid);
    requireUser(state, uid);
    requireClearance(context, group, context.verdicts.unban);
    if (!isBanned(state, guid, uid)) throw serviceError("ERR_NOT_A_BANNED_USER", { uid, guid });
    state.bans.remove(pairKey(guid, uid));
    return postGroupAction(context, group, { action: "unbanned", onUser: uid });
  },
});

/** The bans, oldest first (undocumented). docs: rest-api/banned-users */
export const listBanned = operation({
  name: "listBanned",
  access: "any",
  input: () =>
    z.object({
      guid: knownId,
      searchKey: z.string().optional(),
      scopes: z.array(z.enum(SCOPES)).optional(),
      ...windowFields,
    }),
  run(context, { guid, searchKey, scopes, ...window }): Page<Ban> {
    const { state } = context;
    requireGroupFor(context, guid, "listBanned");
    const bans = state.bans.list("byGroup", guid);
    if (!searchKey && !scopes?.length) return paginate(bans, window);
    return paginate(
      bans,
      window,
      (ban) =>
        matchesSearch(searchKey, ban.uid, findUser(state, ban.uid)?.name) &&
        matchesAny(scopes, ban.scope && [ban.scope]),
    );
  },
});
