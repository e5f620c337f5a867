import { keepSide, sideBy } from "./conversation-sides.ts";
import type { UserAudience } from "./events.ts";
import { areApart, memberOf, membersCount } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Action, ConversationView, Group, Message, User } from "./records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "./rules/identifiers.ts";
import { LIMITS } from "./rules/limits.ts";
import { nextSerial, pairKey, type State } from "./state.ts";
import { isWithheld, partiesOfUserMessage } from "./timelines.ts";

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
        | "call"
        | "parentId"
        | "quotedMessageId"
        | "tags"
        | "hiddenFrom"
        | "moderation"
      >
    > {
  readonly movesConversation: boolean;
  readonly counts: boolean;
}

/** A record with every field named, so that one that is added to the type later is not forgotten here. */
type Whole<T> = { readonly [K in keyof Required<T>]: T[K] };

/** Who hears of a message beside those it is addressed to, e.g. the member just kicked. */
interface Extra {
  readonly alsoTo?: readonly string[];
  /** The only ones who hear of it, where not everybody in the conversation must. */
  readonly onlyTo?: readonly string[] | undefined;
}

/**
 * Adds a message to history, moves the conversation of everyone it concerns, and tells whoever is online: the one
 * way in which a row of history comes to be.
 */
export function postMessage(context: Context, to: Destination, draft: Draft, extra: Extra = {}): Message {
  const { state, actor, now } = context;
  const receiver = "group" in to ? to.group.guid : to.user.uid;
  const large = "group" in to && membersCount(state, receiver) > LIMITS.fullFeatureGroupSize;
  // Field by field: objects made by spreading are slower to make and larger to keep, and messages are many.
  const message: Whole<Message> = {
    id: nextSerial(state, "message"),
    muid: draft.muid,
    conversationId: sharedId(state, actor.uid, draft.conversationId ?? conversationIdOf(actor.uid, to)),
    sender: actor.uid,
    receiver,
    receiverType: "group" in to ? "group" : "user",
    category: draft.category,
    type: draft.type,
    data: draft.data,
    mentions: draft.mentions,
    action: draft.action,
    call: draft.call,
    resource: context.resource,
    sentAt: now,
    updatedAt: now,
    editedAt: undefined,
    editedBy: undefined,
    deletedAt: undefined,
    deletedBy: undefined,
    parentId: draft.parentId,
    quotedMessageId: draft.quotedMessageId,
    tags: draft.tags,
    hiddenFrom: draft.hiddenFrom,
    moderation: draft.moderation,
    movesConversation: draft.movesConversation && !large,
    counts: draft.counts && !large,
  };
  state.messages.add(message);
  putSides(context, message, movedBy);
  const audience = extra.onlyTo
    ? { uids: extra.onlyTo.filter((uid) => mayHear(context, message, uid)) }
    : audienceOf(context, message, extra.alsoTo);
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

/** The id as the user's side has it: all messages of a conversation share one string, which none has to keep. */
function sharedId(state: State, uid: string, conversationId: string): string {
  return state.views.get(pairKey(uid, conversationId))?.conversationId ?? conversationId;
}

/** The id of the conversation between a user and a destination. */
export function conversationIdOf(uid: string, to: Destination): string {
  return "group" in to ? groupConversationId(to.group.guid) : userConversationId(uid, to.user.uid);
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
    if (isWithheld(message)) return [message.sender];
    return state.members.list("byGroup", message.receiver).map((member) => member.uid);
  }
  return partiesOfUserMessage(message).filter((uid) => uid !== SYSTEM_UID);
}

/**
 * Whether a user hears of what another does in a conversation now: the members of a group, and both of two unless one
 * has blocked the other. Whoever does it does, on the other devices.
 *
 * @param by the actor when left out
 */
export function mayHear(
  { state, actor }: Context,
  { receiver, receiverType }: Pick<Message, "receiver" | "receiverType">,
  uid: string,
  by: string = actor.uid,
): boolean {
  if (uid === by) return true;
  return receiverType === "group" ? memberOf(state, receiver, uid) !== undefined : !areApart(state, by, uid);
}

/**
 * Whoever of a message's parties hears of what the actor does to it, the actor's other devices included. Only those
 * online matter. docs: real-time-listeners; that a call goes on to its end across a block is assumed.
 */
export function audienceOf(context: Context, message: Message, alsoTo: readonly string[] = []): UserAudience {
  const { category, receiverType } = message;
  if (receiverType === "user" || isWithheld(message)) {
    const parties = partiesOf(context, message);
    return {
      uids: category === "call" ? parties : parties.filter((uid) => mayHear(context, message, uid)),
    };
  }
  const online = context.state.onlineMembers.list("byGroup", message.receiver).map((member) => member.uid);
  return { uids: [...online, ...alsoTo.filter((uid) => !online.includes(uid))] };
}

/**
 * Brings the parties' sides of the conversation up to date with a message.
 *
 * @param moved the side of someone whose conversation it moves
 * @param except whose side is up to date already
 */
export function putSides(
  context: Context,
  message: Message,
  moved: (message: Message, side: ConversationView) => ConversationView,
  except?: string,
): void {
  const { state } = context;
  if (!message.movesConversation && message.receiverType === "group") return;
  for (const uid of partiesOf(context, message)) {
    if (uid === except) continue;
    if (message.movesConversation) state.views.put(moved(message, sideBy(state, message, uid)));
    else keepSide(state, message, uid);
  }
}

/** The side on top of its user's list. docs: rest-api/conversations (created by the first message) */
function movedBy(message: Message, side: ConversationView): ConversationView {
  // Field by field, as above: a message to a group does this for each of its members.
  const moved: Whole<ConversationView> = {
    uid: side.uid,
    conversationId: side.conversationId,
    conversationType: side.conversationType,
    with: side.with,
    lastMovedBy: message.id,
    createdAt: side.createdAt,
    updatedAt: message.sentAt,
    lastReadId: side.lastReadId,
    clearedUpTo: side.clearedUpTo,
    listed: true,
    maybeUnread: side.maybeUnread || (message.counts && side.uid !== message.sender),
    tags: side.tags,
    pin: side.pin,
  };
  return moved;
}
