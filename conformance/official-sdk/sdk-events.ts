import type {
  Action,
  AIAssistantBaseEvent,
  AIAssistantMessage,
  AIToolArgumentMessage,
  AIToolResultMessage,
  BaseMessage,
  Call,
  CardMessage,
  Conversation,
  CustomMessage,
  Group,
  InteractionReceipt,
  InteractiveMessage,
  MediaMessage,
  MessageReceipt,
  NotificationFeedItem,
  ReactionEvent,
  TextMessage,
  TransientMessage,
  TypingIndicator,
  User,
} from "@cometchat/chat-sdk-javascript";

/** Every listener callback of the SDK that has to do with chat, and what it is called with. */
export interface SdkEvents {
  onTextMessageReceived: [message: TextMessage];
  onMediaMessageReceived: [message: MediaMessage];
  onCustomMessageReceived: [message: CustomMessage];
  onInteractiveMessageReceived: [message: InteractiveMessage];
  onCardMessageReceived: [message: CardMessage];
  onAIAssistantMessageReceived: [message: AIAssistantMessage];
  onAIToolResultReceived: [message: AIToolResultMessage];
  onAIToolArgumentsReceived: [message: AIToolArgumentMessage];
  onTypingStarted: [typing: TypingIndicator];
  onTypingEnded: [typing: TypingIndicator];
  onMessagesDelivered: [receipt: MessageReceipt];
  onMessagesRead: [receipt: MessageReceipt];
  onMessagesDeliveredToAll: [receipt: MessageReceipt];
  onMessagesReadByAll: [receipt: MessageReceipt];
  onMessageEdited: [message: BaseMessage];
  onMessageDeleted: [message: BaseMessage];
  onTransientMessageReceived: [message: TransientMessage];
  onInteractionGoalCompleted: [receipt: InteractionReceipt];
  onMessageReactionAdded: [event: ReactionEvent];
  onMessageReactionRemoved: [event: ReactionEvent];
  onMessageModerated: [message: BaseMessage];
  onMessagePinned: [message: BaseMessage];
  onMessageUnpinned: [message: BaseMessage];
  onMessageSaved: [message: BaseMessage];
  onMessageUnsaved: [message: BaseMessage];

  onGroupMemberJoined: [message: Action, joined: User, group: Group];
  onGroupMemberLeft: [message: Action, left: User, group: Group];
  onGroupMemberKicked: [message: Action, kicked: User, by: User, group: Group];
  onGroupMemberBanned: [message: Action, banned: User, by: User, group: Group];
  onGroupMemberUnbanned: [message: Action, unbanned: User, by: User, group: Group];
  onGroupMemberScopeChanged: [message: Action, user: User, newScope: string, oldScope: string, group: Group];
  onMemberAddedToGroup: [message: Action, added: User, by: User, group: Group];

  onUserOnline: [user: User];
  onUserOffline: [user: User];

  onConnected: [];
  inConnecting: [];
  onDisconnected: [];
  onFeatureThrottled: [];

  loginSuccess: [user: User];
  loginFailure: [error: unknown];
  logoutSuccess: [];
  logoutFailure: [error: unknown];

  onIncomingCallReceived: [call: Call];
  onOutgoingCallAccepted: [call: Call];
  onOutgoingCallRejected: [call: Call];
  onIncomingCallCancelled: [call: Call];
  onCallEndedMessageReceived: [call: Call];

  onAIAssistantEventReceived: [event: AIAssistantBaseEvent];

  onFeedItemReceived: [item: NotificationFeedItem];

  onConversationPinned: [conversation: Conversation];
  onConversationUnpinned: [conversation: Conversation];
}

export type EventName = keyof SdkEvents;

/** The callbacks of each kind of listener. */
export const CALLBACKS = {
  MessageListener: [
    "onTextMessageReceived",
    "onMediaMessageReceived",
    "onCustomMessageReceived",
    "onInteractiveMessageReceived",
    "onCardMessageReceived",
    "onAIAssistantMessageReceived",
    "onAIToolResultReceived",
    "onAIToolArgumentsReceived",
    "onTypingStarted",
    "onTypingEnded",
    "onMessagesDelivered",
    "onMessagesRead",
    "onMessagesDeliveredToAll",
    "onMessagesReadByAll",
    "onMessageEdited",
    "onMessageDeleted",
    "onTransientMessageReceived",
    "onInteractionGoalCompleted",
    "onMessageReactionAdded",
    "onMessageReactionRemoved",
    "onMessageModerated",
    "onMessagePinned",
    "onMessageUnpinned",
    "onMessageSaved",
    "onMessageUnsaved",
  ],
  GroupListener: [
    "onGroupMemberJoined",
    "onGroupMemberLeft",
    "onGroupMemberKicked",
    "onGroupMemberBanned",
    "onGroupMemberUnbanned",
    "onGroupMemberScopeChanged",
    "onMemberAddedToGroup",
  ],
  UserListener: ["onUserOnline", "onUserOffline"],
  ConnectionListener: ["onConnected", "inConnecting", "onDisconnected", "onFeatureThrottled"],
  LoginListener: ["loginSuccess", "loginFailure", "logoutSuccess", "logoutFailure"],
  CallListener: [
    "onIncomingCallReceived",
    "onOutgoingCallAccepted",
    "onOutgoingCallRejected",
    "onIncomingCallCancelled",
    "onCallEndedMessageReceived",
  ],
  AIAssistantListener: ["onAIAssistantEventReceived"],
  NotificationFeedListener: ["onFeedItemReceived"],
  ConversationListener: ["onConversationPinned", "onConversationUnpinned"],
} as const satisfies Record<string, readonly EventName[]>;

type Listed = (typeof CALLBACKS)[keyof typeof CALLBACKS][number];

/** Fails to compile when a callback of {@link SdkEvents} is in no list above, and so would never be recorded. */
export type Unlisted = Exclude<EventName, Listed> extends never ? true : never;
export const everyCallbackIsListed: Unlisted = true;
