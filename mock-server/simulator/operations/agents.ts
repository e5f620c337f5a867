import * as z from "zod";
import { piecesOf } from "../agent-plan.ts";
import { isWanted, postReply, sendFrame } from "../agent-runs.ts";
import { invalidField } from "../errors.ts";
import { jsonObject } from "../fields.ts";
import { requireUser } from "../lookups.ts";
import { operation } from "../operation.ts";
import { AGENT_ROLE } from "../rules/ai-features.ts";
import { knownId } from "../rules/identifiers.ts";
import { pairKey } from "../state.ts";

const text = z.string().min(1);

const replyField = z.object({
  /** The whole answer, or the pieces in which it is streamed. */
  text: z.union([text.transform(piecesOf), z.array(text).min(1)]),
  tools: z
    .array(
      z.object({
        name: text,
        arguments: jsonObject.default({}),
        result: z.string(),
        displayName: z.string().optional(),
        executionText: z.string().optional(),
      }),
    )
    .default([]),
  cards: z.array(z.object({ card: jsonObject, executionText: z.string().optional() })).default([]),
});

/**
 * Says what an agent (a user whose role is `@agentic`) replies: to one text, or to any. Without a reply, the script is
 * taken back. An agent without a script repeats what was said.
 */
export const scriptAgent = operation({
  name: "scriptAgent",
  access: "key",
  input: () => z.object({ uid: knownId, when: text.optional(), reply: replyField.optional() }),
  run({ state }, { uid, when = "", reply }): void {
    if (requireUser(state, uid).role !== AGENT_ROLE) {
      throw invalidField("uid", `The user ${uid} does not have the role ${AGENT_ROLE}.`);
    }
    if (reply) state.agentReplies.put({ agent: uid, when, reply });
    else state.agentReplies.remove(pairKey(uid, when));
  },
});

/**
 * Takes an agent's run one step further; after the last one, the reply is history. Whoever runs the clock calls it, as
 * often as a run has steps.
 */
export const continueAgentRun = operation({
  name: "continueAgentRun",
  access: "key",
  input: () => z.object({ runId: z.string() }),
  run(context, { runId }): { isOver: boolean } {
    const { state } = context;
    const run = state.agentRuns.get(runId);
    if (!run) throw invalidField("runId", `The run ${runId} does not exist.`);
    if (!isWanted(context, run)) {
      state.agentRuns.remove(runId);
      return { isOver: true };
    }
    const next = sendFrame(context, run);
    if (next.sent < run.frames.length) {
      state.agentRuns.put(next);
      return { isOver: false };
    }
    state.agentRuns.remove(runId);
    postReply(context, run);
    return { isOver: true };
  },
});
