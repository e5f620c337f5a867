import { webFetch } from "../../../mock-server/http/web.ts";
import { microseconds } from "../microseconds.ts";
import { type Comparison, sideBySide } from "../side-by-side.ts";
import { addCrowd, CROWD, guidOf, type Person, STRICT, uidOf } from "./crowd.ts";
import { world as newWorld } from "./history.ts";
import { ready } from "./parent.ts";

const SMALL = 100;
const LARGE = 10_000;
const ROUNDS = 7;
const ROUND_MS = 20;
const WARM_UP_MS = 100;

/** One list as clients ask for it, and how long its page takes in either world, in µs. */
export interface ListFigures {
  readonly what: string;
  /** How many rows there are to list. */
  readonly of: { readonly subject: number; readonly baseline: number };
  /** Whether the answer is a page, and so as long in either world. */
  readonly isPage: boolean;
  readonly figures: Comparison;
}

/** What this program tells. */
export interface Lists {
  readonly fillSeconds: number;
  readonly lists: readonly ListFigures[];
}

/** A request in a world of a size: who asks, and for what. */
interface Question {
  readonly what: string;
  readonly as?: Person;
  /** How many rows are listed in a world of this size. */
  readonly rows: (size: number) => number;
  readonly path: (size: number) => string;
  /** How many of them the answer has, when that is not the same in every world: what is told is the time of one. */
  readonly answered?: (size: number) => number;
}

const PAGE = 30;
const all = (size: number) => size;
const tenfold = (size: number) => size * 10;

/** The first, the middle and the last page of a list. */
function pagesOf(what: string, rows: (size: number) => number, path: string): readonly Question[] {
  const pages = {
    first: () => 1,
    middle: (total: number) => total / 2 / PAGE,
    last: (total: number) => total / PAGE,
  };
  return Object.entries(pages).map(([name, page]) => ({
    what: `${what}, ${name} page`,
    rows,
    path: (size) => `${path}?per_page=${PAGE}&page=${Math.max(1, Math.floor(page(rows(size))))}`,
  }));
}

const FIRST = `?per_page=${PAGE}&page=1`;
const QUESTIONS: readonly Question[] = [
  ...pagesOf("conversations", all, "/conversations"),
  { what: "conversations, five pinned", as: "pia", rows: all, path: () => `/conversations${FIRST}` },
  { what: "conversations, five blocked", as: "ben", rows: all, path: () => `/conversations${FIRST}` },
  {
    what: "conversations with users",
    rows: all,
    path: () => `/conversations${FIRST}&conversationType=user`,
  },
  {
    what: "unread conversations, 20 unread",
    rows: all,
    path: () => `/conversations${FIRST}&unread=true`,
  },
  { what: "unread counts, 20 unread", rows: all, path: () => "/messages?count=1&unread=1" },
  {
    what: "unread counts, one of all unread",
    as: "eve",
    rows: all,
    path: () => "/messages?count=1&unread=1",
    answered: all,
  },
  { what: "unread count of a user", rows: all, path: () => `/users/${uidOf(0)}/messages?count=1&unread=1` },
  {
    what: "unread count of a group",
    rows: all,
    path: () => `/groups/${guidOf(0)}/messages?count=1&unread=1`,
  },
  // Two for each of the threads in the crowd, and those of the conversations.
  ...Object.entries({ latest: "", middle: "&id=" }).map(([page, cursor]) => ({
    what: `messages of all conversations, ${page} page`,
    rows: (size: number) => size * 3,
    path: (size: number) => `/messages?per_page=${PAGE}${cursor}${cursor && size * 3}`,
  })),
  {
    what: "messages, one of the groups while others talk",
    as: "eve",
    rows: (size) => size / 10,
    path: () => `/messages?per_page=${PAGE}`,
    answered: (size) => size / 10,
  },
  ...pagesOf("members", tenfold, `/groups/${CROWD}/members`),
  { what: "banned users", rows: all, path: () => `/groups/${STRICT}/bannedusers${FIRST}` },
  ...pagesOf("users", tenfold, "/users"),
  { what: "users, none blocked", as: "ben", rows: tenfold, path: () => `/users${FIRST}&hideBlockedUsers=1` },
  { what: "groups, private ones joined", rows: (size) => size / 10, path: () => `/groups${FIRST}` },
  { what: "joined groups", rows: (size) => size / 10, path: () => `/groups${FIRST}&hasJoined=1` },
  { what: "threads", rows: all, path: () => "/threads?participatedByMe=true&limit=30" },
  {
    what: "threads of a group, those followed",
    rows: all,
    path: () => `/groups/${CROWD}/threads?participatedByMe=true&limit=30`,
  },
  {
    what: "threads of all conversations",
    as: "tom",
    rows: (size) => size * 2,
    path: () => "/threads?participatedByMe=false&limit=30",
  },
  {
    what: "pinned messages of all conversations",
    as: "tom",
    rows: all,
    path: () => `/messages?per_page=${PAGE}&affix=prepend&pinned=1`,
  },
  { what: "pinned conversations", as: "pia", rows: all, path: () => `/conversations${FIRST}&pinnedBy=me` },
  { what: "notification feed", rows: all, path: () => "/campaigns/notification-feed?limit=30" },
];

const world = newWorld();
const start = performance.now();
const tokens = { small: addCrowd(world, "small", SMALL), large: addCrowd(world, "large", LARGE) };
const fillSeconds = (performance.now() - start) / 1000;
globalThis.gc?.();

const lists: ListFigures[] = [];
for (const question of QUESTIONS) {
  const sides = {
    subject: await timed(question, "large", LARGE),
    baseline: await timed(question, "small", SMALL),
  };
  const figures = await sideBySide(ROUNDS, sides);
  const { what, rows, answered } = question;
  const of = { subject: rows(LARGE), baseline: rows(SMALL) };
  lists.push({ what, of, isPage: answered === undefined, figures });
}
ready({ fillSeconds, lists } satisfies Lists);

/** Asks until it is warm. @returns what measures it once */
async function timed(
  { as = "ada", path, answered = () => 1 }: Question,
  appId: "small" | "large",
  size: number,
): Promise<() => Promise<number>> {
  const request = new Request(`http://localhost/v3.0${path(size)}`, {
    headers: { appid: appId, authtoken: tokens[appId][as] },
  });
  const ask = async () => {
    const response = await webFetch(world.backend)(request);
    const text = await response.text();
    if (response.status !== 200 || text.startsWith('{"data":[]'))
      throw new Error(`Failed to list ${path(size)}: ${text}`);
  };
  await microseconds(ask, WARM_UP_MS);
  return async () => (await microseconds(ask, ROUND_MS)) / answered(size);
}
