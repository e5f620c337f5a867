import type { Context } from "./operation.ts";
import { latestMark, putMark, TO_ALL } from "./receipt-marks.ts";
import type { Message } from "./records.ts";
import { groupConversationId, SYSTEM_UID } from "./rules/identifiers.ts";
import { LIMITS } from "./rules/limits.ts";
import { lowerBound } from "./sorted-list.ts";
import { ownInGroup } from "./timelines.ts";

/**
 * Tells senders whose messages have now been delivered to, or read by, all other members of a group. Called whenever a
 * member's receipts move or the members change. Costs the members, of whom there are at most
 * {@link LIMITS.fullFeatureGroupSize} in a group with receipts, and not the messages.
 *
 * docs: delivery-read-receipts (sent by the system user); counting the members of now is assumed.
 */
export function settleGroupReceipts(context: Context, guid: string): void {
  const { state } = context;
  if (state.members.list("byGroup", guid).length > LIMITS.fullFeatureGroupSize) return;
  for (const kind of ["delivered", "read"] as const) settle(context, guid, kind);
}

function settle(context: Context, guid: string, kind: keyof typeof TO_ALL): void {
  const { state } = context;
  const conversationId = groupConversationId(guid);
  const marks = state.members
    .list("byGroup", guid)
    .map(({ uid }) => ({ uid, mark: latestMark(state, conversationId, uid, kind) }));
  if (marks.length < 2) return;
  // The sender's own receipts do not matter to the sender's messages: who holds all others back, and who is next.
  const [slowest, second] = [...marks].sort((a, b) => a.mark - b.mark);
  for (const { uid } of marks) {
    const coveredUpTo = (uid === slowest?.uid ? second : slowest)?.mark ?? 0;
    const own = state.messages.list("unread", ownInGroup(conversationId, uid));
    const newest = own[lowerBound(own, (row) => row.id <= coveredUpTo) - 1];
    if (newest) announce(context, newest, TO_ALL[kind]);
  }
}

function announce(
  { state, now, emit }: Context,
  message: Message,
  kind: "deliveredToAll" | "readByAll",
): void {
  const { conversationId, sender, receiver, id } = message;
  if (!putMark(state, { conversationId, uid: sender, kind, messageId: id, at: now })) return;
  emit({
    type: "receipts",
    action: kind,
    messageId: id,
    messageSender: sender,
    sender: SYSTEM_UID,
    receiver,
    receiverType: "group",
    at: now,
    audience: { uids: [sender] },
  });
}
