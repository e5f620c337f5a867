import type { Message } from "../simulator/records.ts";
import { pairKey } from "../simulator/state.ts";
import { printAction } from "./action.ts";
import { printGroupEntity } from "./group.ts";
import { printReactionCounts } from "./reaction.ts";
import { printReceiptTimes } from "./receipt.ts";
import { printReplies } from "./thread.ts";
import { printUserEntity, printUserRow } from "./user.ts";
import type { Json, Viewpoint } from "./viewpoint.ts";

/** What a request may ask for, or leave out, in the messages of its answer. docs: rest-api/messages */
export interface MessageOptions {
  readonly withTags?: boolean | undefined;
  readonly withThreadSubscribed?: boolean | undefined;
  readonly hideQuotedMessages?: boolean | undefined;
  readonly mentionsWithTagInfo?: boolean | undefined;
  readonly mentionsWithBlockedInfo?: boolean | undefined;
}

const PLAIN: MessageOptions = { withTags: true };

/** A row of history, whatever its category. */
export function printMessage(view: Viewpoint, message: Message, options: MessageOptions = PLAIN): Json {
  const quotes = message.quotedMessageId !== undefined && !options.hideQuotedMessages;
  return {
    ...printAlone(view, message, options),
    quotedMessage: quotes ? printQuoted(view, message.quotedMessageId) : undefined,
  };
}

/** The quoted message, without what it quotes itself; nothing when it was deleted for good. */
function printQuoted(view: Viewpoint, id: number): Json | undefined {
  const quoted = view.app.state.messages.get(id);
  return quoted && printAlone(view, quoted, PLAIN);
}

function printAlone(view: Viewpoint, message: Message, options: MessageOptions): Json {
  return {
    id: String(message.id),
    muid: message.muid,
    conversationId: message.conversationId,
    sender: message.sender,
    receiverType: message.receiverType,
    receiver: message.receiver,
    category: message.category,
    type: message.type,
    data: message.action ? printAction(view, message, message.action) : printContent(view, message, options),
    sentAt: message.sentAt,
    ...printReceiptTimes(view, message),
    updatedAt: message.updatedAt,
    editedAt: message.editedAt,
    editedBy: message.editedBy,
    deletedAt: message.deletedAt,
    deletedBy: message.deletedBy,
    parentId: message.parentId === undefined ? undefined : String(message.parentId),
    ...printReplies(view, message),
    threadSubscribed: options.withThreadSubscribed ? followsThread(view, message) : undefined,
    quotedMessageId: message.quotedMessageId === undefined ? undefined : String(message.quotedMessageId),
    tags: options.withTags ? message.tags : undefined,
  };
}

function printContent(view: Viewpoint, message: Message, options: MessageOptions): Json {
  return {
    ...message.data,
    // Without it the SDK has no list to look at. seen from the official SDK 4.2.0
    ...(message.category === "interactive" && { interactions: message.data.interactions ?? [] }),
    resource: message.resource,
    entities: {
      sender: { entity: printUserEntity(view, message.sender), entityType: "user" },
      receiver: { entity: printReceiver(view, message), entityType: message.receiverType },
    },
    reactions: printReactionCounts(view, message.id),
    mentions: message.mentions && printMentions(view, message.mentions, options),
  };
}

function printReceiver(view: Viewpoint, { receiver, receiverType, conversationId }: Message): Json {
  if (receiverType === "group") return printGroupEntity(view, receiver);
  // No UID has this sign in it.
  const key = `${conversationId}>${receiver}`;
  const known = view.printed.get(key);
  if (known) return known;
  const entity = { ...printUserEntity(view, receiver), conversationId };
  view.printed.set(key, entity);
  return entity;
}

function printMentions(view: Viewpoint, uids: readonly string[], options: MessageOptions): Json {
  const { mentionsWithTagInfo: withTags, mentionsWithBlockedInfo: withBlockedInfo } = options;
  const print = (uid: string) =>
    withTags || withBlockedInfo
      ? printUserRow(view, uid, { withTags, withBlockedInfo: withBlockedInfo ?? false })
      : printUserEntity(view, uid);
  return Object.fromEntries(uids.map((uid) => [uid, print(uid)]));
}

function followsThread({ app, viewer }: Viewpoint, { id, parentId }: Message): boolean {
  return viewer !== undefined && app.state.threadSubscriptions.has(pairKey(parentId ?? id, viewer));
}
