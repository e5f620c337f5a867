import { type Credentials, uidOf } from "../../actor.ts";
import type { DomainEvent } from "../../events.ts";
import type { Action, Message } from "../../records.ts";
import { groupConversationId, userConversationId } from "../identifiers.ts";
import type { KeyScope } from "../key-privileges.ts";
import type { Seen } from "./rule.ts";

// What several rules look for.

/** Who has acted; `undefined` for the app itself. */
export function actorOf({ state, command }: Seen): string | undefined {
  return uidOf(state, command.as)?.toLowerCase();
}

/** The scope of the key it was done with. */
export function keyScopeOf({ state, command: { as } }: Seen): KeyScope | undefined {
  return as.kind === "apiKey" ? state.apiKeys.get(as.apiKey ?? "")?.scope : undefined;
}

/** Whether the app's own server did it for itself. */
export function isAppItself(as: Credentials): boolean {
  return (as.kind === "apiKey" && !as.onBehalfOf) || (as.kind === "harness" && as.uid === undefined);
}

/** A text of the input, in lower case as identifiers are; empty for anything else. */
export function textOf({ input }: Seen, field: string): string {
  const value = input[field];
  return typeof value === "string" ? value.toLowerCase() : "";
}

/** How long a list of the input is; 0 for what is none. */
export function lengthOf({ input }: Seen, field: string): number {
  const value = input[field];
  return Array.isArray(value) ? value.length : 0;
}

/** Whether the input names this field. */
export function names({ input }: Seen, field: string): boolean {
  return input[field] !== undefined;
}

/** Whether the refusal names this field, or one within it. */
export function isAbout({ error }: Seen, field: string): boolean {
  return Object.keys(error?.details ?? {}).some((name) => name === field || name.startsWith(`${field}.`));
}

/** The message that a command named by its id, as it is now. */
export function messageNamed({ state, input }: Seen, field = "id"): Message | undefined {
  return state.messages.get(Number(input[field]));
}

/** The id of the conversation that a command named by its other party. */
export function conversationNamed(seen: Seen): string {
  const guid = textOf(seen, "guid");
  return guid ? groupConversationId(guid) : userConversationId(actorOf(seen) ?? "", textOf(seen, "uid"));
}

/** Whether there is such an event. */
export function told<T extends DomainEvent["type"]>(
  { events }: Seen,
  type: T,
  fits: (event: Extract<DomainEvent, { type: T }>) => boolean = () => true,
): boolean {
  return events.some((event) => event.type === type && fits(event as Extract<DomainEvent, { type: T }>));
}

/** Whether a row of history came to be that tells of this act. */
export function posted(seen: Seen, action: Action["action"], fits: (row: Message) => boolean = () => true) {
  return told(seen, "message", ({ message }) => message.action?.action === action && fits(message));
}

/** Whether some users, and no sockets, hear of it. */
export function reachesSomeone({ audience }: DomainEvent): boolean {
  return "uids" in audience && audience.uids.length > 0;
}
