import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { busyMeter } from "./busy-meter.ts";
import { type Child, startChild } from "./children.ts";
import { openHttpLoad, requestsPerSecond } from "./http-load.ts";
import type { Row } from "./report.ts";
import { sideBySide } from "./side-by-side.ts";
import { clientHeaders, createUsers, type TestkitServer, textMessage } from "./world.ts";

const ROUNDS = 5;
const ROUND_MS = 500;
/** Enough that some can be answered while others wait for the disk. */
const CONNECTIONS = 256;

/** Texts of many clients at once, kept on the disk before they are answered, against a server that keeps nothing. */
export async function journal(): Promise<Row[]> {
  // Beside the project: the system's folder for temporary files may be no disk.
  const folder = mkdtempSync(join(process.cwd(), "bench-data-"));
  try {
    const subject = await side(folder);
    const baseline = await side(undefined);
    const figures = await sideBySide(ROUNDS, {
      subject: subject.meter.measure,
      baseline: baseline.meter.measure,
    });
    for (const { load, child } of [subject, baseline]) {
      load.close();
      await child.end();
    }
    return [
      {
        what: "POST a text message, kept by a journal",
        subjectName: "with --data",
        baselineName: "without",
        unit: "req/s",
        ...figures,
        target: { of: "ratio", atLeast: 0.7 },
        note: `${CONNECTIONS} clients at once; with: ${subject.meter.text()}; without: ${baseline.meter.text()}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function side(folder: string | undefined) {
  const child: Child<TestkitServer> = await startChild("testkit", {
    args: folder === undefined ? [] : ["empty", folder],
  });
  const [me, other] = await createUsers(child.ready, 2);
  if (!me || !other) throw new Error("unreachable");
  const load = await openHttpLoad(
    {
      port: child.ready.port,
      method: "POST",
      path: "/v3.0/messages",
      headers: clientHeaders(child.ready, me),
      body: textMessage("user", other.uid),
    },
    CONNECTIONS,
  );
  return { child, load, meter: busyMeter(child, () => requestsPerSecond(load, ROUND_MS)) };
}
