import type { Mutant } from "../mutant.ts";
import {
  actionOf,
  answering,
  asking,
  done,
  ignoring,
  inBody,
  inData,
  inSent,
  instead,
  inTold,
  isNew,
  isSending,
  type Json,
  json,
  layered,
  ofType,
  on,
  refused,
  sending,
  sentInstead,
  skipping,
  without,
} from "./change.ts";

const MESSAGE = on("GET", "messages/*");
const DROP = on("DELETE", "messages/*");

/** Threads, reactions and mentions. */
export const threads: readonly Mutant[] = [
  {
    name: "a reply is told without what it replies to",
    rules: ["THR-SEND-01"],
    server: inTold((message) => without(message, "parentId")),
  },
  {
    name: "a reply goes to another conversation",
    rules: ["THR-SEND-02"],
    server: sentInstead("ERR_WRONG_MESSAGE_THREAD"),
  },
  {
    name: "a reply is replied to",
    rules: ["THR-SEND-03"],
    server: sentInstead("ERR_MESSAGE_THREAD_NESTING"),
  },
  {
    name: "a message that there is not is replied to",
    rules: ["THR-SEND-04"],
    server: sentInstead("ERR_MESSAGE_ID_NOT_FOUND"),
  },
  {
    name: "one reply too many is counted",
    rules: ["THR-COUNT-01"],
    server: answering(MESSAGE, (message: Json) =>
      message.replyCount === undefined ? message : { ...message, replyCount: Number(message.replyCount) + 1 },
    ),
  },
  {
    name: "a thread lacks its first reply",
    rules: ["THR-LIST-01"],
    server: answering(on("GET", "messages/*/thread"), (page: readonly Json[]) => page.slice(1)),
  },
  {
    name: "replies are in the history though they are hidden",
    rules: ["THR-LIST-02"],
    server: ignoring(on("GET", "groups/*/messages"), "hideReplies"),
  },
  {
    name: "reactions are counted twice",
    rules: ["RCT-ADD-01"],
    server: answering(on("POST", "messages/*/reactions/*"), (message: Json) =>
      inReactions(message, (one) => ({ ...one, count: Number(one.count) * 2 })),
    ),
  },
  {
    name: "reacting once more counts once more",
    rules: ["RCT-ADD-03"],
    server: layered(() => {
      const before = new Set<string>();
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          if (!on("POST", "messages/*/reactions/*")(request) || !("data" in answer.body)) return answer;
          const key = `${request.uid} ${request.path.join("/")}`;
          const isAgain = before.has(key);
          before.add(key);
          const message = json(answer.body.data);
          const more = inReactions(message, (one) => ({ ...one, count: Number(one.count) + 1 }));
          return { ...answer, body: { ...answer.body, data: isAgain ? more : message } };
        },
      };
    }),
  },
  {
    name: "everybody has reacted oneself",
    rules: ["RCT-ADD-04"],
    server: answering(MESSAGE, (message: Json) =>
      inReactions(message, (one) => ({ ...one, reactedByMe: true })),
    ),
  },
  {
    name: "reactions are not told",
    rules: ["RCT-ADD-02"],
    server: sending(
      (frame) => frame.type === "reaction" && actionOf(frame) === "message_reaction_added",
      () => [],
    ),
  },
  {
    name: "reactions are told twice",
    rules: ["LSN-ONCE-01"],
    server: sending(ofType("reaction"), (frame) => [frame, frame]),
  },
  {
    name: "taking a reaction back is told as adding it",
    rules: ["RCT-DEL-02"],
    server: sending(ofType("reaction"), (frame) => [
      inBody(frame, (body) => ({ ...body, action: "message_reaction_added" })),
    ]),
  },
  {
    name: "a reaction that is taken back stays",
    rules: ["RCT-DEL-01"],
    server: layered(() => ({
      async answer(request, ask) {
        if (!on("DELETE", "messages/*/reactions/*")(request)) return ask(request);
        return ask({ ...request, verb: "GET", path: request.path.slice(0, 2) });
      },
    })),
  },
  {
    name: "the list of reactions has the same user in every row",
    rules: ["RCT-LIST-01"],
    server: answering(on("GET", "messages/*/reactions"), (page: readonly Json[]) =>
      page.map((row) => ({ ...row, uid: "u1", reactedBy: { uid: "u1", name: "Ann" } })),
    ),
  },
  {
    name: "the reaction of a list is not looked at",
    rules: ["RCT-LIST-02"],
    server: asking(on("GET", "messages/*/reactions/*"), (request) => ({
      ...request,
      path: request.path.slice(0, 3),
    })),
  },
  {
    name: "emoji are cut to their first sign",
    rules: ["RCT-EMOJI-01"],
    server: answering(on("POST", "messages/*/reactions/*"), (message: Json) =>
      inReactions(message, (one) => ({ ...one, reaction: [...String(one.reaction)][0] })),
    ),
  },
  {
    name: "a reaction to what there is not works",
    rules: ["MSG-GET-02", "MSG-GET-03"],
    server: instead(on("POST", "messages/*/reactions/*"), "ERR_MESSAGE_ID_NOT_FOUND", () => done({})),
  },
  {
    name: "nobody is mentioned",
    rules: ["MEN-TEXT-01"],
    server: inSent((message) => inData(message, (data) => without(data, "mentions"))),
  },
  {
    name: "everybody is mentioned",
    rules: ["MEN-TEXT-02"],
    server: sending(isNew, (frame, { uid }) => [
      inBody(frame, (message) =>
        inData(message, (data) =>
          data.mentions === undefined
            ? data
            : { ...data, mentions: { ...json(data.mentions), [uid]: { uid, name: uid } } },
        ),
      ),
    ]),
  },
  {
    name: "who is not there is mentioned",
    rules: ["MEN-TEXT-03"],
    server: inSent((message) =>
      inData(message, (data) =>
        String(data.text).includes("<@uid:nobody>")
          ? { ...data, mentions: { nobody: { uid: "nobody", name: "Nobody" } } }
          : data,
      ),
    ),
  },
  {
    name: "a message that is sent is refused",
    rules: ["MSG-TEXT-01"],
    server: layered(() => ({
      async answer(request, ask) {
        const answer = await ask(request);
        return isSending(request) && "data" in answer.body ? refused("ERR_EXCEPTION") : answer;
      },
    })),
  },
  {
    name: "a deletion is answered and not made",
    rules: ["EDT-DEL-01", "EDT-DEL-02", "EDT-ASK-01"],
    server: skipping(DROP, () => ({ data: {} })),
  },
];

function inReactions(message: Json, change: (reaction: Json) => Json): Json {
  return inData(message, (data) => ({
    ...data,
    ...(Array.isArray(data.reactions) && { reactions: data.reactions.map(json).map(change) }),
  }));
}
