import type { AgentRun, EnabledAiFeature, ScriptedAgentReply, ScriptedAiAnswer } from "../agent-records.ts";
import { aiAnswerKey, pairKey } from "../keys.ts";
import { type Journal, Table } from "../table.ts";

/** The AI, and agents at work. */
export function agentTables(journal: Journal) {
  return {
    /** The AI's features that are switched on. */
    aiFeatures: new Table(journal, (row: EnabledAiFeature) => row.feature, {}),
    aiAnswers: new Table(journal, (row: ScriptedAiAnswer) => aiAnswerKey(row), {}),
    agentReplies: new Table(journal, (row: ScriptedAgentReply) => pairKey(row.agent, row.when), {}),
    /** Agents at work. */
    agentRuns: new Table(journal, (row: AgentRun) => row.id, {}),
  };
}
