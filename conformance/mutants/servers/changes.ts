import type { Mutant } from "../mutant.ts";
import {
  actionOf,
  answering,
  done,
  inData,
  inEntity,
  instead,
  type Json,
  json,
  layered,
  on,
  segment,
  sending,
  without,
} from "./change.ts";

const MESSAGE = on("GET", "messages/*");
const EDIT = on("PUT", "messages/*");
const DROP = on("DELETE", "messages/*");
const isChange = (action: string) => (frame: Json) => frame.type === "message" && actionOf(frame) === action;

/** Reading, editing and deleting. */
export const changes: readonly Mutant[] = [
  {
    name: "a message is read without its text",
    rules: ["MSG-GET-01"],
    server: answering(MESSAGE, (message: Json) =>
      inData(message, (data) => without(data, "text", "reactions")),
    ),
  },
  {
    name: "a message that there is not is one without anything",
    rules: ["MSG-GET-02"],
    server: instead(MESSAGE, "ERR_MESSAGE_ID_NOT_FOUND", () => done({})),
  },
  {
    name: "messages of others are read",
    rules: ["MSG-GET-03"],
    server: instead(MESSAGE, "ERR_MESSAGE_NO_ACCESS", async (request, { admin }) =>
      done(await admin("GET", `messages/${segment(request, 1)}`)),
    ),
  },
  {
    name: "an edit has no time",
    rules: ["EDT-EDIT-01"],
    server: answering(EDIT, (row: Json) => inEntity(row, "on", (message) => without(message, "editedAt"))),
  },
  {
    name: "an edit is told with the text of before",
    rules: ["EDT-EDIT-02"],
    server: sending(isChange("edited"), (frame) => [
      {
        ...frame,
        body: inEntity(json(frame.body), "on", (one) => inData(one, (data) => ({ ...data, text: "first" }))),
      },
    ]),
  },
  {
    name: "who receives a message edits it",
    rules: ["EDT-EDIT-03"],
    server: instead(EDIT, "ERR_MESSAGE_NOT_A_SENDER", () => done({ data: {} })),
  },
  {
    name: "a message that there is not is edited",
    rules: ["EDT-EDIT-04"],
    server: instead(EDIT, "ERR_MESSAGE_ID_NOT_FOUND", () => done({ data: {} })),
  },
  {
    name: "a deleted message is edited",
    rules: ["EDT-EDIT-05"],
    server: layered(() => {
      const gone = new Set<string>();
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          const id = segment(request, 1);
          if (DROP(request) && "data" in answer.body) gone.add(id);
          return EDIT(request) && gone.has(id) ? done({ data: {} }) : answer;
        },
      };
    }),
  },
  {
    name: "a deletion does not say by whom",
    rules: ["EDT-DEL-01"],
    server: answering(DROP, (row: Json) => inEntity(row, "on", (message) => without(message, "deletedBy"))),
  },
  { name: "deletions are not told", rules: ["EDT-DEL-02"], server: sending(isChange("deleted"), () => []) },
  { name: "edits are not told", rules: ["EDT-EDIT-02"], server: sending(isChange("edited"), () => []) },
  {
    name: "who receives a message deletes it",
    rules: ["EDT-DEL-03"],
    server: instead(DROP, "ERR_MESSAGE_NOT_A_SENDER", () => done({ data: {} })),
  },
  {
    name: "a deleted message still tells its text",
    rules: ["EDT-DEL-04", "EDT-DEL-01"],
    server: answering(DROP, (row: Json) =>
      inEntity(row, "on", (message) => inData(message, (data) => ({ ...data, text: "second" }))),
    ),
  },
  {
    name: "the text of a deleted message stays in the history",
    rules: ["EDT-DEL-04", "PAG-SIZE-01", "MSG-GET-01"],
    server: answering(
      (request) => MESSAGE(request) || on("GET", "users/*/messages")(request),
      (read: Json | readonly Json[]) => (Array.isArray(read) ? read.map(leaked) : leaked(read as Json)),
    ),
  },
];

const leaked = (message: Json): Json =>
  message.deletedAt === undefined ? message : inData(message, (data) => ({ ...data, text: "first" }));
