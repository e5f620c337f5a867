import type { Message } from "../simulator/records.ts";
import { pairKey } from "../simulator/state.ts";
import { printAction } from "./action.ts";
import { printCallStep } from "./call.ts";
import { printGroupEntity } from "./group.ts";
import { interactionsText } from "./interaction.ts";
import { type Fields, flat, joined, membersOf, Printed, plainMembersOf, textText } from "./json-text.ts";
import type { messageShape } from "./message-shape.ts";
import { shelfMarks } from "./message-shelf.ts";
import { reactionCounts } from "./reaction.ts";
import { receiptTimes } from "./receipt.ts";
import type { Of } from "./shape.ts";
import { replyCounts } from "./thread.ts";
import { printUserEntity, printUserRow, withConversation } from "./user.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** What a request may ask for, or leave out, in the messages of its answer. docs: rest-api/messages */
export interface MessageOptions {
  readonly withTags?: boolean | undefined;
  readonly withThreadSubscribed?: boolean | undefined;
  readonly hideQuotedMessages?: boolean | undefined;
  readonly mentionsWithTagInfo?: boolean | undefined;
  readonly mentionsWithBlockedInfo?: boolean | undefined;
  /** Whether the row is likely to be asked for again, so that its text is worth keeping: history is, an answer is not. */
  readonly recurs?: boolean | undefined;
}

type MessageRow = Of<typeof messageShape>;

const PLAIN: MessageOptions = { withTags: true };

/** A row of history, whatever its category. */
export function printMessage(
  view: Viewpoint,
  message: Message,
  options: MessageOptions = PLAIN,
): Printed<MessageRow> {
  const row = printAlone(view, message, options);
  const { quotedMessageId } = message;
  if (quotedMessageId === undefined || options.hideQuotedMessages) return row;
  // What it quotes itself is left out; what was deleted for good is not there.
  const quoted = view.app.state.messages.get(quotedMessageId);
  return quoted ? row.with({ quotedMessage: printAlone(view, quoted, PLAIN) }) : row;
}

function printAlone(view: Viewpoint, message: Message, options: MessageOptions): Printed<MessageRow> {
  const { envelope, content } = textsOf(message, options.recurs);
  const told = toldBy(view, message);
  let data = told ? membersOf(told) : content;
  if (!told) {
    data = joined(data, entitiesText(view, message));
    data = joined(data, reactionCounts(view, message.id));
    data = joined(data, interactionsText(view, message));
    if (message.mentions)
      data += `,${membersOf({ mentions: printMentions(view, message.mentions, options) })}`;
  }
  let text = joined(`${envelope},"data":{${data}}`, receiptTimes(view, message));
  text = joined(text, replyCounts(view, message));
  text = joined(text, shelfMarks(view, message));
  if (options.withThreadSubscribed) text += `,"threadSubscribed":${followsThread(view, message)}`;
  if (options.withTags && message.tags) text += `,${membersOf({ tags: message.tags })}`;
  return new Printed<MessageRow>(text);
}

/** The data of a row that tells what was done, where a message has what was said. */
function toldBy(view: Viewpoint, message: Message): Fields | undefined {
  if (message.action) return printAction(view, message, message.action);
  return message.call && printCallStep(view, message, message.call);
}

function entitiesText(view: Viewpoint, message: Message): string {
  const sender = `{"entity":${printUserEntity(view, message.sender).text},"entityType":"user"}`;
  const receiver = `{"entity":${printReceiver(view, message).text},"entityType":"${message.receiverType}"}`;
  return `"entities":{"sender":${sender},"receiver":${receiver}}`;
}

function printReceiver(view: Viewpoint, { receiver, receiverType, conversationId }: Message) {
  if (receiverType === "group") return printGroupEntity(view, receiver);
  return withConversation(printUserEntity(view, receiver), conversationId);
}

function printMentions(view: Viewpoint, uids: readonly string[], options: MessageOptions): Fields {
  const { mentionsWithTagInfo: withTags, mentionsWithBlockedInfo: withBlockedInfo } = options;
  const print = (uid: string) =>
    withTags || withBlockedInfo
      ? printUserRow(view, uid, { withTags: withTags ?? false, withBlockedInfo: withBlockedInfo ?? false })
      : printUserEntity(view, uid);
  return Object.fromEntries(uids.map((uid) => [uid, print(uid)]));
}

function followsThread({ app, viewer }: Viewpoint, { id, parentId }: Message): boolean {
  return viewer !== undefined && app.state.threadSubscriptions.has(pairKey(parentId ?? id, viewer));
}

/** The parts of a message's text that its record alone tells, as long as it is what it is: a change is a new record. */
interface MessageTexts {
  readonly envelope: string;
  readonly content: string;
}

const texts = new WeakMap<Message, MessageTexts>();

function textsOf(message: Message, keep: boolean | undefined): MessageTexts {
  const known = texts.get(message);
  if (known) return known;
  const envelope = envelopeText(message);
  const content = message.action ? "" : contentText(message);
  if (!keep) return { envelope, content };
  const made = { envelope: flat(envelope), content: flat(content) };
  texts.set(message, made);
  return made;
}

/**
 * The fields of every message, put together by hand: ids and the service's own words need no escaping, and no text is
 * made more often.
 */
function envelopeText(message: Message): string {
  const { id, muid, conversationId, sender, receiverType, receiver, category, type, sentAt, updatedAt } =
    message;
  const named = muid === undefined ? "" : `"muid":${textText(muid)},`;
  const parties = `"conversationId":"${conversationId}","sender":"${sender}","receiverType":"${receiverType}","receiver":"${receiver}"`;
  const kind = `"category":"${category}","type":${textText(type)}`;
  const text = `"id":"${id}",${named}${parties},${kind},"sentAt":${sentAt},"updatedAt":${updatedAt}`;
  return joined(text, laterText(message));
}

/** The fields that a message gets by what it refers to, or by what is done to it later. */
function laterText(message: Message): string {
  const { parentId, quotedMessageId, editedAt, deletedAt } = message;
  if (
    parentId === undefined &&
    quotedMessageId === undefined &&
    editedAt === undefined &&
    deletedAt === undefined
  ) {
    return "";
  }
  return plainMembersOf({
    editedAt,
    editedBy: message.editedBy,
    deletedAt,
    deletedBy: message.deletedBy,
    parentId: parentId === undefined ? undefined : String(parentId),
    quotedMessageId: quotedMessageId === undefined ? undefined : String(quotedMessageId),
  });
}

function contentText({ data, resource, moderation }: Message): string {
  const content = joined(plainMembersOf(data), moderation ? plainMembersOf({ moderation }) : "");
  const origin = resource === undefined ? "" : `"resource":${textText(resource)}`;
  return joined(content, origin);
}
