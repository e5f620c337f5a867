import * as z from "zod";
import { inject } from "../injections.ts";
import { requireLiveMessage } from "../live-message.ts";
import { operation } from "../operation.ts";
import { type Page, paginate, windowFields } from "../paging.ts";
import { perUid, type Results } from "../per-uid.ts";
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
  input: () => z.object({ slug: slugField, enabled: z.boolean(), name: z.string().min(1).optional() }),
  run({ state }, { slug, enabled, name }): void {
    if (enabled) state.extensions.put({ slug, name: name ?? BUILT_IN_EXTENSIONS[slug]?.name ?? slug });
    else state.extensions.remove(slug);
  },
});

const slugsField = z.array(slugField).default([]);

/** Switches several on and off; one in both lists ends up off (assumed). docs: rest-api/management-apis (extensions) */
export const switchExtensions = operation({
  name: "switchExtensions",
  access: "key",
  input: () => z.object({ enabled: slugsField, disabled: slugsField }),
  run(context, lists) {
    const turn = (slugs: readonly string[], enabled: boolean): Results =>
      perUid(slugs, (slug) => {
        switchExtension.run(context, { slug, enabled });
        return {};
      });
    return { enabled: turn(lists.enabled, true), disabled: turn(lists.disabled, false) };
  },
});

/** An extension as an app has it. */
export interface AppExtension {
  readonly slug: string;
  readonly name: string;
  readonly isActive: boolean;
}

/** Those that are built in, and what else is switched on, by slug (undocumented). docs: rest-api/management-apis */
export const listExtensions = operation({
  name: "listExtensions",
  access: "key",
  input: () => z.object(windowFields),
  run({ state }, window): Page<AppExtension> {
    const slugs = new Set(Object.keys(BUILT_IN_EXTENSIONS));
    for (const { slug } of state.extensions.values()) slugs.add(slug);
    const rows = [...slugs].sort().map((slug): AppExtension => {
      const active = state.extensions.get(slug);
      return {
        slug,
        name: active?.name ?? BUILT_IN_EXTENSIONS[slug]?.name ?? slug,
        isActive: active !== undefined,
      };
    });
    return paginate(rows, window);
  },
});

/**
 * Writes an extension's part of a message, `metadata["@injected"].extensions[slug]`, and tells everybody by an edit.
 * Without a value it is taken out. docs: fundamentals/polls, rich-media-preview (results arrive as edits)
 */
export const injectIntoMessage = operation({
  name: "injectIntoMessage",
  access: "key",
  input: () => z.object({ id: messageId, slug: slugField, value: z.unknown().optional() }),
  run: (context, { id, slug, value }): Message =>
    inject(context, requireLiveMessage(context, id), slug, value),
});
