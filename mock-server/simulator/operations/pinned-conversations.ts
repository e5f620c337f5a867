import * as z from "zod";
import { conversationFields, requireView } from "../conversation-access.ts";
import { limitError, serviceError } from "../errors.ts";
import { requireGroup, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { AppPin, ConversationView } from "../records.ts";
import { groupConversationId, SYSTEM_UID, userConversationId } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { requireShelf, shelfLimit } from "../shelf-features.ts";
import { appPinKey, nextSerial, pairKey } from "../state.ts";

/** Pins a conversation in the actor's list; the first time counts. docs: rest-api/conversations */
export const pinConversation = operation({
  name: "pinConversation",
  access: "user",
  input: () => z.object(conversationFields),
  run(context, name): ConversationView {
    const { state, actor, now } = context;
    const view = requireOwnPin(context, name);
    if (view.pin) return view;
    const limit = shelfLimit(state, "conversations.pinned");
    if (state.views.list("pinned", actor.uid).length >= limit) {
      throw limitError("ERR_PINNED_CONVERSATIONS_LIMIT_EXCEEDED", { uid: actor.uid, limit });
    }
    const pinned = { ...view, pin: { at: now, serial: nextSerial(state, "conversationPin") } };
    state.views.put(pinned);
    publish(context, "conversation_pinned", pinned);
    return pinned;
  },
});

/** Takes the actor's pin away; a conversation that is not pinned stays so. docs: rest-api/conversations */
export const unpinConversation = operation({
  name: "unpinConversation",
  access: "user",
  input: () => z.object(conversationFields),
  run(context, name): ConversationView {
    const view = requireOwnPin(context, name);
    if (!view.pin) return view;
    const unpinned = { ...view, pin: undefined };
    context.state.views.put(unpinned);
    publish(context, "conversation_unpinned", unpinned);
    return unpinned;
  },
});

/** docs: rest-api/conversations (in display order) */
export const listAppPins = operation({
  name: "listAppPins",
  access: "key",
  input: () => z.object({}),
  run({ state }): readonly AppPin[] {
    requireShelf(state, "conversations.pinned");
    return state.appPins.list("all", "all").slice();
  },
});

const partyField = z.object(conversationFields);

/**
 * Says anew what the app has pinned, from the top down. What was pinned before keeps its time (assumed).
 * docs: rest-api/conversations (of a repeated one the first counts)
 */
export const replaceAppPins = operation({
  name: "replaceAppPins",
  access: "key",
  input: () => z.object({ pinnedConversations: z.array(partyField).max(LIMITS.pageSize) }),
  run(context, { pinnedConversations }): readonly AppPin[] {
    const { state } = context;
    requireShelf(state, "conversations.pinned");
    const before = new Map(state.appPins.list("all", "all").map((pin) => [appPinKey(pin), pin]));
    const after = wantedPins(context, pinnedConversations, before);
    for (const key of before.keys()) state.appPins.remove(key);
    for (const pin of after.values()) state.appPins.put(pin);
    for (const [key, pin] of before) if (!after.has(key)) publishToAll(context, "conversation_unpinned", pin);
    for (const [key, pin] of after) if (!before.has(key)) publishToAll(context, "conversation_pinned", pin);
    return [...after.values()];
  },
});

/** @throws ServiceError `ERR_UID_NOT_FOUND`, `ERR_GUID_NOT_FOUND`, or that these are too many */
function wantedPins(
  context: Context,
  parties: readonly z.output<typeof partyField>[],
  before: ReadonlyMap<string, AppPin>,
): ReadonlyMap<string, AppPin> {
  const pins = new Map<string, AppPin>();
  for (const party of parties) {
    const name = partyOf(context, party);
    const key = appPinKey(name);
    const pinnedAt = before.get(key)?.pinnedAt ?? context.now;
    if (!pins.has(key)) pins.set(key, { ...name, pinnedAt, serial: pins.size + 1 });
  }
  const limit = shelfLimit(context.state, "conversations.pinned", "appLimit");
  if (pins.size > limit) throw limitError("ERR_SYSTEM_PINNED_CONVERSATIONS_LIMIT_EXCEEDED", { limit });
  return pins;
}

function partyOf({ state }: Context, { uid, guid }: z.output<typeof partyField>) {
  if (guid !== undefined) return { conversationType: "group", with: requireGroup(state, guid).guid } as const;
  if (uid !== undefined) return { conversationType: "user", with: requireUser(state, uid).uid } as const;
  const text = "Each of the pinnedConversations must have a uid or a guid.";
  throw serviceError("ERR_BAD_REQUEST", {}, { pinnedConversations: [text] });
}

/** The actor's side of a conversation, if the pin on it is theirs to change. docs: rest-api/conversations */
function requireOwnPin(context: Context, name: z.output<typeof partyField>): ConversationView {
  requireShelf(context.state, "conversations.pinned");
  const view = requireView(context, name);
  if (context.state.appPins.has(appPinKey(view))) {
    throw serviceError("ERR_SYSTEM_PINNED_CONVERSATION", { conversationId: view.conversationId });
  }
  return view;
}

type PinEventType = "conversation_pinned" | "conversation_unpinned";

function publish(context: Context, type: PinEventType, side: ConversationView): void {
  context.emit({ type, side, sender: context.actor.uid, audience: { uids: [side.uid] } });
}

/** Tells everybody online who has the conversation. docs: the SDK's typings (pinned "globally by an admin") */
function publishToAll({ state, emit }: Context, type: PinEventType, pin: AppPin): void {
  for (const uid of [...state.connections.partitions("byUser")] as string[]) {
    const conversationId =
      pin.conversationType === "group" ? groupConversationId(pin.with) : userConversationId(uid, pin.with);
    const side = state.views.get(pairKey(uid, conversationId));
    if (side?.listed) emit({ type, side, sender: SYSTEM_UID, audience: { uids: [uid] } });
  }
}
