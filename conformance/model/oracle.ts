import type { MethodName } from "../protocol/index.ts";
import { callOracles } from "./areas/calls.ts";
import { changeOracles } from "./areas/changes.ts";
import { connectionOracles } from "./areas/connection.ts";
import { conversationOracles } from "./areas/conversations.ts";
import { groupOracles } from "./areas/groups.ts";
import { historyOracles } from "./areas/history.ts";
import { interactiveOracles } from "./areas/interactive.ts";
import { memberOracles } from "./areas/members.ts";
import { reactionOracles } from "./areas/reactions.ts";
import { receiptOracles } from "./areas/receipts.ts";
import { sendingOracles } from "./areas/sending.ts";
import { sessionOracles } from "./areas/sessions.ts";
import { signalOracles } from "./areas/signals.ts";
import { userOracles } from "./areas/users.ts";
import { isAboutToGiveUp } from "./calls.ts";
import { type Expectation, type ExpectedOutcome, type Oracles, ownRefusal, refusal } from "./expectation.ts";
import { isSomethingDue } from "./faults.ts";
import { awaitsPush } from "./push-faults.ts";
import type { ModelDevice, State } from "./state.ts";

const ORACLES: Oracles = {
  ...sessionOracles,
  ...userOracles,
  ...groupOracles,
  ...memberOracles,
  ...sendingOracles,
  ...interactiveOracles,
  ...changeOracles,
  ...historyOracles,
  ...reactionOracles,
  ...receiptOracles,
  ...conversationOracles,
  ...signalOracles,
  ...callOracles,
  ...connectionOracles,
};

/** What needs nobody to be logged in. */
const FREE: readonly MethodName[] = [
  "login",
  "logout",
  "getLoggedInUser",
  "getConnectionStatus",
  "createUser",
  "updateUser",
];

const SIGNALS: readonly MethodName[] = ["startTyping", "endTyping", "sendTransientMessage"];

/**
 * What must come of a call.
 *
 * @returns `undefined` where the rules say nothing: such a call is not made
 */
export function expectCall(
  state: State,
  device: ModelDevice,
  method: MethodName,
  params: Readonly<Record<string, unknown>>,
): Expectation | undefined {
  const isConnection = method === "connect" || method === "disconnect" || method === "ping";
  if (device.session === undefined && !FREE.includes(method)) {
    // These end with nothing (docs: typing-indicators, transient-messages), so that a client has no way to say that it has refused them.
    if (SIGNALS.includes(method)) return undefined;
    return { outcome: ownRefusal(isConnection ? "CON-CALL-01" : "SES-LOGOUT-03"), isLocal: true };
  }
  // What a device does itself may be pushed to it too: whether that meets the fault first, nobody can tell.
  if (awaitsPush(device) && !/^(get|fetch)/.test(method)) return undefined;
  const devices = [...state.devices.values()];
  // Whatever is pushed lets a message go that was held back: only of these it is known to whom that is.
  if (devices.some(({ overtaken }) => overtaken) && !/^(get|fetch)|Message$/.test(method)) return undefined;
  if (/Call$/.test(method) && devices.some(awaitsPush)) return undefined;
  // Calls are rows of conversations: what these show of them is no rule's.
  if (state.calls.length > 0 && method.includes("Conversation")) return undefined;
  if (isAboutToGiveUp(state) || (device.requestFault === "slow" && isSomethingDue(state))) return undefined;
  const { limit } = (params.filters ?? {}) as { readonly limit?: number };
  if (limit !== undefined && (limit < 1 || limit > 1000)) {
    return { outcome: ownRefusal(limit === 0 ? "PAG-LIMIT-02" : "PAG-LIMIT-01"), isLocal: true };
  }
  const expected = ORACLES[method]?.(state, device, params);
  // Whether such a call comes as far as to meet it is up to the client.
  const isUnderFault = device.requestFault !== undefined || !device.isOnline;
  return expected?.mayBeLocal && isUnderFault ? undefined : expected;
}

/**
 * What a call must end with that is made while another is under way.
 *
 * @returns `undefined` where the rules say nothing: such calls are not made
 */
export function expectMeanwhile(
  first: MethodName,
  { isLocal }: Expectation,
  second: MethodName,
): ExpectedOutcome | undefined {
  if (first !== "login" || second !== "login" || isLocal) return undefined;
  return refusal("LOGIN_IN_PROGRESS", "SES-LOGIN-09");
}
