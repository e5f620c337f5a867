import { nothing, type Oracles, refusal, userPattern } from "../expectation.ts";
import { access, find } from "../messages.ts";
import { exactly } from "../pattern.ts";
import { devicesOf, type Interactive, isAnyBlocked } from "../state.ts";
import { type Sending, send } from "./sending.ts";

const ASKED = ["INT-ASK-01"];
/** The goal of a message that names none. docs: sdk interactive-messages */
const NO_GOAL: Interactive["goal"] = { type: "none", elementIds: [] };

/** The rule of each type of goal. */
const RULES: Readonly<Record<string, string>> = {
  anyAction: "INT-GOAL-01",
  anyOf: "INT-GOAL-03",
  allOf: "INT-GOAL-04",
  none: "INT-GOAL-05",
};

export const interactiveOracles: Oracles = {
  sendInteractiveMessage(state, device, params) {
    const { type, interactiveData, interactionGoal, allowSenderInteraction, ...to } = params;
    const goal = interactionGoal as Interactive["goal"] | undefined;
    const expected = send(state, device, to as unknown as Sending, {
      category: "interactive",
      type: String(type),
      more: {
        interactiveData: exactly(interactiveData),
        interactionGoal: goal ? exactly(goal) : { type: NO_GOAL.type },
        ...(allowSenderInteraction !== undefined && { allowSenderInteraction }),
      },
      event: "onInteractiveMessageReceived",
      interactive: {
        goal: goal ?? NO_GOAL,
        allowsSender: allowSenderInteraction === true,
        interactions: new Map(),
      },
      sentRule: "INT-SEND-01",
      heardRule: "INT-SEND-02",
      answerRules: goal ? [] : ["INT-SEND-03"],
    });
    return expected && { ...expected, asked: [...(expected.asked ?? []), ...ASKED] };
  },

  markAsInteracted(state, device, { messageId, elementId }) {
    const me = device.session ?? "";
    const message = find(state, messageId);
    if (!message) return { outcome: refusal("ERR_MESSAGE_ID_NOT_FOUND", "MSG-GET-02"), asked: ASKED };
    const verdict = access(state, message, me);
    if (verdict === undefined || message.deletedBy !== undefined) return undefined;
    if (verdict !== "ok") return { outcome: refusal(verdict, "MSG-GET-03"), asked: ASKED };
    if (message.receiverType === "user" && isAnyBlocked(state, message.sender, message.receiverId)) {
      return undefined;
    }
    const { interactive } = message;
    if (!interactive) {
      return { outcome: refusal("ERR_MESSAGE_ACTION_NOT_ALLOWED", "INT-MARK-02"), asked: ASKED };
    }
    const isOwn = message.sender === me;
    if (isOwn && !interactive.allowsSender) {
      // Which code refuses it, no page says.
      return { outcome: { error: [], rules: ["INT-GOAL-02"] }, asked: ASKED };
    }
    const { goal, interactions } = interactive;
    const before = interactions.get(me) ?? new Set();
    const after = new Set([...before, String(elementId)]);
    const wasReached = isReached(goal, before);
    const isNowReached = !wasReached && isReached(goal, after);
    const rule = RULES[goal.type] ?? "";
    // Whether somebody who reaches its own goal is told of it, no page says.
    const writers = isNowReached ? devicesOf(state, [message.sender], device) : [];
    return {
      outcome: nothing(...(isOwn ? ["INT-OWN-01"] : [])),
      events: writers.map((writer) => ({
        device: writer.id,
        name: "message.onInteractionGoalCompleted" as const,
        payload: { messageId: message.id, sender: userPattern(state, me) },
        rules: isOwn ? [] : ["INT-GOAL-01", rule],
        isOptional: isOwn,
      })),
      quiet: isNowReached ? [] : wasReached ? ["INT-GOAL-06"] : [rule],
      asked: ASKED,
      apply: () => interactions.set(me, after),
    };
  },
};

function isReached({ type, elementIds }: Interactive["goal"], done: ReadonlySet<string>): boolean {
  switch (type) {
    case "anyAction":
      return done.size > 0;
    case "anyOf":
      return elementIds.some((id) => done.has(id));
    case "allOf":
      return elementIds.length > 0 && elementIds.every((id) => done.has(id));
    default:
      return false;
  }
}
