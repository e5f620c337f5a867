import type { Mutant } from "../mutant.ts";
import {
  asSent,
  inData,
  inSent,
  inTold,
  isNew,
  isSending,
  json,
  layered,
  sending,
  sentInstead,
  shouting,
  without,
} from "./change.ts";

/** Sending, and who hears of it. */
export const messages: readonly Mutant[] = [
  {
    name: "the answer to a text is without it",
    rules: ["MSG-TEXT-01"],
    server: inSent((message) => inData(message, (data) => without(data, "text"))),
  },
  {
    name: "new messages are not told",
    rules: ["MSG-TEXT-02"],
    server: sending(isNew, () => []),
  },
  {
    name: "every second frame of a message is lost",
    rules: ["MSG-TEXT-02", "MSG-TEXT-03"],
    server: layered(() => {
      let count = 0;
      return {
        sends(frame) {
          if (!isNew(frame)) return [frame];
          count += 1;
          return count % 2 === 0 ? [] : [frame];
        },
      };
    }),
  },
  { name: "a message to a group is told to everybody", rules: ["MSG-TEXT-03"], server: shouting(isNew) },
  {
    name: "an empty text is sent",
    rules: ["MSG-TEXT-04"],
    server: layered(() => ({
      answer: async (request, ask) =>
        isSending(request) && json(request.body.data).text === "" ? asSent(request) : ask(request),
    })),
  },
  {
    name: "texts are told in plain letters",
    rules: ["MSG-TEXT-05"],
    server: inTold((message) =>
      inData(message, (data) => ({
        ...data,
        ...("text" in data && { text: String(data.text).replace(/[^\w ]/g, "?") }),
      })),
    ),
  },
  {
    name: "custom data is lost",
    rules: ["MSG-CUST-01"],
    server: inSent((message) => inData(message, (data) => without(data, "customData"))),
  },
  {
    name: "custom messages are told as texts",
    rules: ["MSG-CUST-02"],
    server: inTold((message) =>
      message.category === "custom" ? { ...message, category: "message", type: "text" } : message,
    ),
  },
  {
    name: "attachments are lost",
    rules: ["MSG-MEDIA-01"],
    server: inSent((message) => inData(message, (data) => without(data, "attachments"))),
  },
  {
    name: "media messages are told as texts",
    rules: ["MSG-MEDIA-02"],
    server: inTold((message) => (message.category === "message" ? { ...message, type: "text" } : message)),
  },
  {
    name: "metadata is lost on its way",
    rules: ["MSG-META-01"],
    server: inTold((message) => inData(message, (data) => without(data, "metadata"))),
  },
  {
    name: "tags are lost on their way",
    rules: ["MSG-TAGS-01"],
    server: inTold((message) => without(message, "tags")),
  },
  {
    name: "the muid is lost on its way",
    rules: ["IDN-MUID-01"],
    server: inTold((message) => without(message, "muid")),
  },
  { name: "a message to nobody is sent", rules: ["MSG-TO-01"], server: sentInstead("ERR_UID_NOT_FOUND") },
  { name: "a message to no group is sent", rules: ["MSG-TO-02"], server: sentInstead("ERR_GUID_NOT_FOUND") },
  { name: "who is no member writes", rules: ["MSG-TO-03"], server: sentInstead("ERR_NOT_A_MEMBER") },
  {
    name: "the device that sends is told of it",
    rules: ["MSG-ECHO-01"],
    server: sending(isNew, (frame) => [
      { ...frame, deviceId: "another", body: inData(json(frame.body), (data) => without(data, "resource")) },
    ]),
  },
  {
    name: "no other device of who sends is told",
    rules: ["MSG-ECHO-02"],
    server: sending(isNew, (frame, { uid, deviceId }) =>
      frame.sender === uid && frame.deviceId !== deviceId ? [] : [frame],
    ),
  },
  {
    name: "ids of messages are no numbers",
    rules: ["IDN-MSG-01"],
    server: inSent((message) => ({ ...message, id: `m${String(message.id)}` })),
  },
  {
    name: "conversations of two are called by who writes first",
    rules: ["IDN-CONV-01"],
    server: inSent((message) =>
      message.receiverType === "user"
        ? { ...message, conversationId: `${String(message.receiver)}_user_${String(message.sender)}` }
        : message,
    ),
  },
  {
    name: "conversations of groups are called by the GUID alone",
    rules: ["IDN-CONV-02"],
    server: inSent((message) =>
      message.receiverType === "group" ? { ...message, conversationId: message.receiver } : message,
    ),
  },
  {
    name: "messages are told by another's name",
    rules: ["MSG-TEXT-02"],
    server: inTold((message) =>
      inData(message, (data) => {
        const entities = json(data.entities);
        return { ...data, entities: { ...entities, sender: { entity: { uid: "u4", name: "Dan & Söhne" } } } };
      }),
    ),
  },
];
