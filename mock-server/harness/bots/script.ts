import * as z from "zod";
import { once } from "../../simulator/once.ts";
import { patternFault } from "../../simulator/safe-pattern.ts";
import { UsageError } from "../../usage-error.ts";
import { type Duration, readDuration } from "../testkit/times.ts";

/** Made when there is a bot. */
export const botScript = once(() => {
  const duration = z.union([z.number(), z.string()]).transform((given, context) => {
    try {
      return readDuration(given as Duration, "read the script");
    } catch (error) {
      context.addIssue({ code: "custom", message: (error as Error).message });
      return z.NEVER;
    }
  });

  const pattern = z.string().superRefine((text, context) => {
    const fault = patternFault(text);
    if (fault !== undefined)
      context.addIssue({ code: "custom", message: `${JSON.stringify(text)} ${fault}` });
  });

  const text = z.string().min(1);

  /** One way to answer. */
  const answer = z.strictObject({
    /** What a text must match for it, a regular expression whose case does not matter; any message when left out. */
    when: pattern.optional(),
    /** What is said. Of several, the next each time; `{text}` and `{sender}` stand for what was said and by whom. */
    say: z.union([text, z.array(text).min(1)]).optional(),
    /** The emoji it reacts with. */
    react: text.optional(),
  });

  return z.strictObject({
    /** Who it is: a user of the app. */
    uid: text,
    /** Tried in this order; the first that fits is taken. */
    answers: z.array(answer).default([]),
    /** How long it takes to read what it is told. */
    readAfter: duration.default(400),
    /** How long it types before it says something. */
    typing: duration.default(1_200),
    /** When it answers in groups: when it is mentioned, always, or never. */
    inGroups: z.enum(["mentioned", "always", "never"]).default("mentioned"),
    /** Whether it answers other bots too; they can go on for ever. */
    answersBots: z.boolean().default(false),
  });
});

/** What a bot is told to do: plain data. Times are milliseconds, or text like "2s". */
export type BotScript = z.input<ReturnType<typeof botScript>>;
export type ReadScript = z.output<ReturnType<typeof botScript>>;

/** @throws UsageError that names each wrong field */
export function readScript(given: BotScript): ReadScript {
  const read = botScript().safeParse(given);
  if (read.success) return read.data;
  throw new UsageError(
    `Failed to add the bot: ${z.prettifyError(read.error).replaceAll("\n", " ")}. A script is { uid, answers: [{ when, say, react }], readAfter, typing, inGroups, answersBots }.`,
  );
}
