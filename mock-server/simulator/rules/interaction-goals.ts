/** When a user's interactions with an interactive message have reached its goal. docs: sdk interactive-messages */
export const GOAL_TYPES = ["anyAction", "anyOf", "allOf", "none"] as const;
export type GoalType = (typeof GOAL_TYPES)[number];

/** What the sender of an interactive message wants to be told of. */
export interface InteractionGoal {
  readonly type: GoalType;
  readonly elementIds: readonly string[];
}

/** The goal of a message that names none. docs: sdk interactive-messages */
export const NO_GOAL: InteractionGoal = { type: "none", elementIds: [] };

/**
 * Goal type → whether the elements interacted with reach it.
 *
 * | type      | reached by                                                     |
 * |-----------|----------------------------------------------------------------|
 * | anyAction | any interaction                                                |
 * | anyOf     | an interaction with one of the elements                        |
 * | allOf     | interactions with all of them; without elements never (assumed) |
 * | none      | nothing                                                        |
 */
const REACHED: Readonly<Record<GoalType, (wanted: readonly string[], done: ReadonlySet<string>) => boolean>> =
  {
    anyAction: (_wanted, done) => done.size > 0,
    anyOf: (wanted, done) => wanted.some((elementId) => done.has(elementId)),
    allOf: (wanted, done) => wanted.length > 0 && wanted.every((elementId) => done.has(elementId)),
    none: () => false,
  };

/** Whether a goal is reached by interactions with these elements. */
export function isReached({ type, elementIds }: InteractionGoal, done: ReadonlySet<string>): boolean {
  return REACHED[type](elementIds, done);
}
