import type { ReceiverType } from "../../protocol/index.ts";
import {
  callPattern,
  findCall,
  isInCall,
  isSteady,
  joining,
  type ModelCall,
  ringFrom,
  takesPart,
  tellCall,
} from "../calls.ts";
import { type Expectation, type Oracles, ownRefusal, refusal, value } from "../expectation.ts";
import {
  conversationOf,
  devicesOf,
  hasBlocked,
  isAnyBlocked,
  type ModelDevice,
  type State,
} from "../state.ts";
import { type CallStep, OTHERS_STEP } from "./call-step.ts";
import { onGroupCall } from "./group-calls.ts";

const ASKED = ["CAL-ASK-01"];
const ENDING = ["CAL-END-03"];
const LONG = ["CAL-TIME-05"];
const TOO_EARLY = "ERR_CALL_NOT_STARTED";

interface To {
  readonly receiverId: string;
  readonly receiverType: ReceiverType;
  readonly type: string;
}

export const callOracles: Oracles = {
  initiateCall(state, device, params) {
    const to = params as unknown as To;
    const me = device.session ?? "";
    const own = state.calls.filter((call) => takesPart(device, call));
    if (own.length > 0) {
      // Its client knows that by itself. Whether a call that rings keeps from calling, the sources leave open.
      return own.every(({ status }) => status === "ongoing")
        ? { outcome: ownRefusal("CAL-BUSY-02") }
        : undefined;
    }
    const refused = refusalOf(state, me, to);
    if (refused === "open" || device.requestFault === "slow") return undefined;
    if (refused) return { outcome: refusal(refused.codes, ...refused.rules), asked: ASKED };
    const { receiverId, receiverType, type } = to;
    const isGroup = receiverType === "group";
    const call: ModelCall = {
      sessionId: undefined,
      type,
      caller: me,
      device: device.id,
      receiverId,
      receiverType,
      conversation: conversationOf(me, receiverId, receiverType),
      status: "initiated",
      participants: new Map([[me, joining(device)]]),
      declinedBy: new Set(),
      isDoubtful: false,
      ringsUntil: undefined,
    };
    const members = [...(state.groups.get(receiverId)?.members.keys() ?? [])].filter((uid) => uid !== me);
    const isFree = state.calls.some((one) => one.status === "ended" && one.participants.has(me));
    return {
      outcome: value(
        callPattern(state, call, "initiated", me),
        "CAL-INIT-02",
        ...(isFree ? ["CAL-BUSY-04"] : []),
      ),
      events: tellCall(state, call, "initiated", isGroup ? members : [receiverId], {
        by: me,
        except: device,
        rules: ["CAL-INIT-01", ...(isGroup ? ["CAL-GRP-01"] : [])],
      }),
      quiet: [
        "CAL-ECHO-02",
        ...(devicesOf(state, [me], device).length > 0 ? ["CAL-INIT-03"] : []),
        ...(isGroup ? ["CAL-GRP-01"] : []),
      ],
      asked: ASKED,
      apply(answer) {
        call.sessionId = (answer as { readonly sessionId?: string } | undefined)?.sessionId;
        if (call.sessionId !== undefined) call.ringsUntil = ringFrom(state);
        state.calls.push(call);
      },
    };
  },
  acceptCall: (state, device, { sessionId }) => step(state, device, sessionId, "ongoing"),
  rejectCall: (state, device, { sessionId, status }) =>
    step(state, device, sessionId, status as ModelCall["status"]),
  endCall: (state, device, { sessionId }) => step(state, device, sessionId, "ended"),
};

/** Why a call cannot be made; `open` where the sources do not say whether it can. */
function refusalOf(
  state: State,
  me: string,
  { receiverId, receiverType }: To,
): { readonly codes: readonly string[]; readonly rules: readonly string[] } | "open" | undefined {
  const no = (codes: string | readonly string[], ...rules: readonly string[]) => ({
    codes: [codes].flat(),
    rules,
  });
  const isGroup = receiverType === "group";
  const group = isGroup ? state.groups.get(receiverId) : undefined;
  if (isGroup && !group) return no("ERR_GUID_NOT_FOUND", "CAL-INIT-04");
  if (group && !group.members.has(me)) return no("ERR_NOT_A_MEMBER", "CAL-GRP-02");
  if (!isGroup && receiverId === me) return no("ERR_CALLING_SELF", "CAL-SELF-01");
  if (!isGroup && !state.users.has(receiverId)) return no("ERR_UID_NOT_FOUND", "CAL-INIT-04");
  if (!isGroup && isAnyBlocked(state, me, receiverId)) {
    const isMine = hasBlocked(state, me, receiverId);
    if (isMine && hasBlocked(state, receiverId, me)) return "open";
    return isMine ? no("ERR_BLOCKED_RECEIVER", "CAL-BLK-01") : no("ERR_BLOCKED_SENDER", "CAL-BLK-02");
  }
  const near = state.calls.filter(
    (call) =>
      call.conversation === conversationOf(me, receiverId, receiverType) ||
      [me, receiverId].some((uid) => call.participants.has(uid) || call.receiverId === uid),
  );
  // Whether one that rings makes anybody busy, they leave open.
  if (near.some(({ status }) => status === "initiated")) return "open";
  const ongoing = near.filter(({ status }) => status === "ongoing");
  if (!ongoing.every((call) => isSteady(state, call))) return "open";
  const busy = [
    ...(ongoing.some((call) => isInCall(call, me)) ? [["ERR_CALL_BUSY_SELF", "CAL-BUSY-02"] as const] : []),
    ...(!isGroup && ongoing.some((call) => isInCall(call, receiverId))
      ? [["ERR_CALL_BUSY_USER", "CAL-BUSY-01"] as const]
      : []),
    ...(isGroup && ongoing.some((call) => call.receiverId === receiverId)
      ? [["ERR_CALL_BUSY_GROUP", "CAL-BUSY-03"] as const]
      : []),
  ];
  if (busy.length === 0) return undefined;
  const [first] = busy;
  // Which of two reasons is told, no rule says.
  return no(
    busy.map(([code]) => code),
    ...(first && busy.length === 1 ? [first[1]] : []),
  );
}

/** What must come of a step of a call. */
function step(
  state: State,
  device: ModelDevice,
  sessionId: unknown,
  to: ModelCall["status"],
): Expectation | undefined {
  const me = device.session ?? "";
  // Clients may go by what they know of their own calls, above all where one is to end: that has a rule of its own.
  const asked = to === "ended" ? ENDING : ASKED;
  const refused = (code: string, ...rules: readonly string[]): Expectation => ({
    outcome: refusal(code, ...(to === "ended" && code !== TOO_EARLY ? ENDING : rules)),
    asked,
  });
  const call = findCall(state, sessionId);
  if (!call) return refused("ERR_CALL_SESSION_NOT_FOUND", "CAL-PART-02");
  const isOver = call.status !== "initiated" && call.status !== "ongoing";
  const isGroup = call.receiverType === "group";
  const isParty = isGroup
    ? state.groups.get(call.receiverId)?.members.has(me) === true
    : me === call.caller || me === call.receiverId;
  if (!isParty) return isOver || isGroup ? undefined : refused("ERR_CALL_NOT_A_PART", "CAL-PART-01");
  const isElsewhere = state.calls.some((one) => one !== call && takesPart(device, one));
  if (call.isDoubtful || (to === "ended" && isElsewhere)) return undefined;
  if (isOver) return refused("ERR_CALL_TERMINATED", "CAL-GONE-01");
  if (!isSteady(state, call)) return undefined;
  const isIn = takesPart(device, call);
  if (to === "ongoing") {
    if (isElsewhere) return undefined;
    if (isIn && isGroup) return { outcome: ownRefusal("CAL-GRP-06") };
    if (isIn && call.status === "ongoing") return { outcome: ownRefusal("CAL-ACC-03") };
  }
  const made = isGroup ? onGroupCall(state, device, call, to) : onUserCall(state, device, call, to);
  if (!made) return undefined;
  if ("code" in made) {
    if (made.code === undefined) return { outcome: ownRefusal(...made.rules) };
    const isTooEarly = made.code === TOO_EARLY && isIn;
    const apply = () => {
      call.isDoubtful ||= isTooEarly;
    };
    return { ...refused(made.code, ...made.rules), apply };
  }
  // What comes of ending for a device that takes no part, no page says.
  if (to === "ended" && !isIn) return undefined;
  const { rules, events, quiet, apply } = made;
  const isLong = to === "ended" && call.ringsUntil !== undefined && call.ringsUntil < state.now();
  if (isLong) {
    return {
      outcome: value(callPattern(state, call, to, me), ...LONG),
      events: events.map((event) => ({ ...event, rules: LONG })),
      asked: LONG,
      apply,
    };
  }
  return {
    outcome: value(callPattern(state, call, to, me), ...rules),
    events,
    quiet: ["CAL-ECHO-02", ...quiet],
    asked,
    apply,
  };
}

/** Of a call between two. */
function onUserCall(
  state: State,
  device: ModelDevice,
  call: ModelCall,
  to: ModelCall["status"],
): CallStep | undefined {
  const me = device.session ?? "";
  const isCaller = me === call.caller;
  const works = (rule: string, ...rules: readonly string[]): CallStep => ({
    rules: rules,
    events: tellCall(state, call, to, [call.caller, call.receiverId], {
      by: me,
      except: device,
      rules: [rule],
    }),
    quiet: [],
    apply(answer) {
      call.status = to;
      if (to === "ongoing") call.participants.set(me, joining(device, answer !== undefined));
    },
  });
  if (call.status === "ongoing") {
    if (to === "ended") return works("CAL-END-01");
    return to === "ongoing"
      ? { code: "ERR_CALL_USER_ALREADY_JOINED", rules: ["CAL-ACC-03"] }
      : { code: "ERR_CALL_ONGOING_TO_INVALID", rules: ["CAL-FLOW-01"] };
  }
  if (to === "ended") return { code: TOO_EARLY, rules: ["CAL-END-02"] };
  if (isCaller) return to === "cancelled" ? works("CAL-CAN-01") : OTHERS_STEP;
  switch (to) {
    case "ongoing":
      return isAnyInCall(state, call) ? undefined : works("CAL-ACC-01", "CAL-ACC-02");
    case "rejected":
      return works("CAL-REJ-01");
    case "busy":
      return works("CAL-REJ-02");
    default:
      return OTHERS_STEP;
  }
}

/** Whether one of two is in another call by now: what comes of accepting then, the sources leave open. */
function isAnyInCall(state: State, { caller, receiverId }: ModelCall): boolean {
  return state.calls.some((call) => isInCall(call, caller) || isInCall(call, receiverId));
}
