import type { Audience } from "./events.ts";
import { membersCount } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Action, ConversationView, Group, Message, User } from "./records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "./rules/identifiers.ts";
import { LIMITS } from "./rules/limits.ts";
import { nextSerial, pairKey } from "./state.ts";
import { partiesOfUserMessage } from "./timelines.ts";

/** Where a message goes. */
export type Destination = { readonly user: Pick<User, "uid"> } | { readonly group: Group };

/** A message before it has an id, a time and a conversation. */
export interface Draft
  extends Pick<Message, "category" | "type" | "data">,
    Partial<
      Pick<
        Message,
        | "conversationId"
        | "muid"
        | "mentions"
        | "action"
        | "parentId"
        | "quotedMessageId"
        | "tags"
        | "hiddenFrom"
      >
    > {
  readonly movesConversation: boolean;
  readonly counts: boolean;
}

/** Who hears of a message beside those it is addressed to, e.g. the member just kicked. */
interface Extra {
  readonly alsoTo?: readonly string[];
}

/**
 * Adds a message to history, moves the conversation of everyone it concerns, and tells whoever is online: the one
 * way in which a row of history comes to be.
 */
export function postMessage(context: Context, to: Destination, draft: Draft, extra: Extra = {}): Message {
  const { state, actor, now } = context;
  const receiver = "group" in to ? to.group.guid : to.user.uid;
  const large = "group" in to && membersCount(state, receiver) > LIMITS.fullFeatureGroupSize;
  const message: Message = {
    id: nextSerial(state, "message"),
    conversationId: "group" in to ? groupConversationId(receiver) : userConversationId(actor.uid, receiver),
    sender: actor.uid,
    receiver,
    receiverType: "group" in to ? "group" : "user",
    ...draft,
    resource: context.resource,
    sentAt: now,
    updatedAt: now,
    movesConversation: draft.movesConversation && !large,
    counts: draft.counts && !large,
  };
  state.messages.put(message);
  if (message.movesConversation)
    for (const uid of partiesOf(context, message)) moveConversation(context, message, uid);
  const audience = audienceOf(context, message, extra.alsoTo);
  context.emit({
    type: "message",
    message,
    sender: message.sender,
    receiver: message.receiver,
    receiverType: message.receiverType,
    audience,
  });
  return message;
}

/** Adds the row that a change of a group's membership leaves in its history. docs: real-time-listeners */
export function postGroupAction(
  context: Context,
  group: Group,
  action: Omit<Action, "by">,
  extra: Extra = {},
): Message {
  return postMessage(
    context,
    { group },
    {
      category: "action",
      type: "groupMember",
      data: {},
      action: { ...action, by: context.actor.uid, membersCount: membersCount(context.state, group.guid) },
      movesConversation: true,
      counts: false,
    },
    extra,
  );
}

/** Everybody whose conversation a message belongs to: both parties, or the group's members. */
export function partiesOf(context: Context, message: Message): readonly string[] {
  const { state } = context;
  if (message.receiverType === "group") {
    return state.members.list("byGroup", message.receiver).map((member) => member.uid);
  }
  return partiesOfUserMessage(message).filter((uid) => uid !== SYSTEM_UID);
}

/** Whoever of a message's parties is online, the sender's other devices included. docs: real-time-listeners */
export function audienceOf(context: Context, message: Message, alsoTo: readonly string[] = []): Audience {
  if (message.receiverType === "user") return { uids: partiesOf(context, message) };
  const online = context.state.onlineMembers.list("byGroup", message.receiver).map((member) => member.uid);
  return { uids: [...online, ...alsoTo.filter((uid) => !online.includes(uid))] };
}

/** Puts the conversation on top of one user's list. docs: rest-api/conversations (created by the first message) */
function moveConversation(context: Context, message: Message, uid: string): void {
  const { state } = context;
  const unread = message.counts && uid !== message.sender;
  const view = state.views.get(pairKey(uid, message.conversationId)) ?? newView(message, uid);
  state.views.put({
    ...view,
    lastMovedBy: message.id,
    updatedAt: message.sentAt,
    listed: true,
    maybeUnread: view.maybeUnread || unread,
  });
}

function newView(message: Message, uid: string): ConversationView {
  return {
    uid,
    conversationId: message.conversationId,
    conversationType: message.receiverType,
    with: message.receiverType === "group" || message.sender === uid ? message.receiver : message.sender,
    lastMovedBy: message.id,
    createdAt: message.sentAt,
    updatedAt: message.sentAt,
    lastReadId: 0,
    clearedUpTo: 0,
    listed: true,
    maybeUnread: false,
  };
}
