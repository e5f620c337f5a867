import type { JsonObject } from "./records.ts";
import type { AiFeature } from "./rules/ai-features.ts";

/** One of the AI's features that an app has switched on. */
export interface EnabledAiFeature {
  readonly feature: AiFeature;
}

/** What the AI answers, as a test has said. */
export interface ScriptedAiAnswer {
  readonly feature: AiFeature;
  /** The other party (`user:<uid>`, `group:<guid>`), or the bot; empty for any. */
  readonly about: string;
  /** The question to a bot; empty for any. */
  readonly question: string;
  /** `null` when the AI has nothing to say. */
  readonly answer: unknown;
}

/** A tool that an agent uses while it answers. */
export interface AgentTool {
  readonly name: string;
  readonly arguments: JsonObject;
  readonly result: string;
  readonly displayName?: string | undefined;
  /** What is shown while the tool runs. */
  readonly executionText?: string | undefined;
}

export interface AgentCard {
  readonly card: JsonObject;
  /** What is shown while the card is made. */
  readonly executionText?: string | undefined;
}

/** What an agent does when somebody writes to it. */
export interface AgentReply {
  /** The pieces of its answer, in the order in which they are streamed. */
  readonly text: readonly string[];
  readonly tools: readonly AgentTool[];
  readonly cards: readonly AgentCard[];
}

/** What an agent replies, as a test has said. */
export interface ScriptedAgentReply {
  readonly agent: string;
  /** The text it replies to so; empty for any. */
  readonly when: string;
  readonly reply: AgentReply;
}

/** One frame of an agent's run. docs: sdk ai-agents (event types) */
export interface AgentFrame {
  readonly type: string;
  readonly data: JsonObject;
}

/** An agent at work on a message. */
export interface AgentRun {
  readonly id: string;
  /** Stays the same over all runs of a thread. */
  readonly threadId: string;
  readonly agent: string;
  readonly uid: string;
  readonly messageId: number;
  /** The message under which the agent replies. */
  readonly parentId: number;
  readonly reply: AgentReply;
  readonly frames: readonly AgentFrame[];
  /** How many frames have been sent. */
  readonly sent: number;
}
