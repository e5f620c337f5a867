import * as z from "zod";
import { inject } from "../injections.ts";
import { requireLiveMessage } from "../live-message.ts";
import { operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { BUILT_IN_EXTENSIONS } from "../rules/extensions.ts";
import { messageId } from "../rules/identifiers.ts";

/** A slug stands in a host name, in lower case. */
const slugField = z
  .string()
  .max(50)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "may only contain small letters, numbers and dashes between them.");

/** Switches an extension of the app on or off, as the vendor's dashboard does. Clients see it at their next login. */
export const switchExtension = operation({
  name: "switchExtension",
  access: "key",
  input: z.object({ slug: slugField, enabled: z.boolean(), name: z.string().min(1).optional() }),
  run({ state }, { slug, enabled, name }): void {
    if (enabled) state.extensions.put({ slug, name: name ?? BUILT_IN_EXTENSIONS[slug]?.name ?? slug });
    else state.extensions.remove(slug);
  },
});

/**
 * Writes an extension's part of a message, `metadata["@injected"].extensions[slug]`, and tells everybody by an edit.
 * Without a value it is taken out. docs: fundamentals/polls, rich-media-preview (results arrive as edits)
 */
export const injectIntoMessage = operation({
  name: "injectIntoMessage",
  access: "key",
  input: z.object({ id: messageId, slug: slugField, value: z.unknown().optional() }),
  run: (context, { id, slug, value }): Message =>
    inject(context, requireLiveMessage(context, id), slug, value),
});
