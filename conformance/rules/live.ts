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
  `,
);

export const calls = readRules(
  "calls",
  `
  CAL-INIT-01    | must   | both   | stated  | docs: default-calling | A call is told to the called by onIncomingCallReceived.
  CAL-ACC-01     | must   | both   | stated  | docs: default-calling | Accepting is told to the caller by onOutgoingCallAccepted.
  CAL-REJ-01     | must   | both   | stated  | docs: default-calling | Rejecting is told to the caller by onOutgoingCallRejected.
  CAL-CAN-01     | must   | both   | stated  | docs: default-calling | Cancelling is told to the called by onIncomingCallCancelled.
  CAL-END-01     | must   | both   | stated  | docs: default-calling | Ending is told to the others.
  CAL-SELF-01    | must   | both   | stated  | docs: error guide | Calling oneself is refused with ERR_CALLING_SELF.
  CAL-BUSY-01    | must   | both   | stated  | docs: error guide | Calling who is in a call is refused with ERR_CALL_BUSY_USER.
  CAL-GONE-01    | must   | both   | stated  | docs: error guide | A call that has ended takes no change: ERR_CALL_TERMINATED.
  CAL-TIME-01    | must   | client | seen    | official SDK 4.2.0 | A call that nobody answers is given up by the caller's client after 45 seconds.
  CAL-MEDIA-01   | must   | client | stated  | docs: calling | Sound and picture go from one to the other. | Media streams are not part of the chat service.
  `,
);
