import { readRules } from "./rule.ts";

export const messages = readRules(
  "messages",
  `
  MSG-TEXT-01    | must   | both   | stated  | docs: send-message | A text message is answered with what was sent: text, receiver, sender, time.
  MSG-TEXT-02    | must   | both   | stated  | docs: send-message | Its receiver is told by onTextMessageReceived, once, on every device.
  MSG-TEXT-03    | must   | both   | stated  | docs: send-message | A message to a group is told to every member, and to nobody else.
  MSG-TEXT-04    | must   | both   | stated  | docs: error guide | An empty text is refused with ERR_EMPTY_MESSAGE_TEXT, or by the client.
  MSG-TEXT-05    | must   | both   | assumed | good sense | A text arrives as it was written, whatever characters it has.
  MSG-CUST-01    | must   | both   | stated  | docs: send-message | A custom message is answered with its type and its data.
  MSG-CUST-02    | must   | both   | stated  | docs: receive-message | A custom message is told by onCustomMessageReceived.
  MSG-MEDIA-01   | must   | both   | stated  | docs: send-message | A media message with a URL is answered with its type, its attachments and its caption.
  MSG-MEDIA-02   | must   | both   | stated  | docs: receive-message | A media message is told by onMediaMessageReceived.
  MSG-META-01    | must   | both   | stated  | docs: send-message | Metadata arrives as it was given.
  MSG-TAGS-01    | must   | both   | stated  | docs: send-message | Tags arrive as they were given.
  MSG-TO-01      | must   | both   | stated  | docs: error guide | A message to a user that there is not is refused with ERR_UID_NOT_FOUND.
  MSG-TO-02      | must   | both   | stated  | docs: error guide | A message to a group that there is not is refused with ERR_GUID_NOT_FOUND.
  MSG-TO-03      | must   | both   | stated  | vendor's Android tests | A message to a group by who is no member is refused with ERR_NOT_A_MEMBER.
  MSG-ECHO-01    | must   | both   | stated  | docs: receive-message | The device that has sent a message is not told of it.
  MSG-ECHO-02    | must   | both   | stated  | docs: receive-message | The sender's other devices are told of it.
  MSG-GET-01     | must   | both   | stated  | docs: additional message filtering | A message can be read by those who are in its conversation.
  MSG-GET-02     | must   | both   | stated  | docs: error guide | A message that there is not is ERR_MESSAGE_ID_NOT_FOUND.
  MSG-GET-03     | must   | both   | stated  | docs: error guide | A message of others cannot be read: ERR_MESSAGE_NO_ACCESS.
  MSG-ASK-01     | must   | client | assumed | good sense | The server is given the message as the app has written it, to whom it has named.
  `,
);

export const changes = readRules(
  "edit and delete",
  `
  EDT-EDIT-01    | must   | both   | stated  | docs: edit-message | An edit is answered with the new text, editedAt and editedBy.
  EDT-EDIT-02    | must   | both   | stated  | docs: edit-message | An edit is told to the others of the conversation by onMessageEdited, with the new text.
  EDT-EDIT-03    | must   | both   | stated  | docs: edit-message | In a conversation of two only the sender edits: ERR_MESSAGE_NOT_A_SENDER.
  EDT-EDIT-04    | must   | both   | stated  | vendor's Android tests | A message that there is not cannot be edited: ERR_MESSAGE_ID_NOT_FOUND.
  EDT-EDIT-05    | should | server | assumed | good sense | A deleted message cannot be edited: ERR_MESSAGE_ID_NOT_FOUND.
  EDT-DEL-01     | must   | both   | stated  | docs: delete-message | A deletion is answered with deletedAt and deletedBy.
  EDT-DEL-02     | must   | both   | stated  | docs: delete-message | A deletion is told to the others of the conversation by onMessageDeleted.
  EDT-DEL-03     | must   | both   | stated  | docs: delete-message | In a conversation of two only the sender deletes: ERR_MESSAGE_NOT_A_SENDER.
  EDT-DEL-04     | should | server | assumed | good sense | A deleted message has no text any more.
  EDT-ASK-01     | must   | client | assumed | good sense | The server is asked to change the message that the app has named, to what it has written.
  `,
);

export const threads = readRules(
  "threads",
  `
  THR-SEND-01    | must   | both   | stated  | docs: threaded-messages | A reply carries the id of the message that it replies to, to everybody.
  THR-SEND-02    | must   | both   | stated  | docs: error guide | A reply to a message of another conversation is refused with ERR_WRONG_MESSAGE_THREAD.
  THR-SEND-03    | must   | both   | stated  | docs: error guide | A reply to a reply is refused with ERR_MESSAGE_THREAD_NESTING.
  THR-SEND-04    | must   | both   | stated  | docs: error guide | A reply to a message that there is not is refused with ERR_MESSAGE_ID_NOT_FOUND.
  THR-COUNT-01   | must   | both   | stated  | docs: threaded-messages | The first message of a thread counts its replies.
  THR-LIST-01    | must   | both   | stated  | docs: threaded-messages | The history of a thread is its replies, and nothing else.
  THR-LIST-02    | must   | both   | stated  | docs: threaded-messages | With hideReplies a history has no replies.
  `,
);

export const reactions = readRules(
  "reactions",
  `
  RCT-ADD-01     | must   | both   | stated  | docs: reactions | A reaction is answered with the message and its counts.
  RCT-ADD-02     | must   | both   | stated  | docs: reactions | A reaction is told to the others of the conversation by onMessageReactionAdded.
  RCT-ADD-03     | should | server | assumed | good sense | Reacting once more in the same way counts once.
  RCT-ADD-04     | must   | both   | stated  | docs: reactions | reactedByMe is true for who has reacted, and for nobody else.
  RCT-DEL-01     | must   | both   | stated  | docs: reactions | A reaction that is taken back is counted no longer.
  RCT-DEL-02     | must   | both   | stated  | docs: reactions | Taking it back is told to the others by onMessageReactionRemoved.
  RCT-LIST-01    | must   | both   | stated  | docs: reactions | fetchReactions gives each reaction with who has reacted.
  RCT-LIST-02    | must   | both   | stated  | docs: reactions | With a reaction only that one comes.
  RCT-EMOJI-01   | must   | both   | assumed | good sense | Any emoji arrives as it was given.
  RCT-ASK-01     | must   | client | assumed | good sense | The server is asked for the reaction that the app has named, to the message that it has named.
  `,
);

export const mentions = readRules(
  "mentions",
  `
  MEN-TEXT-01    | must   | both   | stated  | docs: mentions | Who is mentioned in a text by <@uid:…> is among its mentionedUsers.
  MEN-TEXT-02    | must   | both   | stated  | docs: mentions | hasMentionedMe is true for who is mentioned, and for nobody else.
  MEN-TEXT-03    | should | server | assumed | good sense | A UID that there is not is plain text.
  `,
);
