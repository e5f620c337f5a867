import { isInCall, joining, type ModelCall, partiesOfCall, tellCall } from "../calls.ts";
import { devicesOf, type ModelDevice, type State } from "../state.ts";
import { type CallStep, OTHERS_STEP } from "./call-step.ts";

/**
 * What comes of a step of a group's call. It goes on as long as somebody is in it, and its caller alone is told who comes
 * to it and who does not.
 */
export function onGroupCall(
  state: State,
  device: ModelDevice,
  call: ModelCall,
  to: ModelCall["status"],
): CallStep | undefined {
  const me = device.session ?? "";
  if (to === "busy") return { code: "ERR_CALL_GROUP_INVALID_STATUS", rules: ["CAL-GRP-07"] };
  const mine = call.participants.get(me);
  if (to === "ongoing") return mine ? comeAgain(mine.hasLeft) : join(state, device, call);
  if (call.status === "initiated") {
    if (to === "ended") return { code: "ERR_CALL_NOT_STARTED", rules: ["CAL-END-02"] };
    if (me === call.caller)
      return to === "cancelled" ? close(state, device, call, to, "CAL-CAN-01") : OTHERS_STEP;
    return to === "rejected" ? decline(state, device, call) : OTHERS_STEP;
  }
  if (to === "cancelled") return { code: "ERR_CALL_ONGOING_TO_INVALID", rules: ["CAL-FLOW-01"] };
  if (mine?.hasLeft) return { code: "ERR_CALL_GROUP_ALREADY_LEFT", rules: ["CAL-GRP-06"] };
  if (to === "ended") return mine ? leave(state, device, call) : { code: undefined, rules: ["CAL-END-03"] };
  return mine
    ? { code: "ERR_CALL_ONGOING_TO_INVALID", rules: ["CAL-FLOW-01"] }
    : decline(state, device, call);
}

/** Whether who has left may come back, the sources leave open. */
function comeAgain(hasLeft: boolean): CallStep | undefined {
  return hasLeft ? undefined : { code: "ERR_CALL_GROUP_ALREADY_JOINED", rules: ["CAL-GRP-06"] };
}

const others = (state: State, device: ModelDevice, call: ModelCall) =>
  devicesOf(
    state,
    partiesOfCall(state, call).filter((uid) => uid !== call.caller),
    device,
  );

function join(state: State, device: ModelDevice, call: ModelCall): CallStep | undefined {
  const me = device.session ?? "";
  if (call.declinedBy.has(me) || state.calls.some((one) => isInCall(one, me))) return undefined;
  return {
    rules: ["CAL-ACC-02"],
    events: tellCall(state, call, "ongoing", [call.caller], {
      by: me,
      except: device,
      rules: ["CAL-ACC-01"],
    }),
    quiet: others(state, device, call).length > 0 ? ["CAL-GRP-03"] : [],
    apply(answer) {
      call.status = "ongoing";
      call.participants.set(me, joining(device, answer !== undefined));
    },
  };
}

function decline(state: State, device: ModelDevice, call: ModelCall): CallStep | undefined {
  const me = device.session ?? "";
  if (call.declinedBy.has(me)) return undefined;
  return {
    rules: [],
    events: tellCall(state, call, "rejected", [call.caller], {
      by: me,
      except: device,
      rules: ["CAL-GRP-04"],
    }),
    quiet: others(state, device, call).length > 0 ? ["CAL-GRP-04"] : [],
    apply: () => call.declinedBy.add(me),
  };
}

function close(
  state: State,
  device: ModelDevice,
  call: ModelCall,
  to: ModelCall["status"],
  rule: string,
): CallStep {
  const told = { by: device.session ?? "", except: device, rules: [rule] };
  return {
    rules: [],
    events: tellCall(state, call, to, partiesOfCall(state, call), told),
    quiet: [],
    apply() {
      call.status = to;
    },
  };
}

/** Only the device that has joined knows since when, as the service wants to be told. seen from the official SDK 4.2.0 */
function leave(state: State, device: ModelDevice, call: ModelCall): CallStep | undefined {
  const me = device.session ?? "";
  const mine = call.participants.get(me);
  if (!mine || mine.device !== device.id) return undefined;
  const isLast = [...call.participants].every(([uid, { hasLeft }]) => uid === me || hasLeft);
  const after = () => {
    mine.hasLeft = true;
  };
  if (isLast) {
    const closed = close(state, device, call, "ended", "CAL-END-01");
    if ("code" in closed) return closed;
    return {
      ...closed,
      apply(answer) {
        closed.apply?.(answer);
        after();
      },
    };
  }
  return {
    rules: ["CAL-GRP-05"],
    // Whether those who leave are told on their other devices is no rule's.
    events: tellCall(state, call, "ended", [me], { by: me, except: device, rules: [] }).map((event) => ({
      ...event,
      rules: [],
      isOptional: true,
    })),
    quiet: ["CAL-GRP-05"],
    apply: after,
  };
}
