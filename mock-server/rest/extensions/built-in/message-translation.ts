import { byEndpoint } from "../endpoints.ts";
import type { Extension } from "../extension.ts";

/** docs: fundamentals/message-translation */
export const messageTranslation: Extension = {
  slug: "message-translation",
  handle: byEndpoint({
    "POST v2/translate": ({ body: { text, languages, msgId }, execute }) =>
      execute("translateText", { text, languages, msgId }),
  }),
};
