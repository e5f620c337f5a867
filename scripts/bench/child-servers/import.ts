import process from "node:process";
import { must, world as newWorld } from "./history.ts";
import { groupAt, memberAt, messageAt, SIZE, userAt } from "./import-world.ts";
import { ready } from "./parent.ts";

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
  users: rows(SIZE.users, userAt),
  groups: rows(SIZE.groups, groupAt),
  members: rows(SIZE.groups * SIZE.membersPerGroup, memberAt),
  messages: rows(SIZE.messages, messageAt),
};
const start = performance.now();
const imported = must(world, { appId, operation: "loadWorld", as: { kind: "harness" }, input });
const seconds = (performance.now() - start) / 1000;
ready({ seconds, peakBytes: process.resourceUsage().maxRSS * 1024, imported } satisfies ImportFigures);

/** Every string is new, as from a file. */
function rows(count: number, make: (at: number) => object): unknown[] {
  return Array.from({ length: count }, (_, at) => JSON.parse(JSON.stringify(make(at))));
}
