import type { Mutant } from "../mutant.ts";
import {
  actionOf,
  answering,
  type Fits,
  inBody,
  type Json,
  json,
  layered,
  on,
  segment,
  sending,
  skipping,
  without,
} from "./change.ts";

const MESSAGE = on("GET", "messages/*");
const COUNTS: Fits = ({ query, verb }) => verb === "GET" && "unread" in query;
const either =
  (...all: readonly Fits[]): Fits =>
  (request) =>
    all.some((fits) => fits(request));
const READ = either(on("POST", "users/*/conversation/read"), on("POST", "groups/*/conversation/read"));
const isReceipt = (action: string) => (frame: Json) =>
  frame.type === "receipts" && actionOf(frame) === action;

/** The rows of who has received and read a message. */
const inReceipts = (change: (row: Json) => Json): Mutant["server"] =>
  answering(MESSAGE, (message: Json) => {
    const { data } = json(message.receipts);
    return Array.isArray(data) ? { ...message, receipts: { data: data.map(json).map(change) } } : message;
  });

const ofReceipts: readonly Mutant[] = [
  { name: "receiving is not told", rules: ["RCP-DLV-01"], server: sending(isReceipt("delivered"), () => []) },
  {
    name: "receipts have no time",
    rules: ["RCP-DLV-01"],
    server: sending(isReceipt("delivered"), (frame) => [inBody(frame, (body) => without(body, "timestamp"))]),
  },
  {
    name: "reading is told as receiving",
    rules: ["RCP-READ-01"],
    server: sending(isReceipt("read"), (frame) => [
      inBody(frame, (body) => ({ ...body, action: "delivered" })),
    ]),
  },
  {
    name: "reading is told to who has read, not to who has written",
    rules: ["RCP-READ-01"],
    server: sending(isReceipt("read"), (frame, { uid }) => (frame.sender === uid ? [frame] : [])),
  },
  {
    name: "a receipt is for the message before",
    rules: ["RCP-READ-01"],
    server: sending(isReceipt("read"), (frame) => [
      inBody(frame, (body) => ({ ...body, messageId: String(Number(body.messageId) - 1) })),
    ]),
  },
  {
    name: "reading a message reads no other",
    rules: ["RCP-READ-02", "RCP-MSG-01", "RCP-ROWS-01"],
    server: layered(() => {
      const named = new Set<string>();
      return {
        hears(frame) {
          if (frame.type === "receipts") named.add(String(json(frame.body).messageId));
          return [frame];
        },
        async answer(request, ask) {
          const answer = await ask(request);
          if (!MESSAGE(request) || named.has(segment(request, 1)) || !("data" in answer.body)) return answer;
          const data = without(json(answer.body.data), "readAt", "deliveredAt", "receipts");
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "what is read was never received",
    rules: ["RCP-READ-03"],
    server: inReceipts((row) => (row.readAt === undefined ? row : without(row, "deliveredAt"))),
  },
  {
    name: "what is read counts as received only",
    rules: ["RCP-ROWS-01", "RCP-READ-03"],
    server: inReceipts((row) => without(row, "readAt")),
  },
  {
    name: "nobody has received or read a message",
    rules: ["RCP-ROWS-01"],
    server: answering(MESSAGE, (message: Json) => ({ ...message, receipts: { data: [] } })),
  },
  {
    name: "reading is not told to the reader's other devices",
    rules: ["RCP-READ-04"],
    server: sending(isReceipt("read"), (frame, { uid }) => (frame.sender === uid ? [] : [frame])),
  },
  {
    name: "a message does not say when it was read",
    rules: ["RCP-MSG-01"],
    server: answering(MESSAGE, (message: Json) => without(message, "readAt")),
  },
  {
    name: "that everybody has read is not told",
    rules: ["RCP-GRP-01"],
    server: sending(isReceipt("readByAll"), () => []),
  },
  {
    name: "that everybody has received is not told",
    rules: ["RCP-GRP-02"],
    server: sending(isReceipt("deliveredToAll"), () => []),
  },
  {
    name: "whoever reads first reads for all",
    rules: ["LSN-NONE-01"],
    server: sending(
      (frame) => isReceipt("read")(frame) && frame.receiverType === "group",
      (frame) => [
        frame,
        inBody(frame, (body) => ({
          ...body,
          action: "readByAll",
          user: { uid: "app_system", name: "System" },
        })),
      ],
    ),
  },
  {
    name: "that everybody has read is told before that the last one has",
    rules: ["LSN-ORDER-01"],
    server: layered(() => {
      const held = new Map<string, Json>();
      return {
        sends(frame, { deviceId }) {
          if (isReceipt("readByAll")(frame)) {
            const last = held.get(deviceId);
            held.delete(deviceId);
            return last ? [frame, last] : [frame];
          }
          if (!isReceipt("read")(frame) || frame.receiverType !== "group" || frame.sender !== "u3")
            return [frame];
          held.set(deviceId, frame);
          return [];
        },
      };
    }),
  },
  {
    name: "marking a conversation as read reads nothing",
    rules: ["RCP-CONV-01", "RCP-READ-01", "UNR-COUNT-03"],
    server: skipping(READ),
  },
];

const counting = (change: (row: Json) => Json): Mutant["server"] =>
  answering(COUNTS, (rows: readonly Json[]) => rows.map(change));
const more = (row: Json): Json => ({ ...row, count: Number(row.count) + 1 });

const ofUnread: readonly Mutant[] = [
  { name: "one unread message is too many", rules: ["UNR-COUNT-01"], server: counting(more) },
  {
    name: "unread counts are never less",
    rules: ["UNR-COUNT-03"],
    server: layered(() => {
      const most = new Map<string, readonly Json[]>();
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          if (!COUNTS(request)) return answer;
          const key = `${request.uid} ${request.path.join("/")}`;
          const rows = answer.body.data as readonly Json[];
          const data = rows.length === 0 ? (most.get(key) ?? rows) : rows;
          most.set(key, data);
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "one's own messages are unread",
    rules: ["UNR-COUNT-02"],
    server: layered(() => {
      const written = new Map<string, string>();
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          if (on("POST", "messages")(request) && request.body.receiverType === "user")
            written.set(request.uid, String(request.body.receiver));
          const other = written.get(request.uid);
          if (!COUNTS(request) || other === undefined) return answer;
          const rows = answer.body.data as readonly Json[];
          const data = [...rows, { entityType: "user", entityId: other, count: 1 }];
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "counts of one user are those of all",
    rules: ["UNR-COUNT-04"],
    server: layered(() => ({
      answer: (request, ask) => ask(COUNTS(request) ? { ...request, path: ["messages"] } : request),
    })),
  },
  {
    name: "what is told of a group counts in it",
    rules: ["UNR-COUNT-05"],
    server: counting((row) => (row.entityType === "group" ? more(row) : row)),
  },
  {
    name: "markAsUnread does nothing",
    rules: ["UNR-MARK-01", "UNR-COUNT-01"],
    server: skipping(
      either(on("DELETE", "users/*/conversation/read"), on("DELETE", "groups/*/conversation/read")),
    ),
  },
];

/** Receipts and unread counts. */
export const receipts: readonly Mutant[] = [...ofReceipts, ...ofUnread];
