import type * as z from "zod";
import type { Context } from "./operation.ts";
import { sendMessage } from "./operations/send-message.ts";
import { permitted } from "./permissions.ts";
import type { JsonObject, Message } from "./records.ts";

/** Where a message that an extension sends for somebody goes: the fields of an operation's input. */
export const extensionMessageInput = sendMessage.input.pick({
  receiver: true,
  receiverType: true,
  parentId: true,
  quotedMessageId: true,
});

/**
 * Sends a message that an extension makes for the actor: a custom one of the type `extension_…`, under the rules for any
 * message of the actor's. It counts as unread, and moves the conversation. docs: fundamentals/polls
 * (`incrementUnreadCount`), collaborative-document
 *
 * @param part what the extension writes into it
 */
export function sendExtensionMessage(
  context: Context,
  to: z.output<typeof extensionMessageInput>,
  slug: string,
  { type, part, ...data }: JsonObject & { readonly type: string; readonly part: unknown },
): Message {
  const metadata = { incrementUnreadCount: true, "@injected": { extensions: { [slug]: part } } };
  const input = sendMessage.input.parse({
    ...to,
    category: "custom",
    type,
    data: { ...data, updateConversation: true, metadata },
  });
  permitted(context, "sendMessage", input);
  return sendMessage.run(context, input);
}
