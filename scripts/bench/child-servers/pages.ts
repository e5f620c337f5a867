import { webFetch } from "../../../mock-server/http/web.ts";
import { microseconds } from "../microseconds.ts";
import { type Comparison, sideBySide } from "../side-by-side.ts";
import { addPair, must, world as newWorld, sendText } from "./history.ts";
import { ready } from "./parent.ts";

const THOUSAND = 1_000;
const MILLION = 1_000_000;
const ROUNDS = 9;
const ROUND_MS = 60;
const WARM_UP_MS = 250;
const LIMIT = 30;

/** What this program tells: how long one page takes, in µs, for a million messages and for a thousand. */
export interface PageFigures {
  readonly fillSeconds: number;
  readonly pages: readonly { page: string; door: "simulator" | "printed"; figures: Comparison }[];
}

const world = newWorld();
const start = performance.now();
const sides = { subject: history("million", MILLION), baseline: history("thousand", THOUSAND) };
const fillSeconds = (performance.now() - start) / 1000;

const pages: PageFigures["pages"][number][] = [];
for (const page of ["latest", "middle", "oldest"] as const) {
  for (const door of ["simulator", "printed"] as const) {
    const [subject, baseline] = [sides.subject[door](page), sides.baseline[door](page)];
    globalThis.gc?.();
    await microseconds(subject, WARM_UP_MS);
    const figures = await sideBySide(ROUNDS, {
      subject: () => microseconds(subject, ROUND_MS),
      baseline: () => microseconds(baseline, ROUND_MS),
    });
    pages.push({ page, door, figures });
  }
}
ready({ fillSeconds, pages } satisfies PageFigures);

/** A conversation of so many messages, and its pages by either door. */
function history(appId: string, size: number) {
  const authtoken = addPair(world, appId);
  for (let number = 1; number <= size; number += 1) sendText(world, appId, number);
  const cursors = {
    latest: { affix: "prepend" },
    middle: { affix: "prepend", id: size / 2 },
    oldest: { affix: "append" },
  } as const;
  type PageName = keyof typeof cursors;

  return {
    simulator(page: PageName) {
      const input = { uid: "bob", limit: LIMIT, ...cursors[page] };
      const as = { kind: "harness", uid: "alice" } as const;
      return () => {
        const { rows } = must(world, { appId, operation: "listMessages", as, input });
        if (rows.length !== LIMIT) throw new Error(`Failed to read a page: it has ${rows.length} messages.`);
      };
    },
    printed(page: PageName) {
      const query = new URLSearchParams(Object.entries({ per_page: LIMIT, ...cursors[page] }).map(text));
      const url = `http://localhost/v3.0/users/bob/messages?${query}`;
      const request = new Request(url, { headers: { appid: appId, authtoken } });
      return async () => {
        const response = await webFetch(world.backend)(request);
        if (response.status !== 200) throw new Error(`Failed to read a page: ${await response.text()}`);
        await response.text();
      };
    },
  };
}

function text([name, value]: [string, unknown]): [string, string] {
  return [name, String(value)];
}
