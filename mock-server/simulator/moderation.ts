import { callAgent } from "./agent-runs.ts";
import type { Verdict } from "./moderation-engine.ts";
import type { BrokenRule, Moderation, ModerationCase, ModerationStatus } from "./moderation-records.ts";
import type { Context } from "./operation.ts";
import { audienceOf, mayHear, putSides } from "./posting.ts";
import type { ConversationView, Message } from "./records.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import { RULE_ACTIONS, STATUS_AFTER } from "./rules/moderation.ts";
import { nextSerial } from "./state.ts";
import { joinThread } from "./threads.ts";
import { isWithheld } from "./timelines.ts";

/** What a verdict makes of a message. */
export function moderationBy(verdict: Verdict | undefined): Moderation | undefined {
  if (verdict === undefined) return undefined;
  if (verdict === "clean") return { status: "approved" };
  const { id, name } = verdict.rule;
  return { status: STATUS_AFTER[strictestAction(verdict)], rule: { id, name } };
}

function strictestAction({ rule }: BrokenRule) {
  return RULE_ACTIONS.find((action) => rule.action.includes(action)) ?? "flagMessage";
}

/**
 * Tells the sender what has become of a message that was just sent, and puts it before the moderators if it broke a
 * rule.
 *
 * @returns the message as it is answered: still pending, as with the hosted service, and decided by an event right after
 */
export function announceVerdict(context: Context, message: Message, verdict: Verdict | undefined): Message {
  if (verdict === undefined) return message;
  if (verdict !== "clean")
    openCase(context, message.id, isWithheld(message) ? "blocked" : "flagged", verdict);
  if (message.moderation?.status !== "pending") tellSender(context, message);
  return { ...message, moderation: { status: "pending" } };
}

/** Puts a message before the moderators; one that is before them already stays as it is. */
export function openCase(
  { state, now }: Context,
  messageId: number,
  kind: ModerationCase["kind"],
  broken?: BrokenRule,
): void {
  const known = state.moderationCases.get(messageId);
  if (known && known.reviewedAt === undefined) return;
  const serial = nextSerial(state, "moderationCase");
  state.moderationCases.put({ messageId, kind, broken, createdAt: now, updatedAt: now, serial });
}

/** Gives a message a new status: whoever it was kept from gets it, or it is taken from everybody but its sender. */
export function settle(context: Context, message: Message, status: ModerationStatus): Message {
  if (status === "approved" && !isWithheld(message)) return message;
  const { state, now } = context;
  const settled: Message = { ...message, moderation: { ...message.moderation, status }, updatedAt: now };
  state.messages.put(settled);
  if (isWithheld(message) && !isWithheld(settled)) deliver(context, settled);
  if (message.moderation?.status !== status) tellSender(context, settled);
  return settled;
}

/** Lets everybody but the sender have a message that was kept from them; to the sender it is no news. */
function deliver(context: Context, message: Message): void {
  const { state } = context;
  const { sender, receiver, receiverType } = message;
  putSides(context, message, movedLater, sender);
  const parent = message.parentId === undefined ? undefined : state.messages.get(message.parentId);
  if (parent) joinThread(context, parent, message);
  callAgent(context, message);
  const isToldNow = (uid: string) => uid !== sender && mayHear(context, message, uid, sender);
  const uids = audienceOf(context, message).uids.filter(isToldNow);
  context.emit({ type: "message", message, sender, receiver, receiverType, audience: { uids } });
}

/** The side on top of its user's list, without going back behind what moved it since. */
function movedLater(message: Message, side: ConversationView): ConversationView {
  return {
    ...side,
    lastMovedBy: Math.max(side.lastMovedBy, message.id),
    updatedAt: Math.max(side.updatedAt, message.sentAt),
    listed: true,
    maybeUnread: side.maybeUnread || message.counts,
  };
}

/** docs: sdk ai-moderation (the sender hears of it, on the sending device too: seen from the official SDK 4.2.0) */
function tellSender(context: Context, message: Message): void {
  const { sender, receiver, receiverType } = message;
  const audience = { uids: [sender].filter((uid) => mayHear(context, message, uid)) };
  context.emit({
    type: "on_moderation_status_changed",
    message,
    sender: SYSTEM_UID,
    receiver,
    receiverType,
    audience,
  });
}
