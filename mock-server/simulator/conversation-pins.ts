import { type Page, rowsWithout, type Window } from "./paging.ts";
import type { ConversationView } from "./records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "./rules/identifiers.ts";
import { hasShelf } from "./shelf-features.ts";
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

/**
 * The pin on one user's side of a conversation. The app's pin goes before the user's own; while the app has no pins, none
 * shows (both assumed).
 */
export function pinOf(state: State, view: ConversationView): ShownPin | undefined {
  if (!hasShelf(state, "conversations.pinned")) return undefined;
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
  if (!hasShelf(state, "conversations.pinned")) return [];
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
 * Cuts a page out of a user's conversations with the pinned ones on top, at the cost of the page, of the pins and of what
 * is hidden.
 *
 * @param listed all conversations, newest activity first
 * @param pinned some rows of it, in the order in which they come first
 * @param hidden further rows of it, which are left out
 */
export function paginatePinnedFirst(
  listed: readonly ConversationView[],
  { page, perPage }: Window,
  pinned: readonly ConversationView[],
  hidden: readonly ConversationView[],
): Page<ConversationView> {
  const places = [...pinned, ...hidden].map((view) => positionOf(listed, view, byActivity));
  const total = listed.length - hidden.length;
  const from = (page - 1) * perPage;
  const ofRest = (row: number) => Math.min(Math.max(0, row), total) - pinned.length;
  const rest = rowsWithout(
    listed,
    places.sort((a, b) => a - b),
    Math.max(0, ofRest(from)),
    Math.max(0, ofRest(from + perPage)),
  );
  return { rows: [...pinned.slice(from, from + perPage), ...rest], total, page, perPage };
}
