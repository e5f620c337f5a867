import type { Call } from "../../../protocol/index.ts";
import { toMessage } from "../entities.ts";
import { callEvent } from "../frames.ts";
import { CallFailure } from "../rest.ts";
import { compact } from "../wire.ts";
import type { Context, Methods } from "./context.ts";

/** Ringing: who is called, and what becomes of it. */
export function callMethods({ ask, behaviour, me, ringing, tell }: Context): Methods {
  const read = (wire: unknown) => {
    const message = toMessage(wire, me().uid);
    return message?.category === "call" ? message : undefined;
  };

  async function step(sessionId: string, status: string, joinedAt?: number): Promise<Call | undefined> {
    const body = compact({ status, joinedAt });
    const call = read((await ask({ verb: "PUT", path: ["calls", sessionId], body })).data);
    if (behaviour.endsRinging(status)) ringing.stop(sessionId);
    if (status === "ongoing") ringing.join(sessionId, call?.joinedAt);
    return call;
  }

  /** Nobody has answered. What the service refuses was answered after all. */
  async function giveUp(call: Call): Promise<void> {
    let told: Call = { ...call, status: "unanswered" };
    let isRefused = false;
    try {
      told = (await step(call.sessionId, "unanswered")) ?? told;
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error;
      isRefused = true;
    }
    const event = callEvent(told, behaviour.isCaller(told, me().uid));
    if (event && behaviour.tellsGivenUp(isRefused)) for (const one of behaviour.tell(event, {})) tell(one);
  }

  return {
    async initiateCall({ receiverId: receiver, receiverType, type }) {
      const body = { receiver, receiverType, type, category: "call", status: "initiated" };
      const call = read((await ask({ verb: "POST", path: ["calls"], body })).data);
      if (!call) return undefined;
      const { sessionId, joinedAt } = call;
      ringing.join(sessionId, joinedAt);
      ringing.begin(sessionId, () => void giveUp(call));
      return call;
    },
    acceptCall: ({ sessionId }) => step(sessionId, "ongoing"),
    rejectCall: ({ sessionId, status }) => step(sessionId, status),
    endCall: ({ sessionId }) => step(sessionId, "ended", ringing.joinedAt(sessionId)),
  };
}
