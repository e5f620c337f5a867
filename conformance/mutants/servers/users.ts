import type { Mutant } from "../mutant.ts";
import {
  answering,
  asking,
  done,
  ignoring,
  inEntity,
  instead,
  type Json,
  json,
  layered,
  on,
  refused,
  rows,
  segment,
  skipping,
  without,
} from "./change.ts";

const USER = on("GET", "users/*");
const LIST = on("GET", "users");
const MAKE = on("POST", "users");
const BLOCK = on("POST", "blockedusers");
const BLOCKED = on("GET", "blockedusers");

/** Users, their lists, and blocking. */
export const users: readonly Mutant[] = [
  {
    name: "a user has another's name",
    rules: ["USR-GET-01"],
    server: answering(USER, (user: Json) => ({ ...user, name: "Somebody" })),
  },
  {
    name: "UIDs tell upper from lower case",
    rules: ["IDN-UID-03"],
    server: layered(() => ({
      answer: async (request, ask) =>
        USER(request) && /[A-Z]/.test(segment(request, 1)) ? refused("ERR_UID_NOT_FOUND") : ask(request),
    })),
  },
  {
    name: "who is not there is an empty user",
    rules: ["USR-GET-02"],
    server: instead(USER, "ERR_UID_NOT_FOUND", (request) => done({ uid: segment(request, 1), name: "" })),
  },
  {
    name: "a UID that is taken is given again",
    rules: ["IDN-UID-04"],
    server: instead(MAKE, "ERR_UID_ALREADY_EXISTS", ({ body }) => done({ ...body, role: "default" })),
  },
  {
    name: "UIDs have any characters",
    rules: ["IDN-UID-02"],
    server: instead(MAKE, "ERR_BAD_REQUEST", ({ body }) => done({ ...body, role: "default" })),
  },
  {
    name: "UIDs have letters only",
    rules: ["IDN-UID-01", "USR-NEW-01"],
    server: layered(() => ({
      answer: async (request, ask) =>
        MAKE(request) && /[\d-]/.test(String(request.body.uid)) ? refused("ERR_BAD_REQUEST") : ask(request),
    })),
  },
  {
    name: "a new user is online",
    rules: ["USR-NEW-02"],
    server: answering(MAKE, (user: Json) => ({ ...user, status: "available" })),
  },
  {
    name: "what an update does not name is lost",
    rules: ["USR-UPD-01"],
    server: answering(on("PUT", "users/*"), (user: Json, { body }) =>
      "name" in body ? user : { ...user, name: "" },
    ),
  },
  {
    name: "a user's own changes are not made",
    rules: ["USR-UPD-02"],
    server: answering(on("PUT", "me"), (user: Json, { body }) =>
      "deviceId" in body ? user : without(user, "statusMessage"),
    ),
  },
  {
    name: "a user gives itself another role",
    rules: ["USR-UPD-03"],
    server: answering(on("PUT", "me"), (user: Json, { body: { role } }) => ({
      ...user,
      ...(role !== undefined && { role }),
    })),
  },
  {
    name: "the list of users holds who asks",
    rules: ["USR-LIST-08"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        const answer = await ask(request);
        if (!LIST(request) || request.query.page !== "1") return answer;
        const me = await admin("GET", `users/${request.uid}`);
        return { ...answer, body: { ...answer.body, data: [me, ...rows(answer.body.data)] } };
      },
    })),
  },
  {
    name: "a page of users is one short",
    rules: ["USR-LIST-02"],
    server: answering(LIST, (page: readonly Json[]) => page.slice(1)),
  },
  {
    name: "the second page of users begins with the last of the first",
    rules: ["USR-LIST-01", "PAG-ALL-01"],
    server: layered(() => {
      let last: Json | undefined;
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          if (!LIST(request)) return answer;
          const page = rows(answer.body.data);
          const data = request.query.page === "2" && last ? [last, ...page.slice(1)] : page;
          last = page.at(-1);
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "the keyword of users is not looked at",
    rules: ["USR-LIST-03"],
    server: ignoring(LIST, "searchKey"),
  },
  { name: "the UIDs of a filter are not looked at", rules: ["USR-LIST-04"], server: ignoring(LIST, "uids") },
  {
    name: "the roles of a filter are not looked at",
    rules: ["USR-LIST-05"],
    server: ignoring(LIST, "roles"),
  },
  {
    name: "hideBlockedUsers is not looked at",
    rules: ["USR-LIST-06"],
    server: ignoring(LIST, "hideBlockedUsers"),
  },
  { name: "the status of users is not looked at", rules: ["USR-LIST-07"], server: ignoring(LIST, "status") },
  {
    name: "everybody is offline in lists",
    rules: ["PRS-LIST-01", "USR-LIST-07"],
    server: answering(LIST, (page: readonly Json[]) => page.map((user) => ({ ...user, status: "offline" }))),
  },
  {
    name: "that one has blocked a user is not told",
    rules: ["BLK-SET-02"],
    server: answering(USER, (user: Json) => without(user, "blockedByMe")),
  },
  {
    name: "that a user has blocked one is not told",
    rules: ["BLK-SET-03"],
    server: answering(USER, (user: Json) => without(user, "hasBlockedMe")),
  },
  {
    name: "blocking answers nothing",
    rules: ["BLK-SET-01"],
    server: answering(BLOCK, () => ({})),
  },
  {
    name: "blocking once more fails",
    rules: ["BLK-SET-05"],
    server: layered(() => {
      const before = new Set<string>();
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          if (!BLOCK(request)) return answer;
          const data = Object.fromEntries(
            Object.entries(json(answer.body.data)).map(([uid, value]) => {
              const pair = `${request.uid}>${uid}`;
              const isAgain = before.has(pair);
              before.add(pair);
              return [uid, isAgain ? { success: false, error: { message: "Blocked already." } } : value];
            }),
          );
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "unblocking does nothing",
    rules: ["BLK-SET-04", "BLK-SEND-04"],
    server: skipping(on("DELETE", "blockedusers"), ({ body }) =>
      Object.fromEntries((body.blockedUids as string[]).map((uid) => [uid, { success: true }])),
    ),
  },
  {
    name: "the blocked of a list are those one has blocked oneself",
    rules: ["BLK-LIST-01", "BLK-LIST-02"],
    server: asking(BLOCKED, (request) => ({
      ...request,
      query: { ...request.query, direction: "blockedByMe" },
    })),
  },
  {
    name: "the direction of a block is not looked at",
    rules: ["BLK-LIST-02"],
    server: ignoring(BLOCKED, "direction"),
  },
  {
    name: "one may block oneself",
    rules: ["BLK-SELF-01"],
    server: layered(() => ({
      answer: async (request, ask) =>
        BLOCK(request) && (request.body.blockedUids as string[]).includes(request.uid)
          ? done({ [request.uid]: { success: true, message: "Blocked." } })
          : ask(request),
    })),
  },
  {
    name: "one may write to whom one has blocked",
    rules: ["BLK-SEND-01"],
    server: instead(on("POST", "messages"), "ERR_BLOCKED_RECEIVER", ({ body, uid }) =>
      done({ ...body, id: "900", conversationId: "none", sender: uid, sentAt: 1 }),
    ),
  },
  {
    name: "who is blocked cannot write",
    rules: ["BLK-SEND-02"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        const { receiver, receiverType } = request.body;
        if (!on("POST", "messages")(request) || receiverType !== "user") return ask(request);
        const answer = await ask(request);
        if (!("data" in answer.body)) return answer;
        const blocked = rows(
          await admin("GET", `users/${String(receiver)}/blockedusers?direction=blockedByMe`),
        );
        return blocked.some(({ uid }) => uid === request.uid) ? refused("ERR_BLOCKED_RECEIVER") : answer;
      },
    })),
  },
  {
    name: "what who is blocked writes is told",
    rules: ["BLK-SEND-03"],
    server: layered(({ admin, push }) => ({
      async answer(request, ask) {
        const answer = await ask(request);
        const { receiver, receiverType } = request.body;
        if (!on("POST", "messages")(request) || receiverType !== "user" || !("data" in answer.body))
          return answer;
        const blocked = rows(
          await admin("GET", `users/${String(receiver)}/blockedusers?direction=blockedByMe`),
        );
        if (blocked.some(({ uid }) => uid === request.uid)) {
          const frame = {
            type: "message",
            receiver,
            receiverType,
            sender: request.uid,
            deviceId: "",
            body: answer.body.data,
          };
          push(frame, ({ uid }) => uid === receiver);
        }
        return answer;
      },
    })),
  },
  {
    name: "conversations with the blocked are listed",
    rules: ["BLK-CONV-01"],
    server: asking(on("GET", "conversations"), (request) => ({
      ...request,
      query: { ...request.query, includeBlockedUsers: "1" },
    })),
  },
  {
    name: "who has done something in a group is the group's owner",
    rules: ["MBR-KICK-02", "MBR-BAN-02", "MBR-SCOPE-02", "MBR-ADD-04", "GRP-JOIN-11"],
    server: layered(() => ({
      sends(frame) {
        const body = json(frame.body);
        return body.type === "groupMember"
          ? [{ ...frame, body: inEntity(body, "by", () => ({ uid: "owner", name: "Owner" })) }]
          : [frame];
      },
    })),
  },
];
