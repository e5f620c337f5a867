import * as z from "zod";
import {
  aboutOf,
  nameOf,
  partyName,
  readingInput,
  requireFeature,
  scriptedAnswer,
  textOf,
  textsOf,
} from "../ai-reading.ts";
import { serviceError } from "../errors.ts";
import { findUser } from "../lookups.ts";
import { operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { AGENT_ROLE } from "../rules/ai-features.ts";
import { knownId } from "../rules/identifiers.ts";

export interface SmartReplies {
  readonly positive: string;
  readonly neutral: string;
  readonly negative: string;
}

// What the AI says is made up from the conversation, the same each time, unless a test has said what it is to say. None
// of it is stored. docs: fundamentals/ai-user-copilot; the sentences are ours.

/** Three ways to begin a conversation. */
export const suggestStarters = operation({
  name: "suggestStarters",
  access: "user",
  input: readingInput,
  run(context, reading): readonly string[] | null {
    const feature = "conversation-starter";
    requireFeature(context, feature);
    // It reads what the user wrote so far; so the conversation must be theirs to read.
    textsOf(context, reading);
    const scripted = scriptedAnswer(context, feature, aboutOf(reading));
    if (scripted) return scripted.answer as readonly string[] | null;
    const name = partyName(context, reading);
    return [`Hi ${name}, how are you?`, `Hello ${name}! What is new?`, `${name}, do you have a minute?`];
  },
});

/** Three answers to what the others said last, or none when they said nothing. */
export const suggestReplies = operation({
  name: "suggestReplies",
  access: "user",
  input: readingInput,
  run(context, reading): SmartReplies | null {
    requireFeature(context, "smart-replies");
    const texts = textsOf(context, reading);
    const scripted = scriptedAnswer(context, "smart-replies", aboutOf(reading));
    if (scripted) return scripted.answer as SmartReplies | null;
    const last = texts.findLast(({ sender }) => sender !== context.actor.uid);
    if (!last) return null;
    const said = `“${textOf(last)}”`;
    return {
      positive: `${said}: yes, with pleasure!`,
      neutral: `${said}: let me think about it.`,
      negative: `${said}: no, I am sorry.`,
    };
  },
});

/** What was said, in one text, or nothing when nothing was said. */
export const summarizeConversation = operation({
  name: "summarizeConversation",
  access: "user",
  input: readingInput,
  run(context, reading): string | null {
    requireFeature(context, "conversation-summary");
    const texts = textsOf(context, reading);
    const scripted = scriptedAnswer(context, "conversation-summary", aboutOf(reading));
    if (scripted) return scripted.answer as string | null;
    if (texts.length === 0) return null;
    const names = [...new Set(texts.map(({ sender }) => nameOf(context, sender)))].join(", ");
    const last = texts[texts.length - 1] as Message;
    return `${texts.length} messages by ${names}. The last one, by ${nameOf(context, last.sender)}: “${textOf(last)}”`;
  },
});

/** Asks a bot, or an agent (assumed), about a conversation. docs: ai-chatbots/bots */
export const askBot = operation({
  name: "askBot",
  access: "user",
  input: readingInput.extend({ bot: knownId, question: z.string().min(1) }),
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
