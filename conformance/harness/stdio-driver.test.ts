import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { Driver } from "../protocol/index.ts";
import { openStdioDriver } from "./stdio-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "conform-drivers-"));
afterAll(() => rmSync(folder, { recursive: true }));

const opened: Driver[] = [];
afterEach(async () => {
  for (const driver of opened.splice(0)) await driver.shutdown();
});

/**
 * A driver that answers as told.
 *
 * @param answer a function's body that is given `ask`, the request, and `tell`, which writes a line
 */
function driverThat(answer: string, patience = 5_000): Driver {
  const file = join(folder, `driver-${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(
    file,
    `import { createInterface } from "node:readline";
const tell = (line) => process.stdout.write((typeof line === "string" ? line : JSON.stringify({ jsonrpc: "2.0", ...line })) + "\\n");
const answer = async (ask) => { ${answer} };
createInterface({ input: process.stdin }).on("line", (line) => {
  const ask = JSON.parse(line);
  if (ask.method === "shutdown") { tell({ id: ask.id, result: null }); process.exit(0); }
  answer(ask);
});`,
  );
  const driver = openStdioDriver({
    command: `${JSON.stringify(process.execPath)} ${JSON.stringify(file)}`,
    patience,
  });
  opened.push(driver);
  return driver;
}

const GOOD = `tell({ id: ask.id, result: ask.method === "call" ? { value: null } : null });`;

describe("a driver in another process", () => {
  it("is asked, answers and tells events", async () => {
    const driver = driverThat(
      `tell({ method: "event", params: { clientId: "a", listener: "login", name: "logoutSuccess", payload: {}, seq: 1 } }); ${GOOD}`,
    );
    const events: unknown[] = [];
    driver.onEvent((event) => events.push(event));
    expect(await driver.call("a", "logout", {})).toEqual({ value: null });
    expect(events).toHaveLength(1);
  });

  it.each([
    ["writes junk", `tell("Hello!");`, 'it has written "Hello!", and it is no JSON'],
    [
      "answers with what is no outcome",
      `tell({ id: ask.id, result: 7 });`,
      "answers call with what the protocol does not have",
    ],
    [
      "answers another request",
      `tell({ id: 999, result: null });`,
      "it answers request 999, which there is not",
    ],
    ["asks by itself", `tell({ id: 1, method: "describe", params: {} });`, "only the harness asks"],
    [
      "tells what is no event",
      `tell({ method: "event", params: { what: 1 } });`,
      "which is no event of the protocol",
    ],
    [
      "crashes, and says why",
      `console.error("Segmentation fault"); process.exit(3);`,
      "with the code 3.\nIt has said:\nSegmentation fault",
    ],
    [
      "answers with an error",
      `tell({ id: ask.id, error: { code: -32603, message: "It broke." } });`,
      "The driver cannot call: It broke.",
    ],
    [
      "floods",
      `for (let n = 0; n < 30000; n += 1) tell({ method: "event", params: { clientId: "a", listener: "x", name: "y", payload: {}, seq: n } });`,
      "it floods",
    ],
  ])("is named when it %s", async (_what, answer, text) => {
    await expect(driverThat(answer).call("a", "logout", {})).rejects.toThrow(text);
  });

  it("is named when it never answers, and is started again for the next request", async () => {
    const driver = driverThat(`if (ask.method !== "call") { ${GOOD} }`, 2_000);
    await expect(driver.call("a", "logout", {})).rejects.toThrow("it has not answered call within 2 seconds");
    await driver.reset();
  });

  it("is named when it answers twice", async () => {
    const driver = driverThat(`${GOOD} ${GOOD}`);
    await driver.call("a", "logout", {});
    await expect(
      (async () => {
        for (;;) await driver.reset();
      })(),
    ).rejects.toThrow(/answered request \d+ twice/);
  });

  it("leaves no process behind that it has started", async () => {
    const driver = driverThat(
      `const { spawn } = await import("node:child_process");
       const child = spawn("sleep", ["1000"], { stdio: "ignore" });
       tell({ id: ask.id, result: { value: child.pid } });`,
    );
    const outcome = (await driver.call("a", "logout", {})) as { readonly value: number };
    expect(process.kill(outcome.value, 0)).toBe(true);
    await driver.shutdown();
    await expect.poll(() => isThere(outcome.value)).toBe(false);
  });
});

/** Whether a process runs: one that has ended and was not yet taken note of does not. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return !/\) Z /.test(stat);
  } catch {
    // There is no such process.
    return false;
  }
}
