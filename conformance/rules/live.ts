import { readRules } from "./rule.ts";

export const presence = readRules(
  "presence",
  `
  PRS-ON-01      | must   | both   | stated  | docs: user-presence | A subscriber is told by onUserOnline when another user's first device has connected.
  PRS-OFF-01     | must   | both   | stated  | docs: user-presence | A subscriber is told by onUserOffline when another user's last device has gone.
  PRS-MORE-01    | must   | server | stated  | docs: webhooks overview | Further devices of a user change nothing.
  PRS-NONE-01    | must   | both   | stated  | docs: user-presence | Without a subscription nothing is told.
  PRS-ROLE-01    | must   | both   | stated  | docs: user-presence | A subscription to roles tells of users of these roles only.
  PRS-FRIEND-01  | must   | both   | stated  | docs: user-presence | A subscription to friends tells of friends only.
  PRS-SELF-01    | should | server | assumed | good sense | Nobody is told of itself.
  PRS-LIST-01    | must   | both   | stated  | docs: user-presence | The status of a user in lists is whether it is connected.
  PRS-LAST-01    | must   | both   | stated  | docs: user-presence | Who goes offline was last active then.
  `,
);

export const typing = readRules(
  "typing",
  `
  TYP-START-01   | must   | both   | stated  | docs: typing-indicators | startTyping is told to the other by onTypingStarted, with who types and where.
  TYP-END-01     | must   | both   | stated  | docs: typing-indicators | endTyping is told to the other by onTypingEnded.
  TYP-GROUP-01   | must   | both   | stated  | docs: typing-indicators | In a group every other member is told, and nobody else.
  TYP-META-01    | must   | both   | stated  | docs: typing-indicators | Metadata arrives as it was given.
  TYP-BLOCK-01   | should | server | assumed | good sense | Between users with a block nothing is told.
  TYP-ASK-01     | must   | client | assumed | good sense | The server is told where the app says that is typed.
  `,
);

export const transient = readRules(
  "transient",
  `
  TRN-SEND-01    | must   | both   | stated  | docs: transient-messages | A transient message is told to the other by onTransientMessageReceived, with its data.
  TRN-SEND-02    | must   | both   | stated  | docs: transient-messages | In a group every other member is told, and nobody else.
  TRN-KEEP-01    | must   | both   | stated  | docs: transient-messages | It is in no history.
  TRN-OFF-01     | must   | server | stated  | docs: transient-messages | Who is not connected never hears of it.
  TRN-ASK-01     | must   | client | assumed | good sense | The server is given the data of the app, for whom it has named.
  `,
);

export const interactive = readRules(
  "interactive",
  `
  INT-SEND-01    | must   | both   | stated  | docs: interactive-messages | An interactive message is answered with its data and its goal.
  INT-SEND-02    | must   | both   | stated  | docs: interactive-messages | It is told by onInteractiveMessageReceived.
  INT-GOAL-01    | must   | both   | stated  | docs: interactive-messages | Its sender is told by onInteractionGoalCompleted when the goal is reached.
  INT-GOAL-02    | must   | both   | stated  | docs: interactive-messages | The sender of a message that does not allow it cannot interact.
  INT-SEND-03    | must   | both   | stated  | docs: interactive-messages | A message that names no goal has the goal none.
  INT-GOAL-03    | must   | both   | stated  | docs: interactive-messages | The goal anyOf is reached by one of its elements, and by no other.
  INT-GOAL-04    | must   | both   | stated  | docs: interactive-messages | The goal allOf is reached when all of its elements are, and not before.
  INT-GOAL-05    | must   | server | stated  | docs: interactive-messages | The goal none is never reached.
  INT-GOAL-06    | should | server | assumed | good sense | A goal is reached once by each user.
  INT-OWN-01     | must   | both   | stated  | docs: interactive-messages | The sender of a message that allows it can interact.
  INT-MARK-01    | must   | both   | stated  | docs: interactive-messages | A user sees in the message what this user has interacted with.
  INT-MARK-02    | should | both   | assumed | good sense | Interacting with another kind of message is refused with ERR_MESSAGE_ACTION_NOT_ALLOWED.
  INT-ASK-01     | must   | client | assumed | good sense | The server is given the data, the goal and the element that the app has named.
  `,
);
