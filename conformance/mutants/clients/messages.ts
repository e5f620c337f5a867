import { CORRECT } from "../../drivers/reference/index.ts";
import type { Mutant } from "../mutant.ts";
import { asking, giving, inMessage, type Params, querying, saying, telling, without } from "./change.ts";

/** Messages, threads, reactions and mentions. */
export const messages: readonly Mutant[] = [
  {
    name: "the muid is dropped",
    rules: ["MSG-ASK-01", "IDN-MUID-01"],
    behaviour: saying("sendTextMessage", (body) => without(body, "muid")),
  },
  {
    name: "tags are dropped",
    rules: ["MSG-ASK-01", "MSG-TAGS-01"],
    behaviour: saying("sendTextMessage", (body) => without(body, "tags")),
  },
  {
    name: "metadata is dropped",
    rules: ["MSG-ASK-01", "MSG-META-01"],
    behaviour: saying("sendTextMessage", ({ data, ...body }) => ({
      ...body,
      data: without(data as Params, "metadata"),
    })),
  },
  {
    name: "texts are encoded for a URL",
    rules: ["MSG-ASK-01", "MSG-TEXT-05"],
    behaviour: saying("sendTextMessage", ({ data, ...body }) => ({
      ...body,
      data: { ...(data as Params), text: encodeURIComponent(String((data as Params).text)) },
    })),
  },
  {
    name: "texts are trimmed to 20 characters",
    rules: ["MSG-TEXT-02", "MSG-TEXT-05"],
    behaviour: telling(
      "onTextMessageReceived",
      inMessage((message) => ({ ...message, text: String(message.text).slice(0, 20) })),
    ),
  },
  {
    name: "replies are no replies",
    rules: ["THR-SEND-01", "MSG-ASK-01"],
    behaviour: asking("sendTextMessage", ({ body, ...request }) => ({
      ...request,
      path: ["messages"],
      body: without(body as Params, "parentMessageId"),
    })),
  },
  {
    name: "a reply does not say what it replies to",
    rules: ["THR-SEND-01"],
    behaviour: telling(
      "onTextMessageReceived",
      inMessage((message) => without(message, "parentMessageId")),
    ),
  },
  {
    name: "the sender's own device is told",
    rules: ["MSG-ECHO-01", "LSN-NONE-01"],
    behaviour: { isOwnEcho: () => false },
  },
  {
    name: "no device of the sender is told",
    rules: ["MSG-ECHO-02", "MSG-TEXT-02"],
    behaviour: { isOwnEcho: (frame, mine) => String(frame.sender) === mine.split(".")[0] },
  },
  {
    name: "custom messages are told as texts",
    rules: ["MSG-CUST-02"],
    behaviour: telling("onCustomMessageReceived", (event) => [{ ...event, name: "onTextMessageReceived" }]),
  },
  {
    name: "media messages are not told",
    rules: ["MSG-MEDIA-02"],
    behaviour: telling("onMediaMessageReceived", () => []),
  },
  {
    name: "custom data is lost",
    rules: ["MSG-CUST-02"],
    behaviour: telling(
      "onCustomMessageReceived",
      inMessage((message) => without(message, "customData")),
    ),
  },
  {
    name: "an edit keeps the old text",
    rules: ["EDT-ASK-01", "EDT-EDIT-01"],
    behaviour: saying("editMessage", ({ data, ...body }) => ({
      ...body,
      data: { ...(data as Params), text: "old" },
    })),
  },
  {
    name: "an edit is told as a new message",
    rules: ["EDT-EDIT-02"],
    behaviour: telling("onMessageEdited", (event) => [{ ...event, name: "onTextMessageReceived" }]),
  },
  { name: "deletions are not told", rules: ["EDT-DEL-02"], behaviour: telling("onMessageDeleted", () => []) },
  {
    name: "deletedBy is lost",
    rules: ["EDT-DEL-01"],
    behaviour: giving("deleteMessage", (message: Params) => without(message, "deletedBy")),
  },
  {
    name: "another message is deleted",
    rules: ["EDT-ASK-01"],
    behaviour: asking("deleteMessage", (request) => ({
      ...request,
      path: ["messages", String(Number(request.path[1]) + 1)],
    })),
  },
  {
    name: "a reaction goes to the next message",
    rules: ["RCT-ASK-01"],
    behaviour: asking("addReaction", ({ path, ...request }) => ({
      ...request,
      path: [path[0] ?? "", String(Number(path[1]) + 1), ...path.slice(2)],
    })),
  },
  {
    name: "emoji lose what makes them whole",
    rules: ["RCT-ASK-01", "RCT-EMOJI-01"],
    behaviour: asking("addReaction", ({ path, ...request }) => ({
      ...request,
      path: [...path.slice(0, 3), [...(path[3] ?? "")][0] ?? ""],
    })),
  },
  {
    name: "taking a reaction back adds it",
    rules: ["RCT-ASK-01", "RCT-DEL-01"],
    behaviour: asking("removeReaction", (request) => ({ ...request, verb: "POST" })),
  },
  {
    name: "reactedByMe is true for everybody",
    rules: ["RCT-ADD-04", "MSG-GET-01"],
    behaviour: giving("getMessage", (message: Params) => ({
      ...message,
      ...(Array.isArray(message.reactions) && {
        reactions: message.reactions.map((one: Params) => ({ ...one, reactedByMe: true })),
      }),
    })),
  },
  {
    name: "adding a reaction is told as taking it back",
    rules: ["RCT-ADD-02", "LSN-NONE-01"],
    behaviour: telling("onMessageReactionAdded", (event) => [{ ...event, name: "onMessageReactionRemoved" }]),
  },
  {
    name: "who has reacted is the wrong one",
    rules: ["RCT-LIST-01"],
    behaviour: giving("fetchReactions", (rows: Params[]) => rows.map((row) => ({ ...row, uid: "u1" }))),
  },
  {
    name: "everybody is mentioned",
    rules: ["MEN-TEXT-02"],
    behaviour: telling(
      "onTextMessageReceived",
      inMessage((message) => ("hasMentionedMe" in message ? { ...message, hasMentionedMe: true } : message)),
    ),
  },
  {
    name: "messages of a page are turned around",
    rules: ["PAG-ORDER-01", "PRV-HISTORY-OWN"],
    behaviour: giving("fetchMessages", (rows: unknown[]) => [...rows].reverse()),
  },
  {
    name: "the previous page begins one too late",
    rules: ["PAG-PREV-01", "PAG-ALL-01"],
    behaviour: { nextMessageId: (ids, direction) => CORRECT.nextMessageId(ids, direction) - 1 },
  },
  {
    name: "hideReplies is dropped",
    rules: ["THR-LIST-02"],
    behaviour: querying("fetchMessages", { hideReplies: undefined }),
  },
  {
    name: "a message's ids are numbers",
    rules: ["LSN-FORM-01", "MSG-TEXT-01"],
    behaviour: giving("sendTextMessage", (message: Params) => ({ ...message, id: Number(message.id) })),
  },
];
