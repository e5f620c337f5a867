import { readRules } from "./rule.ts";

export const receipts = readRules(
  "receipts",
  `
  RCP-DLV-01     | must   | both   | stated  | docs: delivery-read-receipts | markAsDelivered is told to the sender by onMessagesDelivered, with the message and the time.
  RCP-READ-01    | must   | both   | stated  | docs: delivery-read-receipts | markAsRead is told to the sender by onMessagesRead, with the message and the time.
  RCP-READ-02    | must   | both   | stated  | docs: delivery-read-receipts | Reading a message reads those before it.
  RCP-READ-03    | should | server | assumed | good sense | What is read is delivered.
  RCP-READ-04    | must   | both   | seen    | official SDK 4.2.0 | Reading is told to the reader's other devices.
  RCP-ROWS-01    | must   | both   | stated  | docs: delivery-read-receipts | getMessageReceipts tells who has received and read a message.
  RCP-ROWS-02    | must   | client | stated  | docs: delivery-read-receipts | Each row of getMessageReceipts names its message.
  RCP-MSG-01     | must   | both   | stated  | docs: delivery-read-receipts | A message of two says when it was delivered and read.
  RCP-GRP-01     | must   | both   | stated  | docs: delivery-read-receipts | When every other member has read, the sender is told by onMessagesReadByAll, in the name of app_system.
  RCP-GRP-02     | must   | both   | stated  | docs: delivery-read-receipts | When every other member has received, the sender is told by onMessagesDeliveredToAll, in the name of app_system.
  RCP-CONV-01    | must   | both   | stated  | docs: mark a conversation | markConversationAsRead reads all of it.
  RCP-OFF-01     | must   | client | seen    | official SDK 4.2.0 | A receipt without a connection is refused by the client.
  RCP-ASK-01     | must   | client | assumed | good sense | The server is told of the message that the app has named, and of its sender.
  `,
);

export const unread = readRules(
  "unread counts",
  `
  UNR-COUNT-01   | must   | both   | stated  | docs: retrieve messages | A message that has come and is not read counts as unread.
  UNR-COUNT-02   | must   | both   | stated  | docs: retrieve messages | One's own messages do not count.
  UNR-COUNT-03   | must   | both   | stated  | docs: retrieve messages | What is read does not count.
  UNR-COUNT-04   | must   | both   | stated  | docs: retrieve messages | Counts come for a user, for a group, and for all.
  UNR-COUNT-05   | should | server | assumed | good sense | Messages of category action do not count.
  UNR-MARK-01    | must   | both   | stated  | docs: mark as unread | After markAsUnread the messages behind that one count again.
  `,
);

export const conversations = readRules(
  "conversations",
  `
  CNV-LIST-01    | must   | both   | stated  | docs: retrieve-conversations | fetchConversations gives every conversation once, the latest first.
  CNV-LIST-02    | must   | both   | stated  | docs: retrieve-conversations | With a type only conversations of that type come.
  CNV-LIST-03    | must   | both   | stated  | docs: retrieve-conversations | A conversation has its last message and what is unread in it.
  CNV-GET-01     | must   | both   | stated  | docs: retrieve-conversations | getConversation gives the conversation with a user or a group.
  CNV-GET-02     | must   | both   | stated  | docs: sdk error codes | Before the first message there is none: ERR_CONVERSATION_NOT_ACCESSIBLE.
  CNV-TAG-01     | must   | both   | stated  | docs: tag a conversation | Tags of a conversation are those that were given last.
  CNV-DEL-01     | must   | both   | stated  | docs: delete-conversation | A deleted conversation is gone for who has deleted it, and for nobody else.
  CNV-DEL-02     | must   | both   | stated  | docs: delete-conversation | A new message brings it back.
  CNV-ASK-01     | must   | client | assumed | good sense | The server is asked about the conversation that the app has named.
  `,
);

export const paging = readRules(
  "paging",
  `
  PAG-ALL-01     | must   | both   | stated  | docs: retrieve messages | Page by page every row comes, once.
  PAG-SIZE-01    | must   | both   | stated  | docs: retrieve messages | No page has more rows than asked for.
  PAG-END-01     | must   | both   | stated  | docs: retrieve messages | Behind the last page there are none.
  PAG-ORDER-01   | must   | both   | seen    | official SDK 4.2.0 | A page of messages is in order, the oldest first.
  PAG-PREV-01    | must   | both   | stated  | docs: retrieve messages | The previous page ends right before the oldest row of the page before.
  PAG-NEXT-01    | must   | both   | stated  | docs: retrieve messages | The next page begins right behind the message that was named.
  PAG-NEXT-02    | must   | client | stated  | docs: sdk error codes | Next messages of nowhere are refused by the client.
  PAG-LIMIT-01   | must   | client | stated  | docs: sdk error codes | A page that is too large is refused by the client, and nothing is asked.
  PAG-LIMIT-02   | must   | client | stated  | reference of the Flutter SDK | A page of no rows is refused by the client, and nothing is asked.
  PAG-NEW-01     | should | both   | assumed | good sense | A message that comes while one pages backwards moves no row.
  `,
);
