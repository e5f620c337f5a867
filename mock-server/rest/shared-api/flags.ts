import { done, doneShape } from "../bulk.ts";
import { route } from "../route.ts";

/** docs: rest-api/moderation; seen from the official SDK 4.2.0, which calls the reason `id` */
export const flagRoutes = [
  route({
    method: "POST",
    path: "/messages/:id/flagged",
    operation: "flagMessage",
    input: ({ params, body }) => ({ id: params.id, reasonId: body.id ?? body.reasonId, remark: body.remark }),
    answers: doneShape,
    print: ({ id }) => done(`Message ${id} has been flagged successfully.`),
  }),
];
