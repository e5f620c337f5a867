import { told } from "../forms/errors.ts";
import { toMessage } from "../forms/messages.ts";
import type { Context, Methods } from "./context.ts";

/** Ringing: who is called, and what becomes of it. */
export function callMethods({ sdk }: Context): Methods {
  return {
    initiateCall: async ({ receiverId, receiverType, type }) =>
      toMessage(await told(() => sdk.initiateCall(new sdk.Call(receiverId, type, receiverType)))),
    acceptCall: async ({ sessionId }) => toMessage(await told(() => sdk.acceptCall(sessionId))),
    rejectCall: async ({ sessionId, status }) =>
      toMessage(await told(() => sdk.rejectCall(sessionId, status))),
    endCall: async ({ sessionId }) => toMessage(await told(() => sdk.endCall(sessionId))),
  };
}
