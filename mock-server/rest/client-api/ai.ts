import * as z from "zod";
import { shape } from "../../wire/shape.ts";
import { anyText } from "../../wire/words.ts";
import type { Call } from "../call.ts";
import { route } from "../route.ts";

/** Whose conversation is asked about. */
const PARTIES = ["/users/:uid", "/groups/:guid"] as const;

// The AI may have nothing to say.
const startersShape = shape("Starters", () =>
  z.strictObject({ "conversation-starter": z.array(anyText).optional() }),
);
const repliesShape = shape("SmartReplies", () => {
  const replies = z.strictObject({ positive: anyText, neutral: anyText, negative: anyText });
  return z.strictObject({ "smart-replies": replies.optional() });
});
const summaryShape = shape("Summary", () => z.strictObject({ "conversation-summary": anyText.optional() }));
const botReplyShape = shape("BotReply", () => z.strictObject({ "bot-reply": anyText.optional() }));

/** What the AI has to say of a conversation. docs: fundamentals/ai-user-copilot; seen from the official SDK 4.2.0 */
export const aiRoutes = PARTIES.flatMap((party) => [
  route({
    method: "GET",
    path: `/ai/conversation-starter${party}`,
    operation: "suggestStarters",
    input: reading,
    answers: startersShape,
    print: (starters) => answered("conversation-starter", starters),
  }),
  route({
    method: "GET",
    path: `/ai/smart-replies${party}`,
    operation: "suggestReplies",
    input: reading,
    answers: repliesShape,
    print: (replies) => answered("smart-replies", replies),
  }),
  route({
    method: "GET",
    path: `/ai/conversation-summary${party}`,
    operation: "summarizeConversation",
    input: reading,
    answers: summaryShape,
    print: (summary) => answered("conversation-summary", summary),
  }),
  route({
    method: "GET",
    path: `/ai/bots/:bot/assistance${party}`,
    operation: "askBot",
    input: (call) => ({ ...reading(call), bot: call.params.bot, question: call.query.text("question") }),
    answers: botReplyShape,
    print: (reply) => answered("bot-reply", reply),
  }),
]);

/** Without its key the SDK reports that there is no answer. seen from the official SDK 4.2.0 */
function answered<const K extends string, T>(key: K, answer: T | null) {
  return (answer === null ? {} : { [key]: answer }) as { readonly [P in K]?: T };
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
