import * as z from "zod";
import type { ScriptedAiAnswer } from "./agent-records.ts";
import { serviceError } from "./errors.ts";
import { wholeNumber } from "./fields.ts";
import { findUser, requireGroup, requireParty } from "./lookups.ts";
import { once } from "./once.ts";
import type { Context } from "./operation.ts";
import { listMessages } from "./operations/list-messages.ts";
import type { Message } from "./records.ts";
import { AI_MESSAGES, type AiFeature } from "./rules/ai-features.ts";
import { knownId } from "./rules/identifiers.ts";
import { aiAnswerKey } from "./state.ts";

/** Which conversation the AI reads, and which messages of it. docs: fundamentals/ai-user-copilot/smart-replies */
export const readingInput = once(() => {
  const { fromTimestamp, toTimestamp } = listMessages.input.shape;
  return z.object({
    uid: knownId.optional(),
    guid: knownId.optional(),
    lastNMessages: wholeNumber(1).default(AI_MESSAGES),
    fromTimestamp,
    toTimestamp,
    unreadOnly: z.boolean().optional(),
  });
});
export type Reading = z.output<ReturnType<typeof readingInput>>;

/** @throws ServiceError `ERR_FEATURE_NOT_ACCESSIBLE` while the app has the feature switched off (the code is assumed) */
export function requireFeature({ state }: Context, feature: AiFeature): void {
  if (!state.aiFeatures.has(feature)) throw serviceError("ERR_FEATURE_NOT_ACCESSIBLE", { feature });
}

/**
 * The texts of a conversation as the actor sees them, oldest first.
 *
 * @throws ServiceError what reading the conversation's history is refused with
 */
export function textsOf(
  context: Context,
  { lastNMessages, unreadOnly, ...reading }: Reading,
): readonly Message[] {
  if (reading.uid === undefined && reading.guid === undefined) {
    throw serviceError("ERR_BAD_REQUEST", {}, { uid: ["The uid or guid field is required."] });
  }
  const { rows } = listMessages.run(
    context,
    listMessages.input.parse({
      ...reading,
      unread: unreadOnly,
      limit: Math.min(lastNMessages, AI_MESSAGES),
      categories: ["message"],
      types: ["text"],
      hideDeleted: true,
    }),
  );
  return rows;
}

export function textOf({ data }: Message): string {
  return String(data.text ?? "");
}

export function nameOf({ state }: Context, uid: string): string {
  return findUser(state, uid)?.name ?? uid;
}

/** What the other party of a conversation is called. */
export function partyName({ state }: Context, { uid, guid }: Pick<Reading, "uid" | "guid">): string {
  return guid === undefined ? requireParty(state, uid ?? "").name : requireGroup(state, guid).name;
}

/** How a script names a conversation; empty for any. */
export function aboutOf({ uid, guid }: Partial<Pick<Reading, "uid" | "guid">>): string {
  if (guid !== undefined) return `group:${guid}`;
  return uid === undefined ? "" : `user:${uid}`;
}

/** What a test has said that the AI answers: what is said of this very case counts before what is said of any. */
export function scriptedAnswer(
  { state }: Context,
  feature: AiFeature,
  about: string,
  question = "",
): ScriptedAiAnswer | undefined {
  for (const [who, what] of [
    [about, question],
    [about, ""],
    ["", question],
    ["", ""],
  ] as const) {
    const row = state.aiAnswers.get(aiAnswerKey({ feature, about: who, question: what }));
    if (row) return row;
  }
  return undefined;
}
