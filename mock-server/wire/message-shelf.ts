import type { Message } from "../simulator/records.ts";
import { pairKey } from "../simulator/state.ts";
import { membersOf } from "./json-text.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** By whom and when a message was pinned, and when the viewer saved it; empty text when neither was done. */
export function shelfMarks({ app: { state }, viewer }: Viewpoint, { id }: Message): string {
  const pin = state.messagePins.get(id);
  const mayBeSaved = viewer !== undefined && state.messageSaves.size > 0;
  const save = mayBeSaved ? state.messageSaves.get(pairKey(viewer, id)) : undefined;
  if (!pin && !save) return "";
  return membersOf({ pinnedAt: pin?.pinnedAt, pinnedBy: pin?.pinnedBy, savedAt: save?.savedAt });
}
