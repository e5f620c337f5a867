import type { ThreadRow } from "../../simulator/operations/threads.ts";
import type { Printed } from "../../wire/json-text.ts";
import { printMessage } from "../../wire/message.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { done } from "../bulk.ts";
import type { Call } from "../call.ts";
import { limitOf } from "../paging.ts";
import { route } from "../route.ts";

/** docs: rest-api/messages (threads); sdk threaded-messages */
export const threadRoutes = [
  threadList("/threads"),
  route({
    method: "POST",
    path: "/messages/:id/thread/subscription",
    operation: "subscribeThread",
    input: ({ params }) => ({ id: params.id }),
    print: () => done("The thread has been subscribed to successfully."),
  }),
  route({
    method: "DELETE",
    path: "/messages/:id/thread/subscription",
    operation: "unsubscribeThread",
    input: ({ params }) => ({ id: params.id }),
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
    print: (rows, view) => rows.map((row) => printThread(view, row)),
    meta: threadMeta,
  });
}

/** The parent, with the time of the last reply for its own. */
function printThread(
  view: Viewpoint,
  { parent, lastReply, updatedAt, unreadReplyCount }: ThreadRow,
): Printed {
  const root = printMessage(view, { ...parent, updatedAt }, { withTags: true, withThreadSubscribed: true });
  return root.with({ lastReply: lastReply && printMessage(view, lastReply), unreadReplyCount });
}

function threadMeta(rows: readonly ThreadRow[], _view: unknown, call: Call): object {
  const last = rows.at(-1);
  return {
    current: { limit: Number(limitOf(call)), count: rows.length },
    ...(last && { next: { affix: "append", updatedAt: last.updatedAt } }),
  };
}
