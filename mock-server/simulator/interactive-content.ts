import { invalidField } from "./errors.ts";
import { isJsonObject } from "./fields.ts";
import type { Message } from "./records.ts";
import { GOAL_TYPES, type GoalType, type InteractionGoal, NO_GOAL } from "./rules/interaction-goals.ts";

/**
 * Checks what an interactive message carries, and fills in what it leaves out. docs: sdk interactive-messages; which
 * code refuses what is assumed.
 */
export function checkInteractive(content: Record<string, unknown>): void {
  const { interactiveData, interactionGoal, allowSenderInteraction = false } = content;
  if (interactiveData === undefined || interactiveData === null)
    throw invalidField("interactiveData", "The interactiveData field is required.");
  if (!isJsonObject(interactiveData))
    throw invalidField("interactiveData", "The interactiveData must be a JSON object.");
  if (typeof allowSenderInteraction !== "boolean")
    throw invalidField("allowSenderInteraction", "The allowSenderInteraction must be true or false.");
  content.allowSenderInteraction = allowSenderInteraction;
  content.interactionGoal = readGoal(interactionGoal);
  // Each user has their own, and the service writes them down.
  delete content.interactions;
}

function readGoal(goal: unknown): InteractionGoal {
  if (goal === undefined || goal === null) return NO_GOAL;
  if (!isJsonObject(goal))
    throw invalidField("interactionGoal", "The interactionGoal must be a JSON object.");
  const { type, elementIds = [] } = goal;
  if (!(GOAL_TYPES as readonly unknown[]).includes(type))
    throw invalidField("interactionGoal.type", `The type must be one of ${GOAL_TYPES.join(", ")}.`);
  if (!Array.isArray(elementIds) || !elementIds.every((elementId) => typeof elementId === "string"))
    throw invalidField("interactionGoal.elementIds", "The elementIds must be a list of strings.");
  return { type: type as GoalType, elementIds };
}

/** The goal of an interactive message, as it was checked when it was sent. */
export function goalOf(message: Message): InteractionGoal {
  return (message.data.interactionGoal as InteractionGoal | undefined) ?? NO_GOAL;
}
