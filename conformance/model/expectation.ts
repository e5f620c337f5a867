import type { EventName, MethodName } from "../protocol/index.ts";
import { anything, around, differences, looking, type Pattern, someId } from "./pattern.ts";
import type { ModelDevice, ModelGroup, ModelMessage, State } from "./state.ts";

/** What must come of a step, and the rules that say so. */
export interface Expectation {
  /** What the app must get. */
  readonly outcome: ExpectedOutcome;
  /** What listeners must be called with, at each device in this order. */
  readonly events?: readonly ExpectedEvent[];
  /** Rules that have held when nothing else was heard anywhere. */
  readonly quiet?: readonly string[];
  /** Rules that have held when the server has understood what was asked; none for what is not asked of it. */
  readonly asked?: readonly string[];
  /** Codes with which it may fail instead: where the sources have both. */
  readonly orError?: readonly string[];
  /** What comes of it whatever goes wrong on its way; what else does when left out. */
  readonly despiteFaults?: Expectation;
  /** Rules that have held when every device has the socket that it must have, and no other. */
  readonly sockets?: readonly string[];
  /** Seconds until it must have come, where that is more than a moment: they pass as part of the step. */
  readonly takes?: number;
  /** Devices that must have kept their sockets up by pings, in a time that has passed. */
  readonly pinging?: readonly string[];
  /** Whether it goes by the socket: no fault of requests strikes it. */
  readonly isOverSocket?: boolean;
  /** Whether the client refuses it by itself, so that nothing may be asked. */
  readonly isLocal?: boolean;
  /** Whether the client may refuse it by itself, with a code of its own; what must come is a refusal. */
  readonly mayBeLocal?: boolean;
  /** What else must be so of the value, under rules of its own. */
  readonly details?: readonly { readonly value: Pattern; readonly rules: readonly string[] }[];
  /** What is so afterwards. */
  readonly apply?: (value: unknown) => void;
}

export type ExpectedOutcome =
  | { readonly value: Pattern; readonly rules: readonly string[] }
  /** One of these codes; any when there are none. */
  | { readonly error: readonly string[]; readonly rules: readonly string[] }
  /** Whatever it is. */
  | { readonly any: true; readonly rules: readonly string[] };

export interface ExpectedEvent {
  readonly device: string;
  readonly name: EventName;
  readonly payload: Pattern;
  readonly rules: readonly string[];
  /** Whether it may stay away: what no rule settles. */
  readonly isOptional?: boolean;
}

/** What a device does, and what the rules say about it; `undefined` where they say nothing. */
export type Oracle = (
  state: State,
  device: ModelDevice,
  params: Readonly<Record<string, unknown>>,
) => Expectation | undefined;

export type Oracles = { readonly [M in MethodName]?: Oracle };

export const value = (pattern: Pattern, ...rules: readonly string[]): ExpectedOutcome => ({
  value: pattern,
  rules,
});
export const nothing = (...rules: readonly string[]): ExpectedOutcome => value(null, ...rules);
export const refusal = (code: string | readonly string[], ...rules: readonly string[]): ExpectedOutcome => ({
  error: typeof code === "string" ? [code] : code,
  rules,
});
/** What comes of a step that is no call. */
export const done = (rest: Omit<Expectation, "outcome"> = {}): Expectation => ({
  outcome: { value: null, rules: [] },
  ...rest,
});
/** The client's own, whose codes differ from client to client. */
export const ownRefusal = (...rules: readonly string[]): ExpectedOutcome => ({ error: [], rules });

/** The same event at several devices. */
export function tell(
  devices: readonly ModelDevice[],
  name: EventName,
  payload: Pattern | ((device: ModelDevice) => Pattern),
  ...rules: readonly string[]
): readonly ExpectedEvent[] {
  return devices.map((device) => ({
    device: device.id,
    name,
    payload: typeof payload === "function" ? payload(device) : payload,
    rules,
  }));
}

/** The time when the service has done it: that is when it is looked at. */
export const now = (state: State): Pattern =>
  looking("the time now", (seen, path) => differences(around(state.now(), state.tolerance), seen, path));

/** A user as it must be seen by others. */
export function userPattern(state: State, uid: string): Readonly<Record<string, Pattern>> {
  if (uid === "app_system") return { uid };
  return { uid, name: state.users.get(uid)?.name ?? anything };
}

export function groupPattern(group: ModelGroup): Readonly<Record<string, Pattern>> {
  return {
    guid: group.guid,
    name: group.name,
    type: group.type,
    owner: group.owner,
    membersCount: group.members.size,
  };
}

/** The id of a message, which is known once its sender has been answered. */
function idPattern(message: ModelMessage): Pattern {
  return looking("the id of the message", (seen, path) => differences(message.id ?? someId, seen, path));
}

/** A message as it must be seen; counts of reactions are not in it. */
export function messagePattern(state: State, message: ModelMessage): Readonly<Record<string, Pattern>> {
  const isDeleted = message.deletedBy !== undefined;
  return {
    id: idPattern(message),
    conversationId: message.conversation,
    sender: userPattern(state, message.sender),
    receiverId: message.receiverId,
    receiverType: message.receiverType,
    category: message.category,
    type: message.type,
    sentAt: around(message.sentAt, state.tolerance + message.slack),
    parentMessageId: message.parent?.id,
    editedBy: message.editedBy,
    deletedBy: message.deletedBy,
    // What else is left of a deleted message is no rule's.
    ...(isDeleted
      ? { text: undefined }
      : { ...message.more, ...(message.text !== undefined && { text: message.text }) }),
  };
}

/** The counts of a message's reactions, as one user must see them. */
export function reactionsPattern(message: ModelMessage, uid: string): Pattern {
  const counts = [...message.reactions]
    .filter(([, uids]) => uids.size > 0)
    .map(([reaction, uids]) => ({ reaction, count: uids.size, reactedByMe: uids.has(uid) }));
  const inOrder = (list: readonly { readonly reaction: string }[]) =>
    [...list].sort((one, other) => (one.reaction < other.reaction ? -1 : 1));
  return looking(JSON.stringify(counts), (seen, path) =>
    differences(inOrder(counts), Array.isArray(seen) ? inOrder(seen) : seen === undefined ? [] : seen, path),
  );
}
