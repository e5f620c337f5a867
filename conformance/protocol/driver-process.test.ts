import { readFileSync } from "node:fs";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import type { DriverFault } from "./driver-fault.ts";
import { type DriverProcess, startDriverProcess } from "./driver-process.ts";
import { startLastingDriver } from "./lasting-driver.ts";

const script = fileURLToPath(new URL("./broken-driver.mjs", import.meta.url));
const commandOf = (way: string) => `"${process.execPath}" "${script}" "${way}"`;
const client = { clientId: "c", appId: "app", region: "us", deviceId: "c", autoConnect: true };

const started: { kill(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((driver) => driver.kill()));
});

function start(way: string, patience = 10_000) {
  const faults: DriverFault[] = [];
  const driver = startDriverProcess({
    command: commandOf(way),
    patience,
    onFault: (fault) => faults.push(fault),
  });
  started.push(driver);
  return { driver, faults };
}

/** As far as a case goes. */
async function useIt(driver: DriverProcess): Promise<unknown> {
  await driver.describe();
  await driver.createClient(client);
  return driver.call("c", "login", {});
}

const textsOf = (faults: readonly DriverFault[]) => faults.map(({ kind, text }) => `${kind}: ${text}`);

describe("a driver in a process of its own", () => {
  it("does as it is asked, and ends when it is told to", async () => {
    const { driver, faults } = start("not at all");
    expect(await useIt(driver)).toEqual({ value: null });
    await driver.reset();
    await driver.shutdown();
    expect(faults).toEqual([]);
  });

  it.each([
    ["never starts", /^ended: The driver ended with code 3: No such module: chat$/],
    ["crashes midway", /^ended: The driver ended with code 1: TypeError: undefined is not a function$/],
    ["ends silently", /^ended: The driver ended with code 0\.$/],
    ["floods with junk", /^flood: .* it is no JSON: line 19 \(and 19 before it\)$/],
    ["writes a line without an end", /^flood: The driver wrote a line without an end: xxx/],
    ["floods with events", /^flood: The driver told of 20001 events without an answer in between\.$/],
  ])("that %s fails whoever uses it, with the reason", async (way, reason) => {
    const { driver, faults } = start(way);
    await expect(useIt(driver)).rejects.toThrow("The driver");
    expect(textsOf(faults).at(-1)).toMatch(reason);
    expect(driver.broken()).toBe(faults.at(-1));
    await expect(driver.describe()).rejects.toThrow(driver.broken()?.text);
  });

  it.each(["never answers", "stops answering"])("that %s is given up after a while", async (way) => {
    const { driver, faults } = start(way, 1_000);
    const asked = driver.describe().then(() => driver.createClient(client));
    await expect(asked.then(() => driver.reset())).rejects.toThrow("within 1000 ms");
    expect(faults.map(({ kind }) => kind)).toEqual(["silent"]);
  });

  it.each([
    [
      "prints a greeting",
      [
        "junk: The driver wrote a line to stdout that nobody can take, because it is no JSON: Hello! Connecting...",
      ],
    ],
    [
      "answers twice",
      expect.arrayContaining([
        expect.stringMatching(/^stray-answer: The driver answered once more to request 1: /),
      ]),
    ],
    [
      "answers what was not asked",
      expect.arrayContaining([
        expect.stringMatching(/^stray-answer: The driver answered to 4711, which was not asked: /),
      ]),
    ],
    [
      "asks the harness",
      expect.arrayContaining([expect.stringMatching(/^junk: .* because a driver asks nothing: /)]),
    ],
    [
      "sends an event without a number",
      [expect.stringMatching(/^misfit: An event of the driver does not fit: seq: /)],
    ],
  ])("that %s is borne, and told of", async (way, told) => {
    const { driver, faults } = start(way);
    expect(await useIt(driver)).toEqual({ value: null });
    expect(textsOf(faults)).toEqual(told);
    expect(driver.broken()).toBeUndefined();
  });

  it("that answers with what does not fit names the place", async () => {
    const { driver } = start("answers with a misfit");
    await expect(driver.describe()).rejects.toThrow(/answer to describe does not fit: name: /);
    const other = start("unknown capability");
    await expect(other.driver.describe()).rejects.toThrow(/does not fit: capabilities\.0: /);
  });

  it("that answers with an error is heard", async () => {
    const { driver } = start("answers with an error");
    await driver.describe();
    await expect(driver.createClient(client)).rejects.toThrow(
      "The driver answered createClient with error -32603: KeyError: hosts",
    );
  });

  it.each(["never ends a call", "ends a call too late"])(
    "that %s is forgiven: the call is forgotten with its client",
    async (way) => {
      const { driver, faults } = start(way);
      await driver.describe();
      await driver.createClient(client);
      let hasEnded = false;
      void driver.call("c", "login", {}).then(() => {
        hasEnded = true;
      });
      await driver.reset();
      await delay(500);
      await driver.shutdown();
      expect([faults, hasEnded]).toEqual([[], false]);
    },
  );

  it.each([
    ["stays after shutdown", /still ran 2000 ms after its answer to shutdown/],
    ["leaves a child behind", /left processes behind/],
  ])("that %s is told of, and ended by force with its children", async (way, text) => {
    const { driver, faults } = start(way);
    const { version: pid } = await driver.describe();
    await driver.shutdown();
    expect(faults).toMatchObject([{ kind: "left-over", text: expect.stringMatching(text) }]);
    expect(isThere(Number(pid))).toBe(false);
  });

  it("that ignores SIGTERM is ended all the same", async () => {
    const { driver } = start("ignores SIGTERM");
    const { version: pid } = await driver.describe();
    expect(isThere(Number(pid))).toBe(true);
    await driver.kill();
    expect(isThere(Number(pid))).toBe(false);
  });
});

/** Whether a process runs: one that has ended and was not yet taken note of does not. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    // There is no such process.
    return false;
  }
}

describe("a lasting driver", () => {
  it("loses one case to a broken process, and goes on with another", async () => {
    const faults: DriverFault[] = [];
    const driver = startLastingDriver({
      command: commandOf("crashes midway"),
      onFault: (fault) => faults.push(fault),
    });
    started.push(driver);
    const runCase = async () => {
      await driver.reset();
      await driver.createClient(client);
      return driver.call("c", "login", {});
    };
    await expect(runCase()).rejects.toThrow("The driver ended with code 1");
    await expect(runCase()).rejects.toThrow("The driver ended with code 1");
    await driver.reset();
    await driver.createClient(client);
    await driver.shutdown().catch(() => {});
    expect(driver.restarts()).toBe(2);
  });
});
