import type { Message } from "./records.ts";
import { interactionKey, pairKey, reactionKey, type State } from "./state.ts";
import { putThread, removeThread } from "./threads.ts";

/**
 * Takes messages out of history for everybody, with all that hangs on each; replies to them stay (assumed).
 *
 * @param messages oldest first
 */
export function removeMessages(state: State, messages: readonly Message[]): void {
  const parents = new Set(messages.flatMap(({ parentId }) => parentId ?? []));
  const ids = messages.map(({ id }) => id);
  for (const id of ids) {
    for (const row of [...state.reactions.list("byMessage", id)]) {
      state.reactions.remove(reactionKey(id, row.reaction, row.uid));
    }
    releaseMessage(state, id);
    for (const row of [...state.threadSubscriptions.list("byParent", id)]) {
      state.threadSubscriptions.remove(pairKey(id, row.uid));
    }
    state.threads.remove(id);
  }
  state.messages.removeAll(ids);
  for (const parentId of parents) trimThread(state, parentId);
}

/** Takes a deleted message off everybody's pins, saves and queues, and forgets what was done with it (assumed). */
export function releaseMessage(state: State, id: number): void {
  state.messagePins.remove(id);
  for (const { uid } of [...state.messageSaves.list("byMessage", id)]) {
    state.messageSaves.remove(pairKey(uid, id));
  }
  for (const { uid } of [...state.flags.list("byMessage", id)]) state.flags.remove(pairKey(id, uid));
  state.moderationCases.remove(id);
  for (const row of [...state.interactions.list("byMessage", id)])
    state.interactions.remove(interactionKey(row));
}

/** Sets a thread back to the newest reply that is left. */
function trimThread(state: State, parentId: number): void {
  const thread = state.threads.get(parentId);
  if (!thread) return;
  const last = state.messages.list("replies", parentId).at(-1);
  if (!last) removeThread(state, parentId);
  else if (last.id !== thread.lastReplyId) {
    putThread(state, { ...thread, lastReplyId: last.id, updatedAt: last.sentAt });
  }
}
