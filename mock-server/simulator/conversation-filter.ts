import * as z from "zod";
import { isPinnedBy, PINNERS } from "./conversation-pins.ts";
import { unreadCount } from "./conversation-reads.ts";
import { findUser } from "./lookups.ts";
import type { Context } from "./operation.ts";
import { matchesAny, matchesSearch } from "./paging.ts";
import type { ConversationView } from "./records.ts";
import { AGENT_ROLE } from "./rules/ai-features.ts";

/** What a list of conversations can be narrowed to. docs: rest-api/conversations, retrieve-conversations */
export const conversationFilterFields = {
  searchKey: z.string().optional(),
  tags: z.array(z.string()).optional(),
  userTags: z.array(z.string()).optional(),
  groupTags: z.array(z.string()).optional(),
  unread: z.boolean().optional(),
  hideAgentic: z.boolean().optional(),
  onlyAgentic: z.boolean().optional(),
  pinnedBy: z.array(z.enum(PINNERS)).optional(),
};

export type ConversationFilter = z.output<z.ZodObject<typeof conversationFilterFields>>;

export type ConversationTest = (view: ConversationView) => boolean;

/** The tests that a filter asks for, and no others: a plain list pays for none. */
export function conversationTests(
  { state }: Context,
  filter: ConversationFilter,
): readonly ConversationTest[] {
  const { searchKey, tags, userTags, groupTags, pinnedBy } = filter;
  const isAgentic = ({ conversationType: type, with: uid }: ConversationView) =>
    type === "user" && state.users.get(uid)?.role === AGENT_ROLE;
  const other = ({ conversationType: type, with: id }: ConversationView) =>
    type === "user" ? findUser(state, id) : state.groups.get(id);
  const wishes: readonly [wanted: unknown, test: ConversationTest][] = [
    // docs: rest-api/conversations (`hideAgentic`, `onlyAgentic`)
    [filter.hideAgentic, (view) => !isAgentic(view)],
    [filter.onlyAgentic, isAgentic],
    [filter.unread, (view) => unreadCount(state, view) > 0],
    [pinnedBy?.length, (view) => isPinnedBy(state, view, pinnedBy ?? [])],
    [searchKey, (view) => matchesSearch(searchKey, other(view)?.name)],
    [tags?.length, (view) => matchesAny(tags, view.tags)],
    // Conversations of the other kind match only if the other filter wants them.
    [
      userTags?.length || groupTags?.length,
      (view) => {
        const wanted = view.conversationType === "user" ? userTags : groupTags;
        return wanted !== undefined && matchesAny(wanted, tagsOf(other(view)));
      },
    ],
  ];
  return wishes.filter(([wanted]) => wanted).map(([, test]) => test);
}

function tagsOf(party: object | undefined): readonly string[] | undefined {
  return (party as { tags?: readonly string[] } | undefined)?.tags;
}
