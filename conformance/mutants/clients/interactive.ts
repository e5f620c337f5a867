import { type Behaviour, CORRECT } from "../../drivers/reference/index.ts";
import type { Mutant } from "../mutant.ts";
import { giving, inMessage, type Params, saying, telling, without } from "./change.ts";

const SEND = "sendInteractiveMessage";
const GOAL = "onInteractionGoalCompleted";

/** Does not tell that goals of a type were reached. */
function deafTo(type: string): Partial<Behaviour> {
  const deaf = new Set<unknown>();
  return {
    result(method, value) {
      const { id, interactionGoal } = (value ?? {}) as Params;
      if (method === SEND && (interactionGoal as Params | undefined)?.type === type) deaf.add(id);
      return value;
    },
    tell: (event) => (event.name === GOAL && deaf.has(event.payload.messageId) ? [] : [event]),
  };
}

/** Refuses to interact with what its user has sent, whatever the message allows. */
function shy(): Partial<Behaviour> {
  const own = new Set<unknown>();
  return {
    result(method, value) {
      const { id, allowSenderInteraction } = (value ?? {}) as Params;
      if (method === SEND && allowSenderInteraction === true) own.add(id);
      return value;
    },
    refusal: (method, params, isLoggedIn) =>
      method === "markAsInteracted" && own.has(params.messageId)
        ? { code: "ERR_MESSAGE_ACTION_NOT_ALLOWED", message: "It is your own." }
        : CORRECT.refusal(method, params, isLoggedIn),
  };
}

export const interactive: readonly Mutant[] = [
  {
    name: "an interactive message is answered without its goal",
    rules: ["INT-SEND-01"],
    behaviour: giving(SEND, (message: Params) => without(message, "interactionGoal")),
  },
  {
    name: "an interactive message is not told of",
    rules: ["INT-SEND-02"],
    behaviour: telling("onInteractiveMessageReceived", () => []),
  },
  {
    name: "an interactive message is told without its data",
    rules: ["INT-SEND-02"],
    behaviour: telling(
      "onInteractiveMessageReceived",
      inMessage((message) => without(message, "interactiveData")),
    ),
  },
  {
    name: "the goal is anyAction when none is named",
    rules: ["INT-SEND-03"],
    behaviour: saying(SEND, ({ data, ...body }) => ({
      ...body,
      data: {
        ...(data as Params),
        interactionGoal: (data as Params).interactionGoal ?? { type: "anyAction", elementIds: [] },
      },
    })),
  },
  {
    name: "a goal that was reached is not told of",
    rules: ["INT-GOAL-01"],
    behaviour: telling(GOAL, () => []),
  },
  { name: "the goal anyOf is not told of", rules: ["INT-GOAL-03"], behaviour: deafTo("anyOf") },
  { name: "the goal allOf is not told of", rules: ["INT-GOAL-04"], behaviour: deafTo("allOf") },
  {
    name: "a goal is told to be reached by nobody",
    rules: ["INT-GOAL-01"],
    behaviour: telling(GOAL, (event) => [
      { ...event, payload: { ...event.payload, sender: { uid: "", name: "", status: "offline" } } },
    ]),
  },
  {
    name: "every message allows its sender to interact",
    rules: ["INT-GOAL-02", "INT-ASK-01"],
    behaviour: saying(SEND, ({ data, ...body }) => ({
      ...body,
      data: { ...(data as Params), allowSenderInteraction: true },
    })),
  },
  { name: "one's own message cannot be interacted with", rules: ["INT-OWN-01"], behaviour: shy() },
  {
    name: "what a user has interacted with is lost",
    rules: ["INT-MARK-01"],
    behaviour: giving("getMessage", (message: Params) =>
      message.category === "interactive" ? { ...message, interactions: [] } : message,
    ),
  },
  {
    name: "that a message is not interactive is told by another error",
    rules: ["INT-MARK-02"],
    behaviour: {
      error: (error) =>
        error.code === "ERR_MESSAGE_ACTION_NOT_ALLOWED" ? { ...error, code: "ERR_BAD_REQUEST" } : error,
    },
  },
  {
    name: "another element is interacted with",
    rules: ["INT-ASK-01"],
    behaviour: saying("markAsInteracted", () => ({ interactions: ["first"] })),
  },
];
