import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { route } from "../route.ts";

/** Both answer the whole message as it is now. docs: rest-api/messages; seen from the official SDK 4.2.0 */
export const pinnedMessageRoutes = (
  [
    { method: "POST", path: "/messages/:id/pin", operation: "pinMessage" },
    { method: "DELETE", path: "/messages/:id/pin", operation: "unpinMessage" },
    { method: "POST", path: "/messages/:id/save", operation: "saveMessage" },
    { method: "DELETE", path: "/messages/:id/save", operation: "unsaveMessage" },
  ] as const
).map(({ method, path, operation }) =>
  route({
    method,
    path,
    operation,
    input: ({ params }) => ({ id: params.id }),
    answers: messageShape,
    print: (message, view) => printMessage(view, message),
  }),
);
