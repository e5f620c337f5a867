import type { Message } from "../simulator/records.ts";
import { hasShelf } from "../simulator/shelf-features.ts";
import { pairKey } from "../simulator/state.ts";
import { membersOf } from "./json-text.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** By whom and when a message was pinned, and when the viewer saved it; empty text when neither was done. */
export function shelfMarks({ app: { state }, viewer }: Viewpoint, { id }: Message): string {
  const pin = state.messagePins.get(id);
  const mayBeSaved = viewer !== undefined && state.messageSaves.size > 0;
  const save = mayBeSaved ? state.messageSaves.get(pairKey(viewer, id)) : undefined;
  if (!pin && !save) return "";
  // What an app has switched off does not show, and is there again when it is switched on (assumed).
  const shownPin = hasShelf(state, "messages.pinned") ? pin : undefined;
  const shownSave = hasShelf(state, "messages.saved") ? save : undefined;
  return membersOf({
    pinnedAt: shownPin?.pinnedAt,
    pinnedBy: shownPin?.pinnedBy,
    savedAt: shownSave?.savedAt,
  });
}
