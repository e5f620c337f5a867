import type { Call } from "../call.ts";
import { route } from "../route.ts";

/** Whose conversation is asked about. */
const PARTIES = ["/users/:uid", "/groups/:guid"] as const;

/** What the AI has to say of a conversation. docs: fundamentals/ai-user-copilot; seen from the official SDK 4.2.0 */
export const aiRoutes = PARTIES.flatMap((party) => [
  route({
    method: "GET",
    path: `/ai/conversation-starter${party}`,
    operation: "suggestStarters",
    input: reading,
    print: (starters) => answered("conversation-starter", starters),
  }),
  route({
    method: "GET",
    path: `/ai/smart-replies${party}`,
    operation: "suggestReplies",
    input: reading,
    print: (replies) => answered("smart-replies", replies),
  }),
  route({
    method: "GET",
    path: `/ai/conversation-summary${party}`,
    operation: "summarizeConversation",
    input: reading,
    print: (summary) => answered("conversation-summary", summary),
  }),
  route({
    method: "GET",
    path: `/ai/bots/:bot/assistance${party}`,
    operation: "askBot",
    input: (call) => ({ ...reading(call), bot: call.params.bot, question: call.query.text("question") }),
    print: (reply) => answered("bot-reply", reply),
  }),
]);

/** Without its key the SDK reports that there is no answer. seen from the official SDK 4.2.0 */
function answered(key: string, answer: unknown): object {
  return answer === null ? {} : { [key]: answer };
}

/** `lastMessages` is what older examples call it. docs: fundamentals/ai-user-copilot/smart-replies */
function reading({ params, query }: Call) {
  return {
    uid: params.uid,
    guid: params.guid,
    lastNMessages: query.text("lastNMessages") ?? query.text("lastMessages"),
    fromTimestamp: query.text("fromTimestamp"),
    toTimestamp: query.text("toTimestamp"),
    unreadOnly: query.flag("unreadOnly"),
  };
}
