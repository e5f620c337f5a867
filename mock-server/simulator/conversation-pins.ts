import type { Page, Window } from "./paging.ts";
import type { ConversationView } from "./records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "./rules/identifiers.ts";
import { positionOf } from "./sorted-list.ts";
import { appPinKey, byActivity, pairKey, type State } from "./state.ts";

/** How a conversation is pinned, as its user sees it. */
export interface ShownPin {
  readonly pinnedAt: number;
  /** The user, or `app_system`. */
  readonly pinnedBy: string;
}

/** By whom conversations were pinned: the words of the lists' filter. seen from the official SDK 4.2.0 */
export const PINNERS = ["me", "system"] as const;
export type Pinner = (typeof PINNERS)[number];

/** The pin on one user's side of a conversation. The app's pin goes before the user's own (assumed). */
export function pinOf(state: State, view: ConversationView): ShownPin | undefined {
  const appPin = state.appPins.get(appPinKey(view));
  if (appPin) return { pinnedAt: appPin.pinnedAt, pinnedBy: SYSTEM_UID };
  return view.pin && { pinnedAt: view.pin.at, pinnedBy: view.uid };
}

/** Whether a conversation is pinned by one of these. */
export function isPinnedBy(state: State, view: ConversationView, pinners: readonly Pinner[]): boolean {
  const pin = pinOf(state, view);
  return pin !== undefined && pinners.includes(pin.pinnedBy === SYSTEM_UID ? "system" : "me");
}

/** A user's pinned conversations as they are listed: the app's in its order, then the user's own. docs: retrieve-conversations */
export function pinnedViews(state: State, uid: string): readonly ConversationView[] {
  const byApp = state.appPins.list("all", "all").flatMap((pin) => {
    const conversationId =
      pin.conversationType === "group" ? groupConversationId(pin.with) : userConversationId(uid, pin.with);
    const view = state.views.get(pairKey(uid, conversationId));
    return view?.listed ? [view] : [];
  });
  const own = state.views.list("pinned", uid).filter((view) => !state.appPins.has(appPinKey(view)));
  return [...byApp, ...own];
}

/**
 * Cuts a page out of a user's conversations with the pinned ones on top, at the cost of the page and of the pins.
 *
 * @param pinned some rows of `listed`, in the order in which they come first
 * @param listed all conversations, newest activity first
 */
export function paginatePinnedFirst(
  pinned: readonly ConversationView[],
  listed: readonly ConversationView[],
  { page, perPage }: Window,
): Page<ConversationView> {
  const from = (page - 1) * perPage;
  const rows = pinned.slice(from, from + perPage);
  const places = pinned.map((view) => positionOf(listed, view, byActivity)).sort((a, b) => a - b);
  // Where the rest goes on: as far in as rows of it came before, and past each pinned row that stands in between.
  let at = Math.max(0, from - pinned.length);
  let passed = 0;
  for (; passed < places.length && (places[passed] as number) <= at; passed += 1) at += 1;
  while (rows.length < perPage && at < listed.length) {
    if (at === places[passed]) passed += 1;
    else rows.push(listed[at] as ConversationView);
    at += 1;
  }
  return { rows, total: listed.length, page, perPage };
}
