import { ACTORS, idOfCell, PRIVILEGES } from "../../rules/index.ts";
import type { Mutant } from "../mutant.ts";
import {
  afterwards,
  answering,
  done,
  type Fits,
  ignoring,
  inData,
  inEntity,
  instead,
  isMemberAction,
  isMemberFrame,
  type Json,
  json,
  layered,
  on,
  rows,
  segment,
  sending,
  shouting,
  without,
} from "./change.ts";

const ADD = on("PUT", "groups/*/members");
const MEMBERS = on("GET", "groups/*/members");
const BANNED = on("GET", "groups/*/bannedusers");
const UNBAN = on("DELETE", "groups/*/bannedusers/*");
/** To whom it was done. */
const objectOf = ({ body }: Json) => json(json(json(json(json(body).data).entities).on).entity).uid;

const REMOVE: Fits = (request) =>
  on("DELETE", "groups/*/members/*")(request) || on("POST", "groups/*/bannedusers/*")(request);
const SCOPE = on("PUT", "groups/*/members/*");
/** The cells of these rows of the matrix. */
const cells = (...rows: readonly string[]): readonly string[] =>
  PRIVILEGES.filter(({ key }) => rows.includes(key)).flatMap((row) =>
    ACTORS.filter((actor) => row.cells[actor].verdict !== undefined).map((actor) => idOfCell(row, actor)),
  );

/** Members, bans and scopes, and who hears of it. */
export const members: readonly Mutant[] = [
  {
    name: "members have no scope",
    rules: ["MBR-LIST-01"],
    server: answering(MEMBERS, (page: readonly Json[]) => page.map((member) => without(member, "scope"))),
  },
  {
    name: "the scopes of a filter are not looked at",
    rules: ["MBR-LIST-02"],
    server: ignoring(MEMBERS, "scopes"),
  },
  { name: "nobody is listed as banned", rules: ["MBR-LIST-03"], server: answering(BANNED, () => []) },
  {
    name: "whoever is added is a participant",
    rules: ["MBR-ADD-01", "MBR-ADD-04", "MBR-LIST-01"],
    server: layered(() => ({
      answer(request, ask) {
        if (!ADD(request)) return ask(request);
        const participants = Object.values(request.body).flat();
        return ask({ ...request, body: { participants } });
      },
    })),
  },
  {
    name: "adding who is a member works once more",
    rules: ["MBR-ADD-02"],
    server: answering(ADD, (lists: Json) => allAdded(lists)),
  },
  {
    name: "adding who is banned works",
    rules: ["MBR-ADD-03", "MBR-ADD-02"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        if (ADD(request)) {
          const path = `groups/${segment(request, 1)}/bannedusers`;
          for (const { uid } of rows(await admin("GET", path).catch(() => [])))
            if (Object.values(request.body).flat().includes(uid))
              await admin("DELETE", `${path}/${String(uid)}`);
        }
        return ask(request);
      },
    })),
  },
  {
    name: "who is added is not told",
    rules: ["MBR-ADD-04"],
    server: sending(isMemberAction("added"), (frame, { uid }) => (objectOf(frame) === uid ? [] : [frame])),
  },
  {
    name: "kicking is not told",
    rules: ["MBR-KICK-02"],
    server: sending(isMemberAction("kicked"), () => []),
  },
  {
    name: "who is kicked comes back at once",
    rules: ["MBR-KICK-01", "GRP-JOIN-09"],
    server: afterwards(on("DELETE", "groups/*/members/*"), (request, { admin }) =>
      admin("POST", `groups/${segment(request, 1)}/members`, { participants: [segment(request, 3)] }),
    ),
  },
  {
    name: "banning is told as kicking",
    rules: ["MBR-BAN-02"],
    server: sending(isMemberAction("banned"), (frame) => [
      { ...frame, body: inData(json(frame.body), (data) => ({ ...data, action: "kicked" })) },
    ]),
  },
  {
    name: "banning kicks only",
    rules: ["MBR-BAN-01", "GRP-JOIN-07", "MBR-LIST-03"],
    server: afterwards(on("POST", "groups/*/bannedusers/*"), (request, { admin }) =>
      admin("DELETE", request.path.join("/")),
    ),
  },
  {
    name: "who is unbanned is banned again",
    rules: ["GRP-JOIN-10", "GRP-JOIN-01"],
    server: afterwards(UNBAN, (request, { admin }) => admin("POST", request.path.join("/"))),
  },
  {
    name: "who is unbanned is told",
    rules: ["MBR-BAN-03"],
    server: layered(({ push }) => {
      const told = new Set<string>();
      return {
        sends(frame) {
          const key = String(json(frame.body).id);
          if (isMemberAction("unbanned")(frame) && !told.has(key)) {
            told.add(key);
            push(frame, ({ uid }) => uid === objectOf(frame));
          }
          return [frame];
        },
      };
    }),
  },
  {
    name: "a change of scope is not made",
    rules: ["MBR-SCOPE-01", "MBR-LIST-01"],
    server: answering(MEMBERS, (page: readonly Json[]) =>
      page.map((one) => ({ ...one, scope: "participant" })),
    ),
  },
  {
    name: "a change of scope tells the scope of before as the new one",
    rules: ["MBR-SCOPE-02"],
    server: sending(isMemberAction("scopeChanged"), (frame) => [
      {
        ...frame,
        body: inData(json(frame.body), (data) => {
          const { scope } = json(data.extras);
          return {
            ...data,
            extras: { ...json(data.extras), scope: { old: json(scope).new, new: json(scope).old } },
          };
        }),
      },
    ]),
  },
  {
    name: "the device that acts in a group is told of it",
    rules: ["MBR-ACT-02"],
    server: sending(isMemberFrame, (frame) => [
      { ...frame, deviceId: "another", body: inData(json(frame.body), (data) => without(data, "resource")) },
    ]),
  },
  {
    name: "no other device of who acts in a group is told",
    rules: ["MBR-ACT-03"],
    server: sending(isMemberFrame, (frame, { uid, deviceId }) =>
      frame.sender === uid && frame.deviceId !== deviceId ? [] : [frame],
    ),
  },
  {
    name: "who acts in a group is not the one who has",
    rules: ["MBR-KICK-02", "MBR-BAN-02", "MBR-SCOPE-02"],
    server: sending(isMemberFrame, (frame) => [
      { ...frame, body: inEntity(json(frame.body), "by", (user) => ({ ...user, uid: "u4" })) },
    ]),
  },
  {
    name: "one kicks and bans oneself",
    rules: cells("KICK-SELF", "BAN-SELF"),
    server: instead(REMOVE, "ERR_GROUP_NO_SELF_ACTION", () => done({ success: true })),
  },
  {
    name: "one changes one's own scope",
    rules: cells("SCOPE-SELF"),
    server: instead(SCOPE, "ERR_GROUP_NO_SELF_ACTION", () => done({ success: true })),
  },
  {
    name: "who is no member gets a scope",
    rules: cells("SCOPE-OUT-ADM", "SCOPE-OUT-MOD", "SCOPE-OUT-PAR"),
    server: instead(SCOPE, "ERR_NOT_A_MEMBER", () => done({ success: true })),
  },
  {
    name: "who is banned is banned once more",
    rules: cells("BAN-BAN"),
    server: instead(REMOVE, "ERR_ALREADY_BANNED", () => done({ success: true })),
  },
  {
    name: "who is not banned is unbanned",
    rules: cells("UNBAN-OUT"),
    server: instead(UNBAN, "ERR_NOT_A_BANNED_USER", () => done({ success: true })),
  },
  {
    name: "everybody hears of every group",
    rules: ["MBR-NONE-01"],
    server: shouting(isMemberFrame),
  },
];

const allAdded = (lists: Json): Json =>
  Object.fromEntries(
    Object.entries(lists).map(([key, of]) => [
      key,
      Object.fromEntries(Object.keys(json(of)).map((uid) => [uid, { success: true, message: "Added." }])),
    ]),
  );
