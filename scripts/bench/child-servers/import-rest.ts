import process from "node:process";
import { webFetch } from "../../../mock-server/http/web.ts";
import { LIMITS } from "../../../mock-server/simulator/rules/limits.ts";
import { must, world as newWorld } from "./history.ts";
import { groupAt, memberAt, messageAt, SIZE, userAt } from "./import-world.ts";
import { ready } from "./parent.ts";

/** The whole takes too long for a benchmark, and each message costs the same. */
const MESSAGES = SIZE.messages / 10;

/** What this program tells of an import by requests. */
export interface RestImportFigures {
  /** Of users, groups and members. */
  readonly peopleSeconds: number;
  readonly messages: number;
  /** Of the messages, and of bringing all conversations up to date with them. */
  readonly messagesSeconds: number;
  readonly peakBytes: number;
}

const appId = "import";
const world = newWorld();
world.backend.addApp({ appId, region: "us", authKey: "auth", restApiKey: "rest" });

const peopleSeconds = await seconds(async () => {
  await importAll("users", "uid", SIZE.users, userAt);
  await importAll("groups", "guid", SIZE.groups, groupAt);
  await importAll("members", "memberId", SIZE.groups * SIZE.membersPerGroup, memberAt);
});
const messagesSeconds = await seconds(async () => {
  await importAll("messages", "muid", MESSAGES, messageAt);
  const as = { kind: "harness", uid: "user-1" } as const;
  must(world, { appId, operation: "listConversations", as, input: { perPage: 30 } });
});
const peakBytes = process.resourceUsage().maxRSS * 1024;
ready({ peopleSeconds, messages: MESSAGES, messagesSeconds, peakBytes } satisfies RestImportFigures);

/** Imports rows in as many to a request as are allowed, one request after the other. */
async function importAll<K extends string>(
  kind: "users" | "groups" | "members" | "messages",
  key: K,
  count: number,
  make: (at: number) => Readonly<Record<K, string>>,
): Promise<void> {
  for (let from = 0; from < count; from += LIMITS.importRows) {
    const size = Math.min(LIMITS.importRows, count - from);
    const rows = Array.from({ length: size }, (_, index) => make(from + index));
    const body = JSON.stringify({ [kind]: Object.fromEntries(rows.map((row) => [row[key], row])) });
    const headers = { appid: appId, apikey: "rest", "content-type": "application/json" };
    const request = new Request(`http://localhost/v3/data_import/${kind}`, { method: "POST", headers, body });
    const response = await webFetch(world.backend)(request);
    const text = await response.text();
    if (response.status !== 200 || text.includes('"success":false'))
      throw new Error(`Failed to import ${kind}: ${text}`);
  }
}

async function seconds(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}
