import type { Mutant } from "../mutant.ts";
import {
  afterwards,
  answering,
  done,
  type Fits,
  ignoring,
  instead,
  isMemberAction,
  type Json,
  json,
  layered,
  on,
  refused,
  rows,
  segment,
  sending,
  shouting,
  skipping,
  without,
} from "./change.ts";

const GROUP = on("GET", "groups/*");
const LIST = on("GET", "groups");
const MAKE = on("POST", "groups");
const JOIN = on("POST", "groups/*/members");
/** An answer to who has come in by a way that there is not. */
const admitted = (guid: string) =>
  done({ data: { action: "joined", entities: { for: { entity: { guid, name: guid, type: "public" } } } } });
const comesIn = (code: string): Mutant["server"] =>
  instead(JOIN, code, (request) => admitted(segment(request, 1)));

/** A group is read with something of what it was before a request. */
const remembering = (fits: Fits, mix: (before: Json, now: Json) => Json): Mutant["server"] =>
  layered(({ admin }) => {
    const kept = new Map<string, Json>();
    return {
      async answer(request, ask) {
        const guid = segment(request, 1);
        const before = fits(request) ? json(await admin("GET", `groups/${guid}`)) : undefined;
        const answer = await ask(request);
        if (before && "data" in answer.body) kept.set(guid, before);
        const old = kept.get(guid);
        return old && GROUP(request) ? done(mix(old, json(answer.body.data))) : answer;
      },
    };
  });

/** Groups by their types, and who comes in and goes. */
export const groups: readonly Mutant[] = [
  {
    name: "a new group belongs to nobody",
    rules: ["GRP-NEW-01"],
    server: answering(MAKE, (group: Json) => without(group, "owner", "scope")),
  },
  {
    name: "every new group is public",
    rules: ["GRP-NEW-02"],
    server: answering(MAKE, (group: Json) => ({ ...group, type: "public" })),
  },
  {
    name: "a password group needs no password to be made",
    rules: ["GRP-NEW-03"],
    server: instead(MAKE, "ERR_EMPTY_GROUP_PASS", ({ body, uid }) =>
      done({ ...body, owner: uid, hasJoined: true, scope: "admin", membersCount: 1 }),
    ),
  },
  {
    name: "GUIDs have any characters",
    rules: ["IDN-GUID-02"],
    server: instead(MAKE, "ERR_BAD_REQUEST", ({ body, uid }) =>
      done({ ...body, owner: uid, scope: "admin" }),
    ),
  },
  {
    name: "GUIDs have no upper case",
    rules: ["IDN-GUID-01", "IDN-GUID-03"],
    server: layered(() => ({
      answer: async (request, ask) =>
        MAKE(request) && /[A-Z]/.test(String(request.body.guid)) ? refused("ERR_BAD_REQUEST") : ask(request),
    })),
  },
  {
    name: "a GUID that is taken is given again",
    rules: ["IDN-GUID-04"],
    server: instead(MAKE, "ERR_GUID_ALREADY_EXISTS", ({ body, uid }) =>
      done({ ...body, owner: uid, scope: "admin", membersCount: 1 }),
    ),
  },
  {
    name: "GUIDs keep their upper case",
    rules: ["IDN-GUID-03"],
    server: answering(MAKE, (group: Json, { body }) => ({ ...group, guid: body.guid })),
  },
  {
    name: "a group does not say what one is in it",
    rules: ["GRP-GET-01"],
    server: answering(GROUP, (group: Json) => without(group, "scope", "hasJoined")),
  },
  {
    name: "a group that there is not is not joined",
    rules: ["GRP-GET-02"],
    server: instead(GROUP, "ERR_GUID_NOT_FOUND", (request) =>
      done({ guid: segment(request, 1), name: "", type: "public" }),
    ),
  },
  {
    name: "a private group is read from outside",
    rules: ["GRP-GET-03"],
    server: instead(GROUP, "ERR_GROUP_NOT_JOINED", async (request, { admin }) =>
      done(await admin("GET", `groups/${segment(request, 1)}`)),
    ),
  },
  {
    name: "members are counted once and never again",
    rules: ["GRP-GET-04", "GRP-JOIN-01", "GRP-LEAVE-01"],
    server: layered(({ admin }) => {
      const counted = new Map<string, unknown>();
      return {
        async answer(request, ask) {
          const guid = segment(request, 1);
          if (
            request.path[0] === "groups" &&
            guid !== "" &&
            !counted.has(guid) &&
            !/[A-Z]|nowhere|made|pass$/.test(guid)
          ) {
            counted.set(guid, json(await admin("GET", `groups/${guid}`)).membersCount);
          }
          const answer = await ask(request);
          if (!GROUP(request) || !("data" in answer.body) || !counted.has(guid)) return answer;
          const data = { ...json(answer.body.data), membersCount: counted.get(guid) };
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "password groups are not listed",
    rules: ["GRP-LIST-01"],
    server: answering(LIST, (page: readonly Json[]) => page.filter(({ type }) => type !== "password")),
  },
  {
    name: "private groups are listed to everybody",
    rules: ["GRP-LIST-02"],
    server: layered(({ admin }) => ({
      async answer(request, ask) {
        const answer = await ask(request);
        if (!LIST(request) || request.query.page !== "1") return answer;
        const page = rows(answer.body.data);
        const hidden = rows(await admin("GET", "groups")).filter(
          ({ type, guid }) => type === "private" && !page.some((one) => one.guid === guid),
        );
        const size = Number(request.query.per_page);
        return { ...answer, body: { ...answer.body, data: [...hidden, ...page].slice(0, size) } };
      },
    })),
  },
  { name: "joinedOnly is not looked at", rules: ["GRP-LIST-03"], server: ignoring(LIST, "hasJoined") },
  {
    name: "the keyword of groups is not looked at",
    rules: ["GRP-LIST-04"],
    server: ignoring(LIST, "searchKey"),
  },
  {
    name: "an update of a group is not made",
    rules: ["GRP-UPD-01"],
    server: answering(on("PUT", "groups/*"), (group: Json) => ({ ...group, name: "Before" })),
  },
  {
    name: "a deleted group is still there",
    rules: ["GRP-DEL-01", "GRP-GET-02"],
    server: remembering(on("DELETE", "groups/*"), (before) => before),
  },
  {
    name: "who joins is a moderator",
    rules: ["GRP-JOIN-01", "GRP-GET-01"],
    server: afterwards(JOIN, (request, { admin }) =>
      admin("PUT", `groups/${segment(request, 1)}/members/${request.uid}`, { scope: "moderator" }),
    ),
  },
  {
    name: "no password opens a group",
    rules: ["GRP-JOIN-02"],
    server: layered(() => ({
      answer: (request, ask) =>
        ask(
          JOIN(request) && "password" in request.body
            ? { ...request, body: { ...request.body, password: "?" } }
            : request,
        ),
    })),
  },
  { name: "any password opens a group", rules: ["GRP-JOIN-03"], server: comesIn("ERR_WRONG_GROUP_PASS") },
  {
    name: "a password group opens without a password",
    rules: ["GRP-JOIN-04"],
    server: comesIn("ERR_EMPTY_GROUP_PASS"),
  },
  { name: "joining once more works", rules: ["GRP-JOIN-06"], server: comesIn("ERR_ALREADY_JOINED") },
  {
    name: "who is banned may join",
    rules: ["GRP-JOIN-07"],
    server: instead(JOIN, "ERR_BANNED_GROUPMEMBER", async (request, { admin }, again) => {
      await admin("DELETE", `groups/${segment(request, 1)}/bannedusers/${request.uid}`);
      return again();
    }),
  },
  {
    name: "a group that there is not is joined",
    rules: ["GRP-JOIN-08"],
    server: comesIn("ERR_GUID_NOT_FOUND"),
  },
  {
    name: "leaving leaves nothing",
    rules: ["GRP-LEAVE-01", "GRP-LEAVE-02"],
    server: skipping(on("DELETE", "groups/*/members"), () => ({ success: true, message: "Left." })),
  },
  {
    name: "joining is not told",
    rules: ["GRP-JOIN-11"],
    server: sending(isMemberAction("joined"), () => []),
  },
  {
    name: "joining is told to everybody",
    rules: ["GRP-JOIN-11", "MBR-NONE-01"],
    server: shouting(isMemberAction("joined")),
  },
  { name: "leaving is not told", rules: ["GRP-LEAVE-02"], server: sending(isMemberAction("left"), () => []) },
  {
    name: "a group that is handed over stays with its owner",
    rules: ["GRP-OWN-01", "GRP-GET-01"],
    server: remembering(on("PATCH", "groups/*/owner"), ({ owner }, now) => ({ ...now, owner })),
  },
  {
    name: "who hands a group over is a participant then",
    rules: ["GRP-OWN-02", "GRP-GET-01"],
    server: afterwards(on("PATCH", "groups/*/owner"), (request, { admin }) =>
      admin("PUT", `groups/${segment(request, 1)}/members/${request.uid}`, { scope: "participant" }),
    ),
  },
  {
    name: "a group may be handed to who is no member",
    rules: ["GRP-OWN-03"],
    server: instead(on("PATCH", "groups/*/owner"), "ERR_NOT_A_MEMBER", () => done({ success: true })),
  },
];
