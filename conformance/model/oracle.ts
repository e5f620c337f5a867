import type { MethodName } from "../protocol/index.ts";
import { changeOracles } from "./areas/changes.ts";
import { connectionOracles } from "./areas/connection.ts";
import { conversationOracles } from "./areas/conversations.ts";
import { groupOracles } from "./areas/groups.ts";
import { historyOracles } from "./areas/history.ts";
import { memberOracles } from "./areas/members.ts";
import { reactionOracles } from "./areas/reactions.ts";
import { receiptOracles } from "./areas/receipts.ts";
import { sendingOracles } from "./areas/sending.ts";
import { sessionOracles } from "./areas/sessions.ts";
import { signalOracles } from "./areas/signals.ts";
import { userOracles } from "./areas/users.ts";
import { type Expectation, type Oracles, ownRefusal } from "./expectation.ts";
import type { ModelDevice, State } from "./state.ts";

const ORACLES: Oracles = {
  ...sessionOracles,
  ...userOracles,
  ...groupOracles,
  ...memberOracles,
  ...sendingOracles,
  ...changeOracles,
  ...historyOracles,
  ...reactionOracles,
  ...receiptOracles,
  ...conversationOracles,
  ...signalOracles,
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
    return { outcome: ownRefusal(isConnection ? "CON-CALL-01" : "SES-LOGOUT-03"), isLocal: true };
  }
  // What a device does itself may be pushed to it too: whether that meets the fault first, nobody can tell.
  const isStruck = device.pushFault === "push lost" || device.pushFault === "pushed twice";
  if (isStruck && !/^(get|fetch)/.test(method)) return undefined;
  const { limit } = (params.filters ?? {}) as { readonly limit?: number };
  if (limit !== undefined && (limit < 1 || limit > 1000)) {
    return { outcome: ownRefusal("PAG-LIMIT-01"), isLocal: true };
  }
  return ORACLES[method]?.(state, device, params);
}
