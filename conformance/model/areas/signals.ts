import type { ReceiverType } from "../../protocol/index.ts";
import { type Expectation, nothing, type Oracles, userPattern } from "../expectation.ts";
import { exactly } from "../pattern.ts";
import { conversationOf, devicesOf, hasBlocked, type ModelDevice, type State } from "../state.ts";

interface To {
  readonly receiverId: string;
  readonly receiverType: ReceiverType;
}

/** Who is told of what a user signals; `undefined` where no rule says what comes of it. */
function hearersOf(
  state: State,
  device: ModelDevice,
  { receiverId, receiverType }: To,
): readonly string[] | undefined {
  const me = device.session ?? "";
  if (receiverType === "group") {
    const members = state.groups.get(receiverId)?.members;
    return members?.has(me) ? [...members.keys()].filter((uid) => uid !== me) : undefined;
  }
  if (!state.users.has(receiverId) || receiverId === me) return undefined;
  return hasBlocked(state, me, receiverId) || hasBlocked(state, receiverId, me) ? [] : [receiverId];
}

function typing(isStart: boolean): NonNullable<Oracles["startTyping"]> {
  return (state, device, { metadata, ...params }) => {
    const to = params as unknown as To;
    const hearers = hearersOf(state, device, to);
    const key = `${device.id} ${to.receiverId}`;
    // Clients keep back what changes nothing, and are free to.
    if (!hearers || !device.isConnected || state.typing.has(key) === isStart) return undefined;
    const name = isStart ? "onTypingStarted" : "onTypingEnded";
    const isGroup = to.receiverType === "group";
    const me = device.session ?? "";
    const payload = {
      typing: {
        sender: userPattern(state, me),
        receiverId: to.receiverId,
        receiverType: to.receiverType,
        ...(metadata !== undefined && { metadata: exactly(metadata) }),
      },
    };
    return {
      outcome: nothing(),
      events: [
        ...devicesOf(state, hearers).map((hearer) => ({
          device: hearer.id,
          name: `message.${name}` as const,
          payload,
          rules: [
            isStart ? "TYP-START-01" : "TYP-END-01",
            ...(isGroup ? ["TYP-GROUP-01"] : []),
            ...(metadata === undefined ? [] : ["TYP-META-01"]),
          ],
        })),
        // Whether a user's other devices are told is no rule's.
        ...devicesOf(state, [me], device).map((other) => ({
          device: other.id,
          name: `message.${name}` as const,
          payload: {},
          rules: [],
          isOptional: true,
        })),
      ],
      quiet: [...(isGroup ? ["TYP-GROUP-01"] : []), ...(hearers.length === 0 ? ["TYP-BLOCK-01"] : [])],
      asked: hearers.length === 0 ? [] : ["TYP-ASK-01"],
      isOverSocket: true,
      apply() {
        if (isStart) state.typing.add(key);
        else state.typing.delete(key);
      },
    };
  };
}

export const signalOracles: Oracles = {
  startTyping: typing(true),
  endTyping: typing(false),
  sendTransientMessage(state, device, { data, ...params }): Expectation | undefined {
    const to = params as unknown as To;
    const hearers = hearersOf(state, device, to);
    if (!hearers || !device.isConnected || hearers.length === 0) return undefined;
    const me = device.session ?? "";
    const isGroup = to.receiverType === "group";
    const payload = {
      transient: {
        sender: userPattern(state, me),
        receiverId: to.receiverId,
        receiverType: to.receiverType,
        data: exactly(data),
      },
    };
    return {
      outcome: nothing(),
      events: [
        ...devicesOf(state, hearers).map((hearer) => ({
          device: hearer.id,
          name: "message.onTransientMessageReceived" as const,
          payload,
          rules: [isGroup ? "TRN-SEND-02" : "TRN-SEND-01", "TRN-SEND-01"],
        })),
        ...devicesOf(state, [me], device).map((other) => ({
          device: other.id,
          name: "message.onTransientMessageReceived" as const,
          payload: {},
          rules: [],
          isOptional: true,
        })),
      ],
      quiet: isGroup ? ["TRN-SEND-02"] : [],
      asked: ["TRN-ASK-01"],
      isOverSocket: true,
      apply() {
        state.transients.add(conversationOf(me, to.receiverId, to.receiverType));
        for (const other of state.devices.values()) {
          if (other.session !== undefined && hearers.includes(other.session) && !other.isConnected)
            other.hasMissed = true;
        }
      },
    };
  },
};
