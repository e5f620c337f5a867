import { goalOf } from "./interactive-content.ts";
import type { Interaction, Message } from "./records.ts";
import { isReached } from "./rules/interaction-goals.ts";
import { pairKey, type State } from "./state.ts";

/** What a user has done with an interactive message, oldest first. It is the live list: read it at once. */
export function interactionsBy(state: State, messageId: number, uid: string): readonly Interaction[] {
  return state.interactions.list("byUser", pairKey(messageId, uid));
}

/** Whether a user has reached the goal of a message. docs: sdk interactive-messages */
export function hasReachedGoal(state: State, message: Message, uid: string): boolean {
  if (message.category !== "interactive") return false;
  const elements = interactionsBy(state, message.id, uid).map(({ elementId }) => elementId);
  return isReached(goalOf(message), new Set(elements));
}
