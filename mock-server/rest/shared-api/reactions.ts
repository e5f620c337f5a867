import type { ReactionPage } from "../../simulator/operations/reactions.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import { printMessage } from "../../wire/message.ts";
import { printReaction } from "../../wire/reaction.ts";
import type { Call } from "../call.ts";
import { limitOf } from "../paging.ts";
import { route } from "../route.ts";

const DEFAULT_LIMIT = LIMITS.defaultMessagePageSize;

/** docs: rest-api/messages (reactions); adding and removing answer the whole message: seen from the SDK 4.2.0 */
export const reactionRoutes = [
  ...["/messages/:id/reactions", "/messages/:id/reactions/:reaction"].map((path) =>
    route({
      method: "GET",
      path,
      operation: "listReactions",
      input: (call) => ({
        id: call.params.id,
        reaction: call.params.reaction,
        limit: limitOf(call, DEFAULT_LIMIT),
        affix: call.query.text("affix"),
        cursor: call.query.text("id"),
      }),
      print: ({ rows }, view) => rows.map((row) => printReaction(view, row)),
      meta: reactionMeta,
    }),
  ),
  route({
    method: "POST",
    path: "/messages/:id/reactions/:reaction",
    operation: "addReaction",
    input: ({ params }) => ({ id: params.id, reaction: params.reaction }),
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "DELETE",
    path: "/messages/:id/reactions/:reaction",
    operation: "removeReaction",
    input: ({ params }) => ({ id: params.id, reaction: params.reaction }),
    print: (message, view) => printMessage(view, message),
  }),
];

/** How to go on, either way: the SDK sends back every key of these objects. */
function reactionMeta({ rows, next, previous }: ReactionPage, _view: unknown, call: Call): object {
  return {
    current: { limit: Number(limitOf(call, DEFAULT_LIMIT)), count: rows.length },
    ...(next !== undefined && { next: { affix: "append", id: String(next) } }),
    ...(previous !== undefined && { previous: { affix: "prepend", id: String(previous) } }),
  };
}
