import { done, doneShape } from "../bulk.ts";
import { route } from "../route.ts";

/** docs: rest-api/messages; seen from the official SDK 4.2.0 */
export const interactionRoutes = [
  route({
    method: "PATCH",
    path: "/messages/:id/interacted",
    operation: "markInteracted",
    input: ({ params, body }) => ({ id: params.id, interactions: body.interactions }),
    answers: doneShape,
    print: ({ id }, { viewer }) =>
      done(`The message id ${id} has been marked as interacted for the user ${viewer}.`),
  }),
];
