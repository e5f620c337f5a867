import type { AgentFrame, AgentReply, AgentTool } from "./agent-records.ts";
import type { JsonObject } from "./records.ts";

/** The id of the n-th tool call of a run, from 0. */
export function toolCallId(runId: string, index: number): string {
  return `call_${runId}_${index + 1}`;
}

/** The id of the n-th card of a run, from 0. */
export function cardId(runId: string, index: number): string {
  return `card_${runId}_${index + 1}`;
}

/**
 * What an agent's run looks like while it goes on. docs: sdk ai-agents (the order), card-messages; that cards come after
 * the text is assumed.
 */
export function framesOf(runId: string, { text, tools, cards }: AgentReply): readonly AgentFrame[] {
  return [
    frame("run_started"),
    ...tools.flatMap((tool, index) => framesOfTool(toolCallId(runId, index), tool)),
    frame("text_message_start", { role: "assistant" }),
    ...text.map((delta) => frame("text_message_content", { delta })),
    frame("text_message_end"),
    ...cards.flatMap(({ card, executionText }, index) => {
      const ids = { streamMessageId: `message_${runId}`, cardId: cardId(runId, index) };
      return [
        frame("card_start", { ...ids, executionText }),
        frame("card", { ...ids, card }),
        frame("card_end", ids),
      ];
    }),
    frame("run_finished"),
  ];
}

function framesOfTool(id: string, tool: AgentTool): readonly AgentFrame[] {
  const { name: toolCallName, displayName, executionText, result } = tool;
  return [
    frame("tool_call_start", { toolCallId: id, toolCallName, displayName, executionText }),
    frame("tool_call_args", { toolCallId: id, delta: JSON.stringify(tool.arguments) }),
    frame("tool_call_end", { toolCallId: id }),
    frame("tool_call_result", { toolCallId: id, content: result, role: "tool" }),
  ];
}

function frame(type: string, data: JsonObject = {}): AgentFrame {
  return { type, data };
}

/** A text in the pieces in which it is streamed: word by word. */
export function piecesOf(text: string): readonly string[] {
  return text.match(/\s*\S+\s*$|\s*\S+/g) ?? [text];
}
