import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { OwnAppControl } from "../harness/testkit/app-control.ts";
import { createTestbed, type Testbed } from "../harness/testkit/testbed.ts";
import { RULES_VERSION } from "../simulator/index.ts";
import { digest } from "../simulator/testing/digest.ts";
import { UsageError } from "../usage-error.ts";
import { frame } from "./frames.ts";
import { beginFile, SNAPSHOT_END } from "./history-file.ts";
import { type KeptApps, openKept, type WantedApp } from "./kept-apps.ts";

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "testkit-data-"));
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

let count = 0;
const newFolder = () => join(base, `folder-${count++}`);

const open: Opened[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
});

interface Opened {
  readonly kept: KeptApps;
  readonly testbed: Testbed;
  readonly control: OwnAppControl;
  digest(): string;
  close(): Promise<void>;
}

/** What a server does with its data folder. */
async function start(dataFolder: string, wanted: Omit<WantedApp, "dataFolder"> = {}): Promise<Opened> {
  const kept = await openKept({ ...wanted, dataFolder });
  if (!kept) throw new Error("unreachable");
  const { seed, history } = kept;
  const testbed = createTestbed({ seed, preset: "demo", history, settled: async () => {} });
  try {
    const control = kept.goOn(testbed) ?? testbed.addApp({ appId: wanted.appId ?? "testkit" });
    let closing: Promise<void> | undefined;
    const close = () => {
      testbed.close();
      closing ??= kept.close();
      return closing;
    };
    const opened = { kept, testbed, control, close, digest: () => digest(control.tenant.state) };
    open.push(opened);
    return opened;
  } catch (error) {
    testbed.close();
    await kept.close();
    throw error;
  }
}

async function say(control: OwnAppControl, text: string) {
  return control.as("cometchat-uid-1").sendText({ receiver: "cometchat-uid-2", text });
}

/** The folder as a crash at this moment would leave it. */
function crashed(folder: string): string {
  const copy = newFolder();
  cpSync(folder, copy, { recursive: true });
  rmSync(join(copy, "owner.json"), { force: true });
  return copy;
}

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );
}

/** A folder with a journal of its own, as a crash has left it, and what it held. */
async function leftFolder() {
  const folder = newFolder();
  const first = await start(folder);
  for (const text of ["one", "two", "three"]) await say(first.control, text);
  const left = crashed(folder);
  return { left, digest: first.digest() };
}

describe("a data folder", () => {
  it("has everything that was acknowledged after a crash, and once more after a clean stop", async () => {
    const { left, digest: then } = await leftFolder();
    const second = await start(left);
    expect(second.digest()).toBe(then);
    await say(second.control, "four");
    const later = second.digest();
    await second.close();
    expect(readdirSync(left).sort()).toEqual(["journal-2.history", "snapshot-2.history"]);
    const third = await start(left);
    expect([third.digest(), third.kept.warnings]).toEqual([later, []]);
    const { id } = await say(third.control, "five");
    await third.close();
    const fourth = await start(left);
    expect(fourth.control.tenant.state.messages.get(id)).toMatchObject({ data: { text: "five" } });
  });

  it("keeps apps, their removal, their limits, their worlds and their clocks", async () => {
    const folder = newFolder();
    const first = await start(folder);
    const other = first.testbed.addApp({
      appId: "other",
      preset: "empty",
      seed: "own",
      rateLimits: { core: 5 },
    });
    first.testbed.addApp({ appId: "gone" });
    first.testbed.removeApp("gone");
    other.clock.freeze();
    await other.clock.advance("1d");
    await say(first.control, "lost");
    await first.control.reset();
    first.testbed.backend.simulator.setRateLimits("testkit", true);
    first.testbed.clock.freeze();
    await first.control.settled();
    for (const left of [crashed(folder), folder]) {
      if (left === folder) await first.close();
      const again = await start(left);
      expect(again.testbed.apps().map(({ app }) => app.appId)).toEqual(["testkit", "other"]);
      expect(again.digest()).toBe(first.digest());
      const known = again.testbed.forApp("other", "look") as OwnAppControl;
      expect(known.app).toEqual(other.app);
      expect(known.clock.now()).toBe(other.clock.now());
      expect(known.tenant.rateLimits).toMatchObject({ core: 5 });
      expect(again.control.tenant.rateLimits).toBeDefined();
      expect(again.testbed.clock.position()).toEqual(first.testbed.clock.position());
      await again.close();
    }
  });

  it("cuts off a record that was not written to its end, and says so", async () => {
    const { left, digest: then } = await leftFolder();
    const file = join(left, "journal-1.history");
    const bytes = readFileSync(file);
    writeFileSync(file, Buffer.concat([bytes, frame(Buffer.from("never acknowledged"), 0).head]));
    const second = await start(left);
    expect(second.kept.warnings).toEqual([
      `The last record of ${file} was not written to its end, and never acknowledged: its 12 bytes from byte ${bytes.length} on are cut off.`,
    ]);
    expect(second.digest()).toBe(then);
    await say(second.control, "goes on");
    const third = await start(crashed(left));
    expect([third.digest(), third.kept.warnings]).toEqual([second.digest(), []]);
  });

  it("that is damaged is refused with its place, and nothing is changed", async () => {
    const { left } = await leftFolder();
    const file = join(left, "journal-1.history");
    const bytes = readFileSync(file);
    for (const at of [5, 60, 400, bytes.length >> 1, bytes.length - 3]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 4;
      writeFileSync(file, changed);
      const before = filesOf(left);
      const refused = start(left);
      await expect(refused).rejects.toThrow(UsageError);
      await expect(refused).rejects.toThrow(
        /journal-1\.history is damaged at byte \d+: .*\. Nothing was changed\. Bring the folder back from a copy/,
      );
      expect(filesOf(left)).toEqual(before);
    }
  });

  it("is whole at every step of a compaction that is interrupted", async () => {
    const { left, digest: then } = await leftFolder();
    const after = newFolder();
    cpSync(left, after, { recursive: true });
    await (await start(after)).close();
    const [snapshot, journal] = ["snapshot-2.history", "journal-2.history"];
    const add = (folder: string, name: string, as = name) => cpSync(join(after, name), join(folder, as));
    const steps: [string, (folder: string) => void][] = [
      [
        "the next journal is not finished",
        (folder) => writeFileSync(join(folder, `${journal}.tmp`), "cometchat"),
      ],
      ["the next journal is there", (folder) => add(folder, journal)],
      [
        "the snapshot is not finished",
        (folder) => {
          add(folder, journal);
          writeFileSync(
            join(folder, `${snapshot}.tmp`),
            readFileSync(join(after, snapshot)).subarray(0, 500),
          );
        },
      ],
      [
        "the snapshot has no name yet",
        (folder) => {
          add(folder, journal);
          add(folder, snapshot, `${snapshot}.tmp`);
        },
      ],
      [
        "the snapshot is there, and the old files as well",
        (folder) => {
          add(folder, journal);
          add(folder, snapshot);
        },
      ],
    ];
    for (const [step, make] of steps) {
      const folder = newFolder();
      cpSync(left, folder, { recursive: true });
      make(folder);
      const again = await start(folder);
      expect(again.digest(), step).toBe(then);
      await say(again.control, step);
      const more = await start(crashed(folder));
      expect(more.digest(), step).toBe(again.digest());
      await again.close();
      expect(readdirSync(folder), step).toHaveLength(2);
    }
  });

  it.each([
    [
      "no journal behind its snapshot",
      (folder: string) => rmSync(join(folder, "journal-2.history")),
      /journal-2.history is missing/,
    ],
    [
      "a snapshot that breaks off",
      (folder: string) => {
        const file = join(folder, "snapshot-2.history");
        writeFileSync(file, readFileSync(file).subarray(0, -20));
      },
      /snapshot-2.history is damaged at byte \d+: it breaks off/,
    ],
    [
      "a file under another's name",
      (folder: string) => cpSync(join(folder, "snapshot-2.history"), join(folder, "journal-2.history")),
      /journal-2.history is damaged at byte 0: it is snapshot-2.history by its content/,
    ],
  ])("with %s is refused", async (_what, spoil, text) => {
    const { left } = await leftFolder();
    await (await start(left)).close();
    spoil(left);
    const before = filesOf(left);
    await expect(start(left)).rejects.toThrow(text);
    expect(filesOf(left)).toEqual(before);
  });

  it("replaces a long journal by a snapshot while it is written to", async () => {
    const folder = newFolder();
    const { openDataFolder } = await import("./data-folder.ts");
    const options = { seed: 1, packageVersion: "0.0.0", onFailure: () => {}, journalBytes: 50_000 };
    const data = await openDataFolder(folder, options);
    const { worldRecords } = await import("../harness/history/world-records.ts");
    const testbed = createTestbed({
      seed: 1,
      preset: "demo",
      history: data.history,
      settled: async () => {},
    });
    const control = testbed.addApp({ appId: "testkit" });
    data.compactFrom(() => testbed.worlds().flatMap((world) => [...worldRecords(world)]));
    for (let round = 0; round < 40; round += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, number) => say(control, `${round}.${number}`)));
    }
    const left = crashed(folder);
    const numbers = readdirSync(folder).map((name) => Number(/\d+/.exec(name)?.[0]));
    expect(Math.max(...numbers.filter(Number.isFinite))).toBeGreaterThan(2);
    testbed.close();
    await data.close();
    const again = await start(left);
    expect(again.digest()).toBe(digest(control.tenant.state));
  });

  it("of other rules is read where it is a snapshot, and refused where it is a journal", async () => {
    const { left, digest: then } = await leftFolder();
    await (await start(left)).close();
    const file = join(left, "journal-2.history");
    const header = {
      kind: "journal",
      number: 2,
      rulesVersion: RULES_VERSION + 1,
      package: "9.9.9",
      seed: 1,
    } as const;
    const { bytes, sum } = beginFile(header);
    writeFileSync(file, bytes);
    const second = await start(crashed(left));
    expect(second.digest()).toBe(then);
    await say(second.control, "under the new rules");
    const payload = Buffer.from(JSON.stringify({ kind: "limits", appId: "testkit" }));
    writeFileSync(file, Buffer.concat([bytes, frame(payload, sum).head, payload]));
    const before = filesOf(left);
    await expect(start(left)).rejects.toThrow(
      new RegExp(
        `carried out under version ${RULES_VERSION + 1} of the rules, and this .* has version ${RULES_VERSION}\\. Start it once with cometchat-testkit 9\\.9\\.9 and stop`,
      ),
    );
    expect(filesOf(left)).toEqual(before);
  });

  it("whose records do not fit together is refused, too", async () => {
    const { left } = await leftFolder();
    const file = join(left, "journal-1.history");
    const command = { kind: "do", appId: "testkit", operation: "deleteUser", as: { kind: "harness" }, at: 0 };
    const { bytes, sum } = beginFile({
      kind: "journal",
      number: 1,
      rulesVersion: RULES_VERSION,
      package: "",
      seed: 1,
    });
    const payload = Buffer.from(JSON.stringify(command));
    writeFileSync(file, Buffer.concat([bytes, frame(payload, sum).head, payload]));
    await expect(start(left)).rejects.toThrow(UsageError);
  });

  it("is refused to a second server, until the first one has stopped", async () => {
    const folder = newFolder();
    const first = await start(folder);
    await expect(start(folder)).rejects.toThrow(/it is in use by this very process/);
    await first.close();
    await start(folder);
  });

  it.skipIf(process.platform === "win32")(
    "is refused while another process has it, and taken over when it has ended",
    async () => {
      const folder = newFolder();
      mkdirSync(folder);
      const { hostname } = await import("node:os");
      const owner = (pid: number, began?: string) =>
        writeFileSync(join(folder, "owner.json"), JSON.stringify({ host: hostname(), pid, began }));
      owner(process.ppid);
      await expect(start(folder)).rejects.toThrow(`it is in use by process ${process.ppid}`);
      owner(2 ** 22 + 1);
      await (await start(folder)).close();
      owner(process.pid);
      await (await start(folder)).close();
      if (process.platform !== "linux") return;
      owner(process.ppid, "another process of this number");
      await (await start(folder)).close();
    },
  );

  it("is refused to who wants another app, other keys or another seed, and says what it has", async () => {
    const { left } = await leftFolder();
    const wanted: [Omit<WantedApp, "dataFolder">, RegExp][] = [
      [{ appId: "other" }, /it holds "testkit", and no app "other"\. Leave the App ID out/],
      [{ region: "eu" }, /the region of its app is "us", not "eu"/],
      [{ authKey: "a" }, /the authKey of its app is "[0-9a-f]+", not "a"/],
      [{ seed: 2 }, /its seed is 1, not 2/],
    ];
    for (const [wants, text] of wanted) await expect(start(left, wants)).rejects.toThrow(text);
    await start(left, { appId: "testkit", region: "us", seed: 1 });
  });

  it("that holds files of others, or is none, is refused", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    writeFileSync(join(folder, "holiday.jpg"), "x");
    await expect(start(folder)).rejects.toThrow(/it holds other files/);
    await expect(start(join(folder, "holiday.jpg"))).rejects.toThrow(UsageError);
    expect(readdirSync(folder)).toEqual(["holiday.jpg"]);
  });

  it("may hold nothing but an end", async () => {
    const folder = newFolder();
    mkdirSync(folder);
    const begun = beginFile({ kind: "snapshot", number: 1, rulesVersion: 1, package: "", seed: 3 });
    const { head } = frame(SNAPSHOT_END, begun.sum);
    writeFileSync(join(folder, "snapshot-1.history"), Buffer.concat([begun.bytes, head, SNAPSHOT_END]));
    const { bytes } = beginFile({ kind: "journal", number: 1, rulesVersion: 1, package: "", seed: 3 });
    writeFileSync(join(folder, "journal-1.history"), bytes);
    const opened = await start(folder);
    expect([opened.kept.seed, opened.testbed.apps().length]).toEqual([3, 1]);
  });
});
