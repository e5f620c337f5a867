import type { ScriptedAiAnswer } from "./agent-records.ts";
import type { AppPin, Interaction, Mute, Receipt } from "./records.ts";

interface MadeKey {
  readonly a: string | number;
  readonly b: string | number;
  readonly key: string;
}

/** As many as a message between two needs: a text that is made anew has to be hashed anew. */
const made: MadeKey[] = Array.from({ length: 4 }, () => ({ a: "", b: "", key: "\0" }));
let oldest = 0;

/** The key of a record that joins two things. `\0` cannot occur in an identifier. */
export function pairKey(a: string | number, b: string | number): string {
  for (const known of made) if (known.a === a && known.b === b) return known.key;
  const key = `${a}\0${b}`;
  made[oldest] = { a, b, key };
  oldest = (oldest + 1) % made.length;
  return key;
}

/** The key of one user's one reaction to one message. */
export function reactionKey(messageId: number, reaction: string, uid: string): string {
  return `${messageId}\0${reaction}\0${uid}`;
}

/** The key of one user's one interaction with one element of a message. */
export function interactionKey(row: Pick<Interaction, "messageId" | "uid" | "elementId">): string {
  return `${row.messageId}\0${row.uid}\0${row.elementId}`;
}

/** The list of one user's receipts of one kind in a conversation. */
export function receiptList(conversationId: string, uid: string, kind: Receipt["kind"]): string {
  return `${conversationId}\0${uid}\0${kind}`;
}

/** The key of the app's pin of a conversation, which each user has a side of. */
export function appPinKey(row: Pick<AppPin, "conversationType" | "with">): string {
  return pairKey(row.conversationType, row.with);
}

/** The key of one user's mute of one conversation. */
export function muteKey({ uid, type, id }: Omit<Mute, "until">): string {
  return `${uid}\0${type}\0${id}`;
}

/** The key of what the AI is to answer in one case. */
export function aiAnswerKey({ feature, about, question }: Omit<ScriptedAiAnswer, "answer">): string {
  return `${feature}\0${about}\0${question}`;
}
