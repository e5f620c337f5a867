import * as z from "zod";
import { conversationFields, requireView } from "../conversation-access.ts";
import { isPinnedBy, PINNERS, paginatePinnedFirst, pinnedViews } from "../conversation-pins.ts";
import { latestMessageId, timelineOf, unreadCount } from "../conversation-reads.ts";
import { serviceError } from "../errors.ts";
import { tagsField } from "../fields.ts";
import { findUser, hasBlocked } from "../lookups.ts";
import { removeMessages } from "../message-removal.ts";
import { type Context, operation } from "../operation.ts";
import { hasFilter, matchesAny, matchesSearch, type Page, paginate, windowFields } from "../paging.ts";
import type { ConversationView } from "../records.ts";
import { AGENT_ROLE } from "../rules/ai-features.ts";
import { knownId } from "../rules/identifiers.ts";
import { pairKey, type State } from "../state.ts";

/**
 * The actor's conversations, newest activity first; the app itself gets everybody's, by UID. docs:
 * rest-api/conversations, retrieve-conversations. Clients get what is pinned first. Conversations with users the actor has
 * blocked are left out unless `includeBlockedUsers` is given.
 */
export const listConversations = operation({
  name: "listConversations",
  access: "any",
  input: z.object({
    conversationType: z.enum(["user", "group"]).optional(),
    searchKey: z.string().optional(),
    tags: z.array(z.string()).optional(),
    userTags: z.array(z.string()).optional(),
    groupTags: z.array(z.string()).optional(),
    unread: z.boolean().optional(),
    hideAgentic: z.boolean().optional(),
    onlyAgentic: z.boolean().optional(),
    pinnedBy: z.array(z.enum(PINNERS)).optional(),
    includeBlockedUsers: z.boolean().default(false),
    ...windowFields,
  }),
  run(context, { page, perPage, includeBlockedUsers, ...filter }): Page<ConversationView> {
    const { state, actor } = context;
    const listed = actor.isApp ? everybodysViews(context) : state.views.list("listed", actor.uid);
    const pinned = actor.viaKey ? [] : pinnedViews(state, actor.uid);
    const hidesBlocked = !includeBlockedUsers && state.blocks.list("byBlocker", actor.uid).length > 0;
    if (!hidesBlocked && !hasFilter(filter)) return paginatePinnedFirst(pinned, listed, { page, perPage });
    const list = pinned.length > 0 ? [...new Set([...pinned, ...listed])] : listed;
    return paginate(list, { page, perPage }, (view) => {
      if (filter.conversationType && view.conversationType !== filter.conversationType) return false;
      if (hidesBlocked && view.conversationType === "user" && hasBlocked(state, actor.uid, view.with))
        return false;
      if (filter.hideAgentic && isAgentic(state, view)) return false;
      if (filter.onlyAgentic && !isAgentic(state, view)) return false;
      if (filter.unread && unreadCount(state, view) === 0) return false;
      if (filter.pinnedBy?.length && !isPinnedBy(state, view, filter.pinnedBy)) return false;
      const other =
        view.conversationType === "user" ? findUser(state, view.with) : state.groups.get(view.with);
      const wantedTags = view.conversationType === "user" ? filter.userTags : filter.groupTags;
      return (
        matchesSearch(filter.searchKey, other?.name) &&
        matchesAny(filter.tags, view.tags) &&
        (!wantsPartyTags(filter) || (wantedTags !== undefined && matchesAny(wantedTags, tagsOf(other))))
      );
    });
  },
});

/** Whether it is a conversation with an agent. docs: rest-api/conversations (`hideAgentic`, `onlyAgentic`) */
function isAgentic(state: State, view: ConversationView): boolean {
  return view.conversationType === "user" && state.users.get(view.with)?.role === AGENT_ROLE;
}

/** With `userTags` or `groupTags`, conversations of the other kind match only if the other filter wants them. */
function wantsPartyTags({ userTags, groupTags }: { userTags?: unknown[]; groupTags?: unknown[] }): boolean {
  return Boolean(userTags?.length || groupTags?.length);
}

function tagsOf(party: object | undefined): readonly string[] | undefined {
  return (party as { tags?: readonly string[] } | undefined)?.tags;
}

function everybodysViews({ state }: Context): readonly ConversationView[] {
  const uids = ([...state.views.partitions("listed")] as string[]).sort();
  return uids.flatMap((uid) => state.views.list("listed", uid));
}

/** docs: rest-api/conversations; by conversation id: the deprecated route, which has an error of its own. */
export const getConversation = operation({
  name: "getConversation",
  access: "user",
  input: z.object({ ...conversationFields, conversationId: z.string().optional() }),
  run(context, { conversationId, ...name }): ConversationView {
    if (conversationId === undefined) return requireView(context, name);
    const view = context.state.views.get(pairKey(context.actor.uid, conversationId));
    if (!view?.listed) throw serviceError("ERR_CONVERSATION_NOT_FOUND", { conversationId });
    return view;
  },
});

/** Tags belong to the actor's side of the conversation. docs: rest-api/conversations */
export const tagConversation = operation({
  name: "tagConversation",
  access: "user",
  input: z.object({ ...conversationFields, tags: tagsField }),
  run(context, { tags, ...name }): ConversationView {
    const view = { ...requireView(context, name), tags: tags.length > 0 ? tags : undefined };
    context.state.views.put(view);
    return view;
  },
});

/**
 * Deletes the conversation and what was said so far, for the actor alone. A new message brings it back.
 * docs: sdk delete-conversation; rest-api/conversations (`preserveOrder` keeps its place in the list)
 */
export const deleteConversation = operation({
  name: "deleteConversation",
  access: "user",
  input: z.object({
    ...conversationFields,
    /** Whose side is reset, where a server call names it in place of the acting user. */
    conversationWith: knownId.optional(),
    deleteMessagesPermanently: z.boolean().default(false),
    preserveOrder: z.boolean().default(false),
  }),
  run(context, { deleteMessagesPermanently, preserveOrder, conversationWith, uid, guid }): ConversationView {
    const { state } = context;
    const view = requireView(context, { uid: conversationWith ?? uid, guid });
    const upTo = latestMessageId(state, view) ?? view.clearedUpTo;
    if (deleteMessagesPermanently) removeMessages(state, timelineOf(state, view));
    const cleared = {
      ...view,
      clearedUpTo: upTo,
      lastReadId: upTo,
      maybeUnread: false,
      listed: preserveOrder,
      pin: preserveOrder ? view.pin : undefined,
    };
    state.views.put(cleared);
    return cleared;
  },
});

/** Erases a conversation for all its parties. docs: rest-api/conversations (deprecated) */
export const eraseConversation = operation({
  name: "eraseConversation",
  access: "user",
  input: z.object({ conversationId: z.string() }),
  run({ state, actor }, { conversationId }): string {
    const view = state.views.get(pairKey(actor.uid, conversationId));
    if (!view?.listed) throw serviceError("ERR_CONVERSATION_NOT_FOUND", { conversationId });
    for (const side of [...state.views.list("byConversation", conversationId)]) {
      removeMessages(state, timelineOf(state, side));
      state.views.remove(pairKey(side.uid, conversationId));
    }
    return conversationId;
  },
});
