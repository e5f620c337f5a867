import { readRules } from "./rule.ts";

export const calls = readRules(
  "calls",
  `
  CAL-INIT-01    | must   | both   | stated  | docs: default-calling | A call is told to the called by onIncomingCallReceived.
  CAL-INIT-02    | must   | both   | stated  | docs: default-calling | Calling is answered with the call: its session, its type, and that it was initiated.
  CAL-INIT-03    | must   | server | seen    | official SDK 4.2.0 | The caller's other devices do not ring.
  CAL-INIT-04    | must   | both   | stated  | docs: error guide | Calling a user or a group that there is not is refused with ERR_UID_NOT_FOUND or ERR_GUID_NOT_FOUND.
  CAL-ACC-01     | must   | both   | stated  | docs: default-calling | Accepting is told to the caller by onOutgoingCallAccepted.
  CAL-ACC-02     | must   | both   | stated  | docs: default-calling | Accepting is answered with the call, which is ongoing.
  CAL-ACC-03     | must   | both   | stated  | docs: error guide | A call between two that was accepted cannot be accepted again: ERR_CALL_USER_ALREADY_JOINED, or the client refuses it by itself.
  CAL-REJ-01     | must   | both   | stated  | docs: default-calling | Rejecting is told to the caller by onOutgoingCallRejected.
  CAL-REJ-02     | must   | both   | stated  | docs: default-calling | That the called is busy is told to the caller by onOutgoingCallRejected, with the status busy.
  CAL-CAN-01     | must   | both   | stated  | docs: default-calling | Cancelling is told to the called by onIncomingCallCancelled.
  CAL-END-01     | must   | both   | stated  | docs: default-calling | Ending is told to the others by onCallEndedMessageReceived.
  CAL-END-02     | must   | both   | stated  | docs: error guide | A call that nobody has accepted cannot be ended: ERR_CALL_NOT_STARTED.
  CAL-END-03     | must   | client | assumed | good sense | Ending a call asks the service, whichever call it is, and fails where the service refuses.
  CAL-FLOW-01    | must   | both   | stated  | docs: error guide | A call that goes on can neither be rejected nor cancelled any more: ERR_CALL_ONGOING_TO_INVALID.
  CAL-ECHO-01    | should | both   | seen    | official SDK 4.2.0 | What somebody does with a call is told to that user's other devices as well.
  CAL-ECHO-02    | must   | client | seen    | official SDK 4.2.0 | The device that has done it is told nothing.
  CAL-SIDE-01    | should | both   | assumed | good sense | What is the other side's to do is refused: the caller neither accepts nor rejects a call that rings, and the called do not cancel it.
  CAL-SELF-01    | must   | both   | stated  | docs: error guide | Calling oneself is refused with ERR_CALLING_SELF.
  CAL-BUSY-01    | must   | both   | stated  | docs: error guide | Calling who is in a call is refused with ERR_CALL_BUSY_USER.
  CAL-BUSY-02    | must   | both   | stated  | docs: error guide | Who is in a call cannot call: ERR_CALL_BUSY_SELF, or the client refuses it by itself.
  CAL-BUSY-03    | must   | both   | stated  | docs: error guide | Calling a group that has a call is refused with ERR_CALL_BUSY_GROUP.
  CAL-BUSY-04    | must   | both   | assumed | good sense | Once a call has ended, its users are free for the next one.
  CAL-BLK-01     | must   | both   | stated  | docs: error guide | Calling somebody one has blocked is refused with ERR_BLOCKED_RECEIVER.
  CAL-BLK-02     | must   | both   | stated  | docs: error guide | Calling somebody who has blocked one is refused with ERR_BLOCKED_SENDER.
  CAL-PART-01    | must   | both   | stated  | docs: error guide | Nobody has to do with the call of others: ERR_CALL_NOT_A_PART.
  CAL-PART-02    | must   | both   | stated  | docs: error guide | A session that there is not is refused with ERR_CALL_SESSION_NOT_FOUND.
  CAL-GONE-01    | must   | both   | stated  | docs: error guide | A call that has ended takes no change: ERR_CALL_TERMINATED.
  CAL-TIME-01    | must   | client | seen    | official SDK 4.2.0 | A call that nobody answers is given up by the caller's client after 45 seconds, and the app is told.
  CAL-TIME-02    | must   | both   | seen    | official SDK 4.2.0 | That it was given up is told to the called by onIncomingCallCancelled.
  CAL-TIME-03    | must   | both   | seen    | official SDK 4.2.0 | A call that was answered or withdrawn is not given up later.
  CAL-TIME-04    | must   | client | seen    | official SDK 4.2.0 | A call that nobody answers is not given up before.
  CAL-TIME-05    | must   | client | assumed | good sense | A call that has gone on for longer than it would have rung is ended like any other.
  CAL-GRP-01     | must   | both   | stated  | docs: default-calling | A group's call is told to every other member, and to nobody else.
  CAL-GRP-02     | must   | both   | stated  | docs: error guide | Only members call a group: ERR_NOT_A_MEMBER.
  CAL-GRP-03     | must   | client | seen    | official SDK 4.2.0 | Who joins a group's call is told to its caller alone.
  CAL-GRP-04     | should | both   | assumed | good sense | A member who rejects a group's call is told of to its caller alone.
  CAL-GRP-05     | should | both   | assumed | good sense | A member who leaves a group's call ends it for nobody else.
  CAL-GRP-06     | must   | both   | stated  | docs: error guide | Who has joined a group's call cannot join again, nor leave twice: ERR_CALL_GROUP_ALREADY_JOINED, ERR_CALL_GROUP_ALREADY_LEFT.
  CAL-GRP-07     | must   | both   | stated  | docs: error guide | A group's call is never busy: ERR_CALL_GROUP_INVALID_STATUS.
  CAL-ASK-01     | must   | client | assumed | good sense | The server is asked to call whom the app has named, and for the step of the call that it has named.
  CAL-MEDIA-01   | must   | client | stated  | docs: calling | Sound and picture go from one to the other. | Media streams are not part of the chat service.
  `,
);
