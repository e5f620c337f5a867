import { byEndpoint } from "../endpoints.ts";
import type { Extension } from "../extension.ts";
import { placeOf } from "../place.ts";

/** docs: fundamentals/polls; what creating and voting answer is assumed. */
export const polls: Extension = {
  slug: "polls",
  handle: byEndpoint({
    "POST v2/create": (call) => {
      const { question, options } = call.body;
      const { poll, message } = call.execute("createPoll", { ...placeOf(call), question, options });
      // The form closes on `success` only. seen from the official React UI Kit 7.2.1
      return { success: true, ...poll, messageId: String(message.id) };
    },
    "POST v2/vote": ({ body, execute }) => execute("votePoll", { id: body.id, vote: body.vote }),
    "GET v2/results": ({ query, execute }) => ({ polls: execute("pollResults", { id: query.id ?? "" }) }),
  }),
};
