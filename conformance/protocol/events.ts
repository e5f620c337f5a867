import * as z from "zod";
import {
  call,
  group,
  message,
  reaction,
  receipt,
  receiverType,
  scope,
  transient,
  typing,
  user,
} from "./entities.ts";

// What a client tells its app by itself, by listener and name, as the vendor's documents have them.

const nothing = z.strictObject({});
const ofMessage = z.strictObject({ message });
const ofReceipt = z.strictObject({ receipt });
const ofTyping = z.strictObject({ typing });
const ofReaction = z.strictObject({
  reaction,
  conversationId: z.string().optional(),
  receiverId: z.string().optional(),
  receiverType: receiverType.optional(),
});
const byMember = z.strictObject({ message, by: user, group });
const onMember = z.strictObject({ message, by: user, on: user, group });
const ofUser = z.strictObject({ user });
const ofCall = z.strictObject({ call });

/** Every listener, and the payload of each of its events. */
export const EVENTS = {
  message: {
    onTextMessageReceived: ofMessage,
    onMediaMessageReceived: ofMessage,
    onCustomMessageReceived: ofMessage,
    onInteractiveMessageReceived: ofMessage,
    onMessageEdited: ofMessage,
    onMessageDeleted: ofMessage,
    onMessagesDelivered: ofReceipt,
    onMessagesRead: ofReceipt,
    onMessagesDeliveredToAll: ofReceipt,
    onMessagesReadByAll: ofReceipt,
    onMessageReactionAdded: ofReaction,
    onMessageReactionRemoved: ofReaction,
    onTypingStarted: ofTyping,
    onTypingEnded: ofTyping,
    onTransientMessageReceived: z.strictObject({ transient }),
    onInteractionGoalCompleted: z.strictObject({ messageId: z.string(), sender: user }),
  },
  group: {
    onGroupMemberJoined: byMember,
    onGroupMemberLeft: byMember,
    onGroupMemberKicked: onMember,
    onGroupMemberBanned: onMember,
    onGroupMemberUnbanned: onMember,
    onMemberAddedToGroup: onMember,
    onGroupMemberScopeChanged: onMember.extend({ oldScope: scope, newScope: scope }),
  },
  user: { onUserOnline: ofUser, onUserOffline: ofUser },
  call: {
    onIncomingCallReceived: ofCall,
    onOutgoingCallAccepted: ofCall,
    onOutgoingCallRejected: ofCall,
    onIncomingCallCancelled: ofCall,
    onCallEndedMessageReceived: ofCall,
  },
  connection: { inConnecting: nothing, onConnected: nothing, onDisconnected: nothing },
  login: { loginSuccess: ofUser, logoutSuccess: nothing },
} as const;

export type ListenerName = keyof typeof EVENTS;
/** `message.onTextMessageReceived` and the like. */
export type EventName = { [L in ListenerName]: `${L}.${keyof (typeof EVENTS)[L] & string}` }[ListenerName];

/** The schema of an event's payload; `undefined` for one that is unknown. */
export function payloadOf(listener: string, name: string): z.ZodType | undefined {
  if (!Object.hasOwn(EVENTS, listener)) return undefined;
  const ofListener: Readonly<Record<string, z.ZodType>> = EVENTS[listener as ListenerName];
  return Object.hasOwn(ofListener, name) ? ofListener[name] : undefined;
}

export const EVENT_NAMES = Object.entries(EVENTS).flatMap(([listener, names]) =>
  Object.keys(names).map((name) => `${listener}.${name}`),
) as readonly EventName[];
