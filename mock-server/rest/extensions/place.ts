import type { ExtensionCall } from "./extension.ts";

/** Where a message that an extension sends goes, as clients name it: like a message of their own. */
export function placeOf({ body }: ExtensionCall) {
  const { receiver, receiverType, parentMessageId: parentId, quotedMessageId } = body;
  return { receiver, receiverType, parentId, quotedMessageId };
}
