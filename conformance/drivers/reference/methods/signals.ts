import { compact } from "../wire.ts";
import type { Context, Methods } from "./context.ts";

interface To {
  readonly receiverId: string;
  readonly receiverType: string;
}

/** What goes by the socket and is kept nowhere: typing and transient messages. */
export function signalMethods({ connection, me }: Context): Methods {
  const send = async (type: string, { receiverId: receiver, receiverType }: To, body: object) => {
    const user = me();
    connection.send({ receiver, receiverType, type, sender: user.uid, body: compact({ ...body, user }) });
    return null;
  };
  return {
    startTyping: ({ metadata, ...to }) => send("typing_indicator", to, { action: "started", metadata }),
    endTyping: ({ metadata, ...to }) => send("typing_indicator", to, { action: "ended", metadata }),
    sendTransientMessage: ({ data, ...to }) => send("transient_message", to, { data }),
  };
}
