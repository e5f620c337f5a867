import * as z from "zod";
import { interactionsBy } from "../simulator/interactions.ts";
import type { Interaction, Message } from "../simulator/records.ts";
import { type Fields, jsonText } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import type { Viewpoint } from "./viewpoint.ts";
import { filled, seconds } from "./words.ts";

export const interactionShape = shape("Interaction", () =>
  z.strictObject({ elementId: filled, interactedAt: seconds }),
);

/** docs: sdk interactive-messages */
export function printInteraction({
  elementId,
  interactedAt,
}: Interaction): Fields<Of<typeof interactionShape>> {
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
