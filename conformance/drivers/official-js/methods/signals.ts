import { told } from "../forms/errors.ts";
import type { Context, Methods } from "./context.ts";

/** Typing and transient messages. */
export function signalMethods({ sdk }: Context): Methods {
  const done = async (run: () => unknown) => {
    await told(run);
    return null;
  };
  return {
    startTyping: ({ receiverId, receiverType, metadata }) =>
      done(() => sdk.startTyping(new sdk.TypingIndicator(receiverId, receiverType, metadata))),
    endTyping: ({ receiverId, receiverType, metadata }) =>
      done(() => sdk.endTyping(new sdk.TypingIndicator(receiverId, receiverType, metadata))),
    sendTransientMessage: ({ receiverId, receiverType, data }) =>
      done(() => sdk.sendTransientMessage(new sdk.TransientMessage(receiverId, receiverType, data))),
  };
}
