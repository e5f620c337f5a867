import * as z from "zod";
import { extensionMessageInput, sendExtensionMessage } from "../extension-messages.ts";
import { operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { nextSerial } from "../state.ts";

/**
 * Makes a document or a whiteboard and invites the receiver to it by a message. docs: fundamentals/collaborative-document,
 * collaborative-whiteboard (where clients append `&username=` to the URL)
 */
export const shareCollaboration = operation({
  name: "shareCollaboration",
  access: "user",
  input: () =>
    extensionMessageInput.extend({
      tool: z.enum(["document", "whiteboard"]),
      /** Where the pages of the tool are, as the caller names it: `https://document-us.localhost:8443`. */
      origin: z.string().min(1),
    }),
  run(context, { tool, origin, ...to }): { message: Message; shared: Readonly<Record<string, string>> } {
    const id = context.randomness.hex(16, tool, nextSerial(context.state, "collaboration"));
    const shared: Readonly<Record<string, string>> =
      tool === "document"
        ? { document_url: `${origin}/p/${id}` }
        : { board_url: `${origin}/board?whiteboardid=${id}` };
    const message = sendExtensionMessage(context, to, tool, {
      type: `extension_${tool}`,
      part: shared,
      customData: shared,
    });
    return { message, shared };
  },
});
