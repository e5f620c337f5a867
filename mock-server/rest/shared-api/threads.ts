import * as z from "zod";
import type { ThreadRow } from "../../simulator/operations/threads.ts";
import type { Printed } from "../../wire/json-text.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape, messageWith } from "../../wire/message-shape.ts";
import { listOf, type Of, shape } from "../../wire/shape.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { count, seconds } from "../../wire/words.ts";
import { done, doneShape } from "../bulk.ts";
import { currentShape, limitOf } from "../paging.ts";
import { listMeta, route } from "../route.ts";

/** A thread's first message, with its last one. */
const threadShape = shape("Thread", () =>
  messageWith({ lastReply: messageShape.schema.optional(), unreadReplyCount: count }),
);

const threadMetaShape = shape("ThreadMeta", () => {
  const next = z.strictObject({ affix: z.literal("append"), updatedAt: seconds });
  const previous = z.strictObject({ affix: z.literal("prepend"), updatedAt: seconds, id: count });
  return z.strictObject({
    current: currentShape.schema,
    next: next.optional(),
    previous: previous.optional(),
  });
});

/** As with messages, `next` leads to what is newer and `previous` to what is older: rows are newest first, so to the next page. */
const threadMeta = listMeta(threadMetaShape, (rows: readonly ThreadRow[], _view, call) => {
  const current = { limit: Number(limitOf(call)), count: rows.length };
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return { current };
  return {
    current,
    next: { affix: "append" as const, updatedAt: first.updatedAt },
    // A cursor is inclusive: one id less, and no row comes twice.
    previous: { affix: "prepend" as const, updatedAt: last.updatedAt, id: last.parent.id - 1 },
  };
});

/** docs: rest-api/messages (threads); sdk threaded-messages */
export const threadRoutes = [
  threadList("/threads"),
  route({
    method: "POST",
    path: "/messages/:id/thread/subscription",
    operation: "subscribeThread",
    input: ({ params }) => ({ id: params.id }),
    answers: doneShape,
    print: () => done("The thread has been subscribed to successfully."),
  }),
  route({
    method: "DELETE",
    path: "/messages/:id/thread/subscription",
    operation: "unsubscribeThread",
    input: ({ params }) => ({ id: params.id }),
    answers: doneShape,
    print: () => done("The thread has been unsubscribed from successfully."),
  }),
];

/** The list of threads at one path: all of them, or those of one conversation. */
export function threadList(path: string) {
  return route({
    method: "GET",
    path,
    operation: "listThreads",
    input: (call) => ({
      uid: call.params.uid,
      guid: call.params.guid,
      participatedByMe: call.query.flag("participatedByMe"),
      limit: limitOf(call),
      affix: call.query.text("affix"),
      updatedAt: call.query.text("updatedAt"),
      id: call.query.text("id"),
    }),
    answers: listOf(threadShape),
    print: (rows, view) => rows.map((row) => printThread(view, row)),
    meta: threadMeta,
  });
}

/** The parent, with the time of the last reply for its own. */
function printThread(
  view: Viewpoint,
  { parent, lastReply, updatedAt, unreadReplyCount }: ThreadRow,
): Printed<Of<typeof threadShape>> {
  const root = printMessage(view, { ...parent, updatedAt }, { withTags: true, withThreadSubscribed: true });
  return root.with({ lastReply: lastReply && printMessage(view, lastReply), unreadReplyCount });
}
