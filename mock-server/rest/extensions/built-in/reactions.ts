import { byEndpoint } from "../endpoints.ts";
import type { Extension } from "../extension.ts";

/** Reactions as they were before the service had its own. docs: fundamentals/reactions; the answer is assumed. */
export const reactions: Extension = {
  slug: "reactions",
  handle: byEndpoint({
    "POST v1/react": ({ body, execute }) =>
      execute("toggleLegacyReaction", { msgId: body.msgId, emoji: body.emoji }),
  }),
};
