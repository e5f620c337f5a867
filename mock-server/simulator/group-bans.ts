import { requireClearanceOver } from "./clearance.ts";
import { serviceError } from "./errors.ts";
import { dismiss } from "./group-entry.ts";
import { isBanned, memberOf } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Group, Message } from "./records.ts";
import { nextSerial } from "./state.ts";

/**
 * Bans a user who exists. A member leaves; someone who is no member is barred from joining, which leaves no trace in
 * the history (assumed).
 *
 * @returns the trace
 * @throws ServiceError what the privilege tables say, or `ERR_ALREADY_BANNED`
 */
export function banFromGroup(context: Context, group: Group, uid: string): Message | undefined {
  const { state, now } = context;
  const { guid } = group;
  requireClearanceOver(context, group, uid, (target) => context.verdicts.remove[target]);
  if (isBanned(state, guid, uid)) throw serviceError("ERR_ALREADY_BANNED", { uid, guid });
  const member = memberOf(state, guid, uid);
  state.bans.put({ guid, uid, scope: member?.scope, bannedAt: now, serial: nextSerial(state, "ban") });
  return member && dismiss(context, group, uid, "banned");
}
