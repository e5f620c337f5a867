import { mayRead } from "./lookups.ts";
import { messageFilterFields, messageTests } from "./message-filter.ts";
import type { Context } from "./operation.ts";
import type { Message } from "./records.ts";
import { pairKey } from "./state.ts";

/** A page of messages that were put aside: pinned or saved ones, the newest pin or save first. */
export interface ShelfPage {
  readonly rows: readonly Message[];
  /** The serial of the last row's pin or save when there are more: what the next page begins after. */
  readonly next: number | undefined;
}

/** A message and the serial of the pin or save that put it aside. */
export interface ShelfRow {
  readonly message: Message;
  readonly serial: number;
}

export const shelfFilterFields = messageFilterFields;

/** Whether the viewer still has the message before them: it is in their reach, and not cleared from their side. */
function isInReach({ state, actor }: Context, message: Message): boolean {
  if (actor.isApp) return true;
  const view = state.views.get(pairKey(actor.uid, message.conversationId));
  return mayRead(state, message, actor.uid) && message.id > (view?.clearedUpTo ?? 0);
}

/** The messages of pins or saves that are still in reach, in the order of these. */
export function* shelfRows(
  context: Context,
  pinsOrSaves: Iterable<{ readonly messageId: number; readonly serial: number }>,
): Generator<ShelfRow> {
  for (const { messageId, serial } of pinsOrSaves) {
    const message = context.state.messages.get(messageId);
    if (message && isInReach(context, message)) yield { message, serial };
  }
}

/**
 * Cuts a page out of a shelf, at the cost of the rows that it passes.
 *
 * @param rows newest first
 * @param filter what the list is narrowed to, as any list of messages is
 */
export function pageOfShelf(
  context: Context,
  rows: Iterable<ShelfRow>,
  limit: number,
  filter: Parameters<typeof messageTests>[1],
): ShelfPage {
  const tests = messageTests(context, filter, context.actor.uid);
  const page: ShelfRow[] = [];
  let next: number | undefined;
  for (const row of rows) {
    if (!tests.every((test) => test(row.message))) continue;
    if (page.length === limit) {
      next = page.at(-1)?.serial;
      break;
    }
    page.push(row);
  }
  return { rows: page.map(({ message }) => message), next };
}
