import type { Mutant } from "../mutant.ts";
import {
  answering,
  done,
  type Fits,
  ignoring,
  instead,
  type Json,
  json,
  layered,
  on,
  refused,
  segment,
  skipping,
  without,
} from "./change.ts";

const LIST = on("GET", "conversations");
const CONVERSATION: Fits = (request) =>
  on("GET", "users/*/conversation")(request) || on("GET", "groups/*/conversation")(request);

/** Conversations and their lists. */
export const conversations: readonly Mutant[] = [
  {
    name: "the latest conversation is the last",
    rules: ["CNV-LIST-01"],
    server: answering(LIST, (page: readonly Json[]) => [...page].reverse()),
  },
  {
    name: "the type of conversations is not looked at",
    rules: ["CNV-LIST-02"],
    server: ignoring(LIST, "conversationType"),
  },
  {
    name: "conversations of a list have the last message but one",
    rules: ["CNV-LIST-03"],
    server: answering(LIST, (page: readonly Json[]) =>
      page.map((row) => ({ ...row, lastMessage: { ...json(row.lastMessage), id: "1" } })),
    ),
  },
  {
    name: "nothing is unread in a list of conversations",
    rules: ["CNV-LIST-03"],
    server: answering(LIST, (page: readonly Json[]) =>
      page.map((row) => ({ ...row, unreadMessageCount: "0" })),
    ),
  },
  {
    name: "a conversation is read without whom it is with",
    rules: ["CNV-GET-01"],
    server: answering(CONVERSATION, (one: Json) => ({
      ...one,
      conversationWith: { uid: "u4", guid: "g4", name: "?" },
    })),
  },
  {
    name: "there are conversations before the first message",
    rules: ["CNV-GET-02"],
    server: instead(CONVERSATION, "ERR_CONVERSATION_NOT_ACCESSIBLE", () => done({})),
  },
  {
    name: "tags of a conversation are lost",
    rules: ["CNV-TAG-01"],
    server: answering(CONVERSATION, (one: Json) => without(one, "tags")),
  },
  {
    name: "a deleted conversation stays",
    rules: ["CNV-DEL-01"],
    server: skipping(on("DELETE", "users/*/conversation")),
  },
  {
    name: "a deleted conversation is gone for both",
    rules: ["CNV-DEL-01", "CNV-GET-01"],
    server: layered(() => {
      const gone = new Set<string>();
      const pair = (one: string, other: string) => [one, other].sort().join();
      return {
        async answer(request, ask) {
          const key = pair(request.uid, segment(request, 1));
          if (on("DELETE", "users/*/conversation")(request)) gone.add(key);
          return CONVERSATION(request) && gone.has(key)
            ? refused("ERR_CONVERSATION_NOT_ACCESSIBLE")
            : ask(request);
        },
      };
    }),
  },
  {
    name: "a deleted conversation never comes back",
    rules: ["CNV-DEL-02"],
    server: layered(() => {
      const gone = new Set<string>();
      return {
        async answer(request, ask) {
          const key = `${request.uid} ${segment(request, 1)}`;
          if (on("DELETE", "users/*/conversation")(request)) gone.add(key);
          return CONVERSATION(request) && gone.has(key)
            ? refused("ERR_CONVERSATION_NOT_ACCESSIBLE")
            : ask(request);
        },
      };
    }),
  },
];
