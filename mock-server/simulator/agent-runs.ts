import { cardId, framesOf, piecesOf, toolCallId } from "./agent-plan.ts";
import type { AgentReply, AgentRun } from "./agent-records.ts";
import { hasBlocked } from "./lookups.ts";
import type { Context } from "./operation.ts";
import { postMessage } from "./posting.ts";
import type { JsonObject, Message, User } from "./records.ts";
import { AGENT_ROLE } from "./rules/ai-features.ts";
import { nextSerial, pairKey, type State } from "./state.ts";
import { joinThread } from "./threads.ts";

/** Sets the agent to whom a message was written to work on it. docs: sdk ai-agents (agents answer texts, and no more) */
export function callAgent(context: Context, message: Message): void {
  const { state, randomness, emit } = context;
  const { receiver, sender, parentId = message.id } = message;
  if (message.receiverType !== "user" || message.category !== "message" || message.type !== "text") return;
  if (!isAgent(state, receiver) || isAgent(state, sender) || message.hiddenFrom !== undefined) return;
  if (!state.users.has(sender)) return;
  const id = randomness.hex(24, "agentRun", nextSerial(state, "agentRun"));
  const threadId = randomness.hex(24, "agentThread", parentId);
  const reply = replyTo(state, receiver, String(message.data.text ?? ""));
  const run: AgentRun = {
    id,
    threadId,
    agent: receiver,
    uid: sender,
    messageId: message.id,
    parentId,
    reply,
    frames: framesOf(id, reply),
    sent: 0,
  };
  state.agentRuns.put(run);
  emit({ type: "agentCalled", runId: id, audience: { uids: [] } });
}

function isAgent(state: State, uid: string): boolean {
  return state.users.get(uid)?.role === AGENT_ROLE;
}

function replyTo(state: State, agent: string, text: string): AgentReply {
  const scripts = state.agentReplies;
  const script = scripts.get(pairKey(agent, text)) ?? scripts.get(pairKey(agent, ""));
  return script?.reply ?? { text: piecesOf(`You said: “${text}”`), tools: [], cards: [] };
}

/** Whether there is still somebody to answer, something to answer and somebody who does. */
export function isWanted({ state }: Context, { agent, uid, messageId, parentId }: AgentRun): boolean {
  const isThere = (user: User | undefined) => user !== undefined && user.deactivatedAt === undefined;
  return (
    isThere(state.users.get(agent)) &&
    isThere(state.users.get(uid)) &&
    state.messages.get(messageId)?.deletedAt === undefined &&
    state.messages.has(messageId) &&
    state.messages.has(parentId) &&
    !hasBlocked(state, uid, agent)
  );
}

/** Tells the user of the next thing that the agent does. */
export function sendFrame(context: Context, run: AgentRun): AgentRun {
  const { state, emit, milliseconds } = context;
  const { agent, uid, id: runId, threadId, frames, sent } = run;
  const frame = frames[sent];
  const message = state.messages.get(run.messageId);
  if (frame && message) {
    emit({
      type: "streamed_message",
      name: frame.type,
      message,
      parentId: run.parentId,
      data: { runId, threadId, timestamp: milliseconds, ...frame.data },
      sender: agent,
      receiver: uid,
      receiverType: "user",
      audience: { uids: [uid] },
    });
  }
  return { ...run, sent: sent + 1 };
}

/**
 * Puts into history what a run has brought about, as replies of the agent's. docs: sdk ai-agents; their order, and that
 * only the answer itself counts as unread, are assumed.
 */
export function postReply(context: Context, run: AgentRun): void {
  const { id: runId, threadId, reply } = run;
  const post = (type: string, data: JsonObject, isAnswer = false) =>
    postAs(context, run, type, { runId, threadId, ...data }, isAnswer);
  if (reply.tools.length > 0) {
    const toolCalls = reply.tools.map(({ name, displayName, executionText, ...tool }, index) => ({
      id: toolCallId(runId, index),
      type: "function",
      function: { name, arguments: JSON.stringify(tool.arguments), displayName, executionText },
    }));
    post("tool-arguments", { toolCalls });
  }
  for (const [index, { result }] of reply.tools.entries()) {
    post("tool-result", { text: result, toolCallId: toolCallId(runId, index) });
  }
  const text = reply.text.join("");
  const cards = reply.cards.map(({ card }, index) => ({
    type: "card",
    value: { card, cardId: cardId(runId, index) },
  }));
  post("assistant", { text, elements: [{ type: "text", value: text }, ...cards] }, true);
}

function postAs(context: Context, run: AgentRun, type: string, data: JsonObject, isAnswer: boolean): void {
  const { agent, uid, parentId } = run;
  const parent = context.state.messages.get(parentId);
  if (!parent) return;
  const actor = { uid: agent, isApp: false, viaKey: true, viaAuthKey: false, token: undefined };
  const reply = postMessage(
    { ...context, actor, resource: undefined },
    { user: { uid } },
    { category: "agentic", type, data, parentId, movesConversation: isAnswer, counts: isAnswer },
  );
  joinThread(context, parent, reply);
}
