import { ServiceError, serviceError } from "./errors.ts";
import { addGroup, type PlannedGroup, plannedGroup } from "./import-people.ts";
import { formatError, type ImportRow, plannedUser, readRow, requireSameKey } from "./import-rows.ts";
import type { Ends, ImportRun, OpenConversation } from "./import-run.ts";
import { hasBlocked, membersCount } from "./lookups.ts";
import { mentionedIn } from "./mentions.ts";
import { checkContent, checkKind, type Kind } from "./message-content.ts";
import type { Context } from "./operation.ts";
import type { JsonObject, Message, User } from "./records.ts";
import { LIMITS } from "./rules/limits.ts";
import type { State } from "./state.ts";
import { noteTime } from "./time-order.ts";

/** A row that is in its format, and not yet checked against what is there. */
export interface MessageRow {
  readonly key: string;
  readonly row: ImportRow<"message">;
}

/** @throws ServiceError `ERR_IMPORT_INVALID_MESSAGE_FORMAT` */
export function readMessageRow({ now }: Context, key: string, raw: unknown): MessageRow {
  const row = readRow("message", key, raw);
  requireSameKey("message", "muid", key, row.muid);
  // What was sent in the future has not been sent (assumed).
  if (row.sentAt > now) throw formatError("message", key, { sentAt: ["The sentAt must not be after now."] });
  return { key, row };
}

/**
 * Puts a row of the past into history. It gets an id like all others, which only grow: so it stands after whatever was
 * there before it, and rows should come in the order of their times. A conversation is moved to the top only if nothing
 * newer is there. What this means for lists by time is said in time-order.ts.
 *
 * Senders and receivers must be there, or be told of in the row; that the sender is in the group is not asked for, since
 * members come and go (assumed).
 *
 * @throws ServiceError, with nothing changed, what is wrong with the row
 */
export function importMessage(context: Context, run: ImportRun, { key, row }: MessageRow): Message {
  const { state } = context;
  if (state.importedMuids.has(row.muid)) {
    throw serviceError("ERR_IMPORT_MUID_ALREADY_EXISTS", { muid: row.muid });
  }
  const content = contentOf(key, row);
  const sender = plannedUser(context, row.sender, row.senderUserDetails);
  const receiver = plannedReceiver(context, row);
  if (sender) state.users.put(sender);
  if (receiver.user && receiver.user.uid !== sender?.uid) state.users.put(receiver.user);
  if (receiver.group) addGroup(context, receiver.group);
  // Nothing is refused from here on: the id is used up.
  const ends = endsOf(state, row);
  const conversation = run.open(ends);
  const message = messageOf(context, run.ids.next(), conversation, ends, row, content);
  noteTime(state, message);
  state.messages.add(message);
  state.importedMuids.add({ muid: row.muid });
  run.add(conversation, message, row);
  return message;
}

function contentOf(key: string, row: MessageRow["row"]): Kind & { readonly data: JsonObject } {
  try {
    const kind = checkKind(row.category, row.type);
    return { category: kind.category, type: kind.type, data: checkContent(kind, row.data) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    throw formatError("message", key, error.details ?? { data: [error.message] });
  }
}

function plannedReceiver(
  context: Context,
  row: MessageRow["row"],
): { readonly user?: User | undefined; readonly group?: PlannedGroup | undefined } {
  if (row.receiverType === "user") {
    return { user: plannedUser(context, row.receiver, row.receiverUserDetails) };
  }
  const { receiverGroupDetails, receiverGroupOwnerDetails } = row;
  return {
    group: plannedGroup(context, row.receiver, receiverGroupDetails, receiverGroupOwnerDetails, row.sentAt),
  };
}

/** Who a row is from and to, in the strings of who is there: a million rows would keep their own ones. */
function endsOf(state: State, { sender, receiver, receiverType }: MessageRow["row"]): Ends {
  const target = receiverType === "user" ? state.users.get(receiver)?.uid : state.groups.get(receiver)?.guid;
  return { sender: state.users.get(sender)?.uid ?? sender, receiver: target ?? receiver, receiverType };
}

function messageOf(
  { state }: Context,
  id: number,
  { conversationId }: OpenConversation,
  { sender, receiver, receiverType }: Ends,
  row: MessageRow["row"],
  { category, type, data }: ReturnType<typeof contentOf>,
): Message {
  const { muid, sentAt, tags } = row;
  const isGroup = receiverType === "group";
  const large = isGroup && membersCount(state, receiver) > LIMITS.fullFeatureGroupSize;
  const moves = !large && (category !== "custom" || data.updateConversation === true);
  return {
    id,
    muid,
    conversationId,
    sender,
    receiver,
    receiverType,
    category,
    type,
    data,
    mentions: mentionedIn(state, data.text),
    sentAt,
    updatedAt: sentAt,
    tags: tags?.length ? tags : undefined,
    hiddenFrom: !isGroup && hasBlocked(state, receiver, sender) ? receiver : undefined,
    movesConversation: moves,
    counts: moves,
  };
}
