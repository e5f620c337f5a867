import type { State } from "./state.ts";

/** docs: webhooks overview (`<@uid:UID>` in a text or caption) */
const MENTION = /<@uid:([A-Za-z0-9_-]{1,100})>/g;

/**
 * The users a text mentions, each once. A mention of nobody known stays plain text (undocumented).
 *
 * @returns `undefined` when there is none, as most messages have none
 */
export function mentionedIn(state: State, text: unknown): readonly string[] | undefined {
  if (typeof text !== "string" || !text.includes("<@uid:")) return undefined;
  const uids = new Set<string>();
  for (const [, uid] of text.matchAll(MENTION)) {
    const user = state.users.get((uid ?? "").toLowerCase());
    if (user && user.deactivatedAt === undefined) uids.add(user.uid);
  }
  return uids.size > 0 ? [...uids] : undefined;
}
