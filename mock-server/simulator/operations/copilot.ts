import * as z from "zod";
import {
  aboutOf,
  nameOf,
  partyName,
  type Reading,
  readingInput,
  requireFeature,
  scriptedAnswer,
  textOf,
  textsOf,
} from "../ai-reading.ts";
import { serviceError } from "../errors.ts";
import { findUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { AGENT_ROLE, type AiFeature } from "../rules/ai-features.ts";
import { knownId } from "../rules/identifiers.ts";

export interface SmartReplies {
  readonly positive: string;
  readonly neutral: string;
  readonly negative: string;
}

/**
 * What a test has said that the AI is to answer, or else what it makes up from the conversation, which must be the
 * actor's to read.
 */
function answerFrom<A>(
  context: Context,
  feature: AiFeature,
  reading: Reading,
  makeUp: (texts: readonly Message[]) => A,
): A {
  requireFeature(context, feature);
  const texts = textsOf(context, reading);
  const scripted = scriptedAnswer(context, feature, aboutOf(reading));
  return scripted ? (scripted.answer as A) : makeUp(texts);
}

// What the AI says is made up from the conversation, the same each time, unless a test has said what it is to say. None
// of it is stored. docs: fundamentals/ai-user-copilot; the sentences are ours.

/** Three ways to begin a conversation. */
export const suggestStarters = operation({
  name: "suggestStarters",
  access: "user",
  input: readingInput,
  run(context, reading): readonly string[] | null {
    return answerFrom(context, "conversation-starter", reading, () => {
      const name = partyName(context, reading);
      return [`Hi ${name}, how are you?`, `Hello ${name}! What is new?`, `${name}, do you have a minute?`];
    });
  },
});

/** Three answers to what the others said last, or none when they said nothing. */
export const suggestReplies = operation({
  name: "suggestReplies",
  access: "user",
  input: readingInput,
  run(context, reading): SmartReplies | null {
    return answerFrom(context, "smart-replies", reading, (texts) => {
      const last = texts.findLast(({ sender }) => sender !== context.actor.uid);
      if (!last) return null;
      const said = `“${textOf(last)}”`;
      return {
        positive: `${said}: yes, with pleasure!`,
        neutral: `${said}: let me think about it.`,
        negative: `${said}: no, I am sorry.`,
      };
    });
  },
});

/** What was said, in one text, or nothing when nothing was said. */
export const summarizeConversation = operation({
  name: "summarizeConversation",
  access: "user",
  input: readingInput,
  run(context, reading): string | null {
    return answerFrom(context, "conversation-summary", reading, (texts) => {
      const last = texts.at(-1);
      if (!last) return null;
      const names = [...new Set(texts.map(({ sender }) => nameOf(context, sender)))].join(", ");
      return `${texts.length} messages by ${names}. The last one, by ${nameOf(context, last.sender)}: “${textOf(last)}”`;
    });
  },
});

/** Asks a bot, or an agent (assumed), about a conversation. docs: ai-chatbots/bots */
export const askBot = operation({
  name: "askBot",
  access: "user",
  input: () => readingInput().extend({ bot: knownId, question: z.string().min(1) }),
  run(context, { bot, question, ...reading }): string | null {
    requireFeature(context, "bots");
    const { state } = context;
    if (!state.bots.has(bot) && findUser(state, bot)?.role !== AGENT_ROLE) {
      throw serviceError("ERR_BOT_NOT_FOUND", { uid: bot });
    }
    const texts = textsOf(context, reading);
    const scripted = scriptedAnswer(context, "bots", bot, question);
    if (scripted) return scripted.answer as string | null;
    return `You ask “${question}”. I have read ${texts.length} messages with ${partyName(context, reading)}.`;
  },
});
