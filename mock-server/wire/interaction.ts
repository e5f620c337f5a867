import { interactionsBy } from "../simulator/interactions.ts";
import type { Interaction, Message } from "../simulator/records.ts";
import { jsonText } from "./json-text.ts";
import type { Viewpoint } from "./viewpoint.ts";

/** docs: sdk interactive-messages */
export function printInteraction({ elementId, interactedAt }: Interaction) {
  return { elementId, interactedAt };
}

/**
 * What the viewer has done with an interactive message; empty text for any other message. Without a list the SDK has
 * nothing to look at. seen from the official SDK 4.2.0
 */
export function interactionsText({ app, viewer }: Viewpoint, { id, category }: Message): string {
  if (category !== "interactive") return "";
  const rows = viewer === undefined ? [] : interactionsBy(app.state, id, viewer);
  return `"interactions":${jsonText(rows.map(printInteraction))}`;
}
