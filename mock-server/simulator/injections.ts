import { APP_ACTOR } from "./actor.ts";
import { isJsonObject } from "./fields.ts";
import { postMessageAction } from "./message-actions.ts";
import type { Context } from "./operation.ts";
import type { JsonObject, Message } from "./records.ts";
import { SYSTEM_UID } from "./rules/identifiers.ts";
import type { State } from "./state.ts";

/** The part of a message's metadata that extensions write. docs: fundamentals/polls, link-preview, reactions */
const INJECTED = "@injected";

/** A link ends before the punctuation of its sentence. */
const LINKS = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/gi;

/** What the extensions have written into a message, by slug. */
export function injectedInto({ data }: Pick<Message, "data">): JsonObject {
  const metadata = isJsonObject(data.metadata) ? data.metadata : {};
  const injected = metadata[INJECTED];
  if (!isJsonObject(injected) || !isJsonObject(injected.extensions)) return {};
  return injected.extensions;
}

/** A message's data with what an extension writes into it; `undefined` takes it out. */
function withInjected(data: JsonObject, slug: string, value: unknown): JsonObject {
  const others = Object.entries(injectedInto({ data })).filter(([key]) => key !== slug);
  return withExtensions(data, Object.fromEntries(value === undefined ? others : [...others, [slug, value]]));
}

function withExtensions(data: JsonObject, extensions: JsonObject): JsonObject {
  const { [INJECTED]: before, ...metadata } = isJsonObject(data.metadata) ? data.metadata : {};
  if (Object.keys(extensions).length > 0) {
    return { ...data, metadata: { ...metadata, [INJECTED]: { extensions } } };
  }
  return before === undefined ? data : { ...data, metadata };
}

/**
 * Writes an extension's part of a message that was sent before, and tells everybody by an edit. It is the app's doing:
 * who votes in a poll does not edit somebody else's message (assumed).
 */
export function inject(context: Context, message: Message, slug: string, value: unknown): Message {
  const { state, now } = context;
  const edited: Message = {
    ...message,
    data: withInjected(message.data, slug, value),
    editedAt: now,
    editedBy: SYSTEM_UID,
    updatedAt: now,
  };
  state.messages.put(edited);
  postMessageAction({ ...context, actor: APP_ACTOR, resource: undefined }, "edited", edited);
  return edited;
}

/**
 * What the app's extensions make of a message on its way: a link gets its preview. What they wrote into it before is
 * theirs, and an edit neither changes nor loses it (assumed).
 *
 * @param before the message as it was, when it is edited
 */
export function throughExtensions(state: State, data: JsonObject, before?: Message): JsonObject {
  const passed = before ? withExtensions(data, injectedInto(before)) : data;
  if (!state.extensions.has("link-preview") || typeof data.text !== "string") return passed;
  const links = [...new Set(data.text.match(LINKS))].map(previewOf);
  return withInjected(passed, "link-preview", links.length > 0 ? { links } : undefined);
}

/** Nothing is fetched: what a page is called is made up from where it is. docs: fundamentals/link-preview (the fields) */
function previewOf(url: string) {
  const [origin = url, host = url] = /^https?:\/\/([^/?#]+)/i.exec(url) ?? [];
  return { url, title: host, description: `A page of ${host}`, favicon: `${origin}/favicon.ico`, image: "" };
}
