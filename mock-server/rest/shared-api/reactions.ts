import * as z from "zod";
import type { ReactionPage } from "../../simulator/operations/reactions.ts";
import { LIMITS } from "../../simulator/rules/limits.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { printReaction, reactionShape } from "../../wire/reaction.ts";
import { listOf, shape } from "../../wire/shape.ts";
import { filled } from "../../wire/words.ts";
import { currentShape, limitOf } from "../paging.ts";
import { listMeta, route } from "../route.ts";

const DEFAULT_LIMIT = LIMITS.defaultMessagePageSize;

const reactionMetaShape = shape("ReactionMeta", () => {
  const edge = z.strictObject({ affix: z.enum(["prepend", "append"]), id: filled }).optional();
  return z.strictObject({ current: currentShape.schema, next: edge, previous: edge });
});

/** How to go on, either way: the SDK sends back every key of these objects. */
const reactionMeta = listMeta(reactionMetaShape, ({ rows, next, previous }: ReactionPage, _view, call) => ({
  current: { limit: Number(limitOf(call, DEFAULT_LIMIT)), count: rows.length },
  ...(next !== undefined && { next: { affix: "append" as const, id: String(next) } }),
  ...(previous !== undefined && { previous: { affix: "prepend" as const, id: String(previous) } }),
}));

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
      answers: listOf(reactionShape),
      print: ({ rows }, view) => rows.map((row) => printReaction(view, row)),
      meta: reactionMeta,
    }),
  ),
  route({
    method: "POST",
    path: "/messages/:id/reactions/:reaction",
    operation: "addReaction",
    input: ({ params }) => ({ id: params.id, reaction: params.reaction }),
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
  route({
    method: "DELETE",
    path: "/messages/:id/reactions/:reaction",
    operation: "removeReaction",
    input: ({ params }) => ({ id: params.id, reaction: params.reaction }),
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
];
