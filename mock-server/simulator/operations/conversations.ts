import * as z from "zod";
import { conversationFields, requireView } from "../conversation-access.ts";
import {
  type ConversationFilter,
  type ConversationTest,
  conversationFilterFields,
  conversationTests,
} from "../conversation-filter.ts";
import { paginatePinnedFirst, pinnedViews } from "../conversation-pins.ts";
import { latestMessageId, timelineOf } from "../conversation-reads.ts";
import { serviceError } from "../errors.ts";
import { flagField, tagsField } from "../fields.ts";
import { removeMessages } from "../message-removal.ts";
import { type Context, operation } from "../operation.ts";
import { type Page, paginate, paginateParts, windowFields } from "../paging.ts";
import type { ConversationView } from "../records.ts";
import { knownId, userConversationId } from "../rules/identifiers.ts";
import { byActivity, pairKey, type State } from "../state.ts";

/** The list that holds the conversations of each kind. */
const LISTS = { user: "listedUsers", group: "listedGroups", any: "listed" } as const;

/**
 * The actor's conversations, newest activity first; the app itself gets everybody's, by UID. docs:
 * rest-api/conversations, retrieve-conversations. Clients get what is pinned first. Conversations with users the actor has
 * blocked are left out unless `includeBlockedUsers` is given.
 */
export const listConversations = operation({
  name: "listConversations",
  access: "any",
  input: () =>
    z.object({
      conversationType: z.enum(["user", "group"]).optional(),
      ...conversationFilterFields,
      includeBlockedUsers: z.boolean().default(false),
      ...windowFields,
    }),
  run(context, { page, perPage, conversationType, includeBlockedUsers, ...filter }): Page<ConversationView> {
    const { state, actor } = context;
    const tests = conversationTests(context, filter);
    const index = LISTS[conversationType ?? "any"];
    if (actor.isApp) {
      const lists = everybodysLists(context, index);
      if (tests.length === 0) return paginateParts(lists, { page, perPage });
      return paginate(narrowed(lists.flat(), tests), { page, perPage });
    }
    const isOfType = (view: ConversationView) =>
      conversationType === undefined || view.conversationType === conversationType;
    const hidden = includeBlockedUsers ? [] : blockedViews(state, actor.uid).filter(isOfType);
    const pinned = (actor.viaKey ? [] : pinnedViews(state, actor.uid)).filter(
      (view) => isOfType(view) && !hidden.includes(view),
    );
    const list = state.views.list(index, actor.uid);
    if (tests.length === 0) return paginatePinnedFirst(list, { page, perPage }, pinned, hidden);
    const candidates = candidatesOf(state, actor.uid, filter)?.filter(isOfType) ?? list;
    const apart = new Set([...pinned, ...hidden]);
    const rest = narrowed(candidates, tests).filter((view) => !apart.has(view));
    return paginate([...narrowed(pinned, tests), ...rest], { page, perPage });
  },
});

/** The conversations that can be meant by a filter, where another list than that of all holds them. */
function candidatesOf(
  state: State,
  uid: string,
  { unread, pinnedBy }: ConversationFilter,
): readonly ConversationView[] | undefined {
  if (pinnedBy?.length) return pinnedViews(state, uid).toSorted(byActivity);
  return unread ? state.views.list("maybeUnread", uid) : undefined;
}

/** The conversations of every user who has one, by UID. */
function everybodysLists(
  { state }: Context,
  index: (typeof LISTS)[keyof typeof LISTS],
): readonly (readonly ConversationView[])[] {
  const uids = ([...state.views.partitions(index)] as string[]).sort();
  return uids.map((uid) => state.views.list(index, uid));
}

/** A user's conversations with those the user has blocked. */
function blockedViews(state: State, uid: string): readonly ConversationView[] {
  return state.blocks.list("byBlocker", uid).flatMap(({ blocked }) => {
    const view = state.views.get(pairKey(uid, userConversationId(uid, blocked)));
    return view?.listed ? [view] : [];
  });
}

function narrowed(
  views: readonly ConversationView[],
  tests: readonly ConversationTest[],
): readonly ConversationView[] {
  return tests.reduce((rows, test) => rows.filter(test), views);
}

/** docs: rest-api/conversations; by conversation id: the deprecated route, which has an error of its own. */
export const getConversation = operation({
  name: "getConversation",
  access: "user",
  input: () => z.object({ ...conversationFields, conversationId: z.string().optional() }),
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
  input: () => z.object({ ...conversationFields, tags: tagsField }),
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
  input: () =>
    z.object({
      ...conversationFields,
      /** Whose side is reset, where a server call names it in place of the acting user. */
      conversationWith: knownId.optional(),
      deleteMessagesPermanently: flagField.default(false),
      preserveOrder: flagField.default(false),
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
  input: () => z.object({ conversationId: z.string() }),
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
