import * as z from "zod";
import type { ScriptedAiAnswer } from "../agent-records.ts";
import { aboutOf } from "../ai-reading.ts";
import { operation } from "../operation.ts";
import { AI_FEATURES } from "../rules/ai-features.ts";
import { knownId } from "../rules/identifiers.ts";
import { aiAnswerKey } from "../state.ts";

/** Switches one of the AI's features on or off, as the vendor's dashboard does. Clients see it at their next login. */
export const switchAiFeature = operation({
  name: "switchAiFeature",
  access: "key",
  input: () => z.object({ feature: z.enum(AI_FEATURES), enabled: z.boolean() }),
  run({ state }, { feature, enabled }): void {
    if (enabled) state.aiFeatures.put({ feature });
    else state.aiFeatures.remove(feature);
  },
});

const party = { uid: knownId.optional(), guid: knownId.optional() };
const replies = z.object({ positive: z.string(), neutral: z.string(), negative: z.string() });

/**
 * Says what the AI answers from now on: about the conversation with a user or group, or about any. `null` has it answer
 * nothing, which the SDK reports as `NO_SMART_REPLY` and the like; without an answer, the script is taken back.
 */
export const scriptAi = operation({
  name: "scriptAi",
  access: "key",
  input: () =>
    z.discriminatedUnion("feature", [
      z.object({
        feature: z.literal("conversation-starter"),
        answer: z.array(z.string()).nullable().optional(),
        ...party,
      }),
      z.object({ feature: z.literal("smart-replies"), answer: replies.nullable().optional(), ...party }),
      z.object({
        feature: z.literal("conversation-summary"),
        answer: z.string().nullable().optional(),
        ...party,
      }),
      z.object({
        feature: z.literal("bots"),
        answer: z.string().nullable().optional(),
        bot: knownId.optional(),
        question: z.string().optional(),
      }),
    ]),
  run({ state }, script): void {
    const { feature, answer } = script;
    const row: ScriptedAiAnswer =
      script.feature === "bots"
        ? { feature, about: script.bot ?? "", question: script.question ?? "", answer }
        : { feature, about: aboutOf(script), question: "", answer };
    if (answer === undefined) state.aiAnswers.remove(aiAnswerKey(row));
    else state.aiAnswers.put(row);
  },
});
