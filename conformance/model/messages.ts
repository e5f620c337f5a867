import type { ExpectedEvent } from "./expectation.ts";
import { hasBlocked, type ModelMessage, partiesOf, type State } from "./state.ts";

// Messages as every oracle looks at them: which one is meant, who may see it, and what a block leaves open.

export const ASKED_OF_MESSAGES = ["MSG-ASK-01"];

export function find(state: State, id: unknown): ModelMessage | undefined {
  return state.messages.find((message) => message.id !== undefined && message.id === id);
}

/** Whether a user may see a message: `ok`, or the code that refuses it; `undefined` where no rule says so. */
export function access(state: State, message: ModelMessage, uid: string): string | undefined {
  const isParty = partiesOf(state, message).includes(uid);
  if (isParty && message.hiddenFrom.has(uid)) return undefined;
  return isParty ? "ok" : "ERR_MESSAGE_NO_ACCESS";
}

export function isBlockedPair(state: State, { receiverType, sender, receiverId }: ModelMessage): boolean {
  if (receiverType === "group") return false;
  return hasBlocked(state, sender, receiverId) || hasBlocked(state, receiverId, sender);
}

/** What of an old message is told over a block, the sources leave open. */
export function orNot(
  isOpen: boolean,
  rules: readonly string[],
): Pick<ExpectedEvent, "rules" | "isOptional"> {
  return isOpen ? { rules: [], isOptional: true } : { rules };
}
