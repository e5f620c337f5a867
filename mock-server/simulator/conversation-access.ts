import { latestMessageId } from "./conversation-reads.ts";
import { serviceError } from "./errors.ts";
import { memberOf, requireGroup, requireParty } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { ConversationView } from "./records.ts";
import { groupConversationId, knownId, userConversationId } from "./rules/identifiers.ts";
import { pairKey } from "./state.ts";

/** How a conversation is named: by its other party. */
export const conversationFields = { uid: knownId.optional(), guid: knownId.optional() };

export interface ConversationName {
  readonly uid?: string | undefined;
  readonly guid?: string | undefined;
}

/**
 * The id of the conversation of the actor that is named by its other party.
 *
 * @throws ServiceError `ERR_UID_NOT_FOUND`, `ERR_GUID_NOT_FOUND`
 */
export function namedConversationId({ state, actor }: Context, { uid, guid }: ConversationName): string {
  return guid === undefined
    ? userConversationId(actor.uid, requireParty(state, uid ?? "").uid)
    : groupConversationId(requireGroup(state, guid).guid);
}

/**
 * The actor's side of a conversation.
 *
 * @throws ServiceError `ERR_UID_NOT_FOUND`, `ERR_GUID_NOT_FOUND`; `ERR_CONVERSATION_NOT_ACCESSIBLE` when the actor is not
 * a party, has deleted it, or nothing was ever said. docs: sdk error-codes
 */
export function requireView(context: Context, name: ConversationName): ConversationView {
  return requireSide(context, name, (view) => view.listed);
}

/**
 * The actor's side of a conversation that receipts are given for: one in the list, or one that only holds what does not
 * move it, such as custom messages without `updateConversation` (undocumented: whoever gets a message can tell that it came).
 *
 * @throws ServiceError as {@link requireView}
 */
export function requireViewToMark(context: Context, name: ConversationName): ConversationView {
  return requireSide(
    context,
    name,
    (view) => view.listed || (latestMessageId(context.state, view) ?? 0) > view.clearedUpTo,
  );
}

function requireSide(
  context: Context,
  { uid, guid }: ConversationName,
  isOpen: (view: ConversationView) => boolean,
): ConversationView {
  const { state, actor } = context;
  if (uid === undefined && guid === undefined) {
    throw serviceError("ERR_BAD_REQUEST", {}, { uid: ["The uid or guid field is required."] });
  }
  const conversationId = namedConversationId(context, { uid, guid });
  const view = state.views.get(pairKey(actor.uid, conversationId));
  if (!view || !isOpen(view) || (guid !== undefined && !memberOf(state, guid, actor.uid))) {
    throw serviceError("ERR_CONVERSATION_NOT_ACCESSIBLE", { conversationId, uid: actor.uid });
  }
  return view;
}
