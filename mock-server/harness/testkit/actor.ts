import type {
  InputFor,
  JsonObject,
  Message,
  OperationName,
  ReceiverType,
  ResultOf,
} from "../../simulator/index.ts";

/** Whom a message, or a signal, is for. */
export interface To {
  /** A UID, or a GUID. */
  readonly receiver: string;
  /** `user` when left out. */
  readonly receiverType?: ReceiverType | undefined;
}

/** What any kind of message may carry. */
export interface Outgoing extends To {
  readonly metadata?: JsonObject | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly muid?: string | undefined;
  /** The message that it replies to in a thread. */
  readonly parentId?: number | undefined;
  readonly quotedMessageId?: number | undefined;
}

/** A conversation, named by its other party; up to which message, its newest when left out. */
export interface UpTo extends To {
  readonly messageId?: number | undefined;
}

/**
 * Acts as a user who has no client: through the same door and by the same rules as everybody.
 *
 * What is done resolves with the simulator's own records, once all that hear of it have heard: no HTTP answer is waited
 * for, so the frames leave at once. A refusal rejects with the service's own error, a `ServiceError`.
 *
 * @example
 * const george = testkit.as("cometchat-uid-2");
 * const { id } = await george.sendText({ receiver: "cometchat-uid-1", text: "Hello" });
 */
export interface Actor {
  readonly uid: string;
  sendText(message: Outgoing & { readonly text: string }): Promise<Message>;
  /** @param message.url where the file is; nothing is uploaded */
  sendMedia(
    message: Outgoing & {
      readonly type: "image" | "video" | "audio" | "file";
      readonly url: string;
      readonly caption?: string | undefined;
    },
  ): Promise<Message>;
  sendCustom(
    message: Outgoing & {
      readonly type: string;
      readonly customData: JsonObject;
      readonly updateConversation?: boolean;
    },
  ): Promise<Message>;
  editText(messageId: number, text: string): Promise<Message>;
  deleteMessage(messageId: number): Promise<Message>;
  react(messageId: number, reaction: string): Promise<Message>;
  removeReaction(messageId: number, reaction: string): Promise<Message>;
  startTyping(to: To): Promise<void>;
  endTyping(to: To): Promise<void>;
  markDelivered(upTo: UpTo): Promise<void>;
  markRead(upTo: UpTo): Promise<void>;
  joinGroup(guid: string, password?: string): Promise<void>;
  leaveGroup(guid: string): Promise<void>;
  /** Online, as on one more device. Being online already changes nothing. */
  comeOnline(): Promise<void>;
  /** The line of {@link Actor.comeOnline} breaks: the user is offline once the `presenceGrace` is over on the clock. */
  dropOff(): Promise<void>;
  /**
   * Does anything else that the service can do: calls, blocks, pins …
   *
   * @example await george.do("updateCall", { sessionId, status: "ongoing" });
   */
  do<N extends OperationName>(operation: N, input: InputFor<N>): Promise<ResultOf<N>>;
}

interface ActorOptions extends Pick<Actor, "uid" | "do" | "comeOnline" | "dropOff"> {}

/** Makes the hands of one user, from what can be done by them. */
export function createActor({ uid, do: act, comeOnline, dropOff }: ActorOptions): Actor {
  const send = (to: Outgoing, category: string, type: string, data: JsonObject) => {
    const { receiverType = "user", tags, metadata, ...rest } = to;
    const { receiver, muid, parentId, quotedMessageId } = rest;
    const content = metadata === undefined ? data : { ...data, metadata };
    return act("sendMessage", {
      receiver,
      receiverType,
      category,
      type,
      data: content,
      muid,
      parentId,
      quotedMessageId,
      tags: tags && [...tags],
    });
  };
  const type = async ({ receiver, receiverType = "user" }: To, action: "started" | "ended") => {
    await act("sendTyping", { receiver, receiverType, action });
  };
  const mark = async (
    operation: "markDelivered" | "markRead",
    { receiver, receiverType, messageId }: UpTo,
  ) => {
    await act(operation, { [receiverType === "group" ? "guid" : "uid"]: receiver, messageId });
  };

  return {
    uid,
    do: act,
    sendText: ({ text, ...to }) => send(to, "message", "text", { text }),
    sendMedia: ({ type: kind, url, caption, ...to }) => send(to, "message", kind, { url, text: caption }),
    sendCustom: ({ type: kind, customData, updateConversation, ...to }) =>
      send(to, "custom", kind, { customData, updateConversation }),
    editText: (id, text) => act("editMessage", { id, data: { text } }),
    deleteMessage: (id) => act("deleteMessage", { id }),
    react: (id, reaction) => act("addReaction", { id, reaction }),
    removeReaction: (id, reaction) => act("removeReaction", { id, reaction }),
    startTyping: (to) => type(to, "started"),
    endTyping: (to) => type(to, "ended"),
    markDelivered: (upTo) => mark("markDelivered", upTo),
    markRead: (upTo) => mark("markRead", upTo),
    async joinGroup(guid, password) {
      await act("joinGroup", { guid, password });
    },
    async leaveGroup(guid) {
      await act("leaveGroup", { guid });
    },
    comeOnline,
    dropOff,
  };
}
