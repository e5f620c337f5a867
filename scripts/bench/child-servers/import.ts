import process from "node:process";
import { must, world as newWorld } from "./history.ts";
import { ready } from "./parent.ts";

const USERS = 10_000;
const GROUPS = 1_000;
const MEMBERS_PER_GROUP = 50;
const MESSAGES = 1_000_000;
const THEN = 1_700_000_000;

/** What this program tells of one import. */
export interface ImportFigures {
  readonly seconds: number;
  /** What the process took of the machine's memory at its peak, the rows to import included. */
  readonly peakBytes: number;
  readonly imported: { readonly users: number; readonly groups: number; readonly messages: number };
}

const appId = "import";
const world = newWorld();
world.backend.addApp({ appId, region: "us", authKey: "auth", restApiKey: "rest" });
const input = {
  users: rows(USERS, (at) => ({ uid: `user-${at}`, name: `User ${at}`, createdAt: THEN })),
  groups: rows(GROUPS, (at) => ({ guid: guidOf(at), name: `Group ${at}`, type: "public", createdAt: THEN })),
  members: rows(GROUPS * MEMBERS_PER_GROUP, (at) => {
    const guid = guidOf(Math.floor(at / MEMBERS_PER_GROUP));
    const uid = memberOf(Math.floor(at / MEMBERS_PER_GROUP), at);
    return { memberId: `${guid}_member_${uid}`, guid, uid, joinedAt: THEN };
  }),
  messages: rows(MESSAGES, messageAt),
};
const start = performance.now();
const imported = must(world, { appId, operation: "loadWorld", as: { kind: "harness" }, input });
const seconds = (performance.now() - start) / 1000;
ready({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024, imported } satisfies ImportFigures);

/** Half of them in groups, half between two; a second apart. */
function messageAt(at: number): object {
  const data = { text: `Message number ${at}: see you at the trailhead?` };
  const said = { muid: `_import-${at}`, data, sentAt: THEN + 1 + at };
  const group = (at * 31) % GROUPS;
  if (at % 2 === 0) {
    return { ...said, sender: memberOf(group, at), receiverType: "group", receiver: guidOf(group) };
  }
  const user = (at * 17) % USERS;
  const other = (user + 1 + (at % 20)) % USERS;
  return { ...said, sender: `user-${user}`, receiverType: "user", receiver: `user-${other}` };
}

function memberOf(group: number, at: number): string {
  return `user-${(group + (at % MEMBERS_PER_GROUP) * 7) % USERS}`;
}

function guidOf(at: number): string {
  return `group-${at}`;
}

/** Every string is new, as from a file. */
function rows(count: number, make: (at: number) => object): unknown[] {
  return Array.from({ length: count }, (_, at) => JSON.parse(JSON.stringify(make(at))));
}
