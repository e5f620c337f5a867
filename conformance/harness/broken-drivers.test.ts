import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { exitCodeOf } from "../report/run-result.ts";
import { SUITES } from "../suites/index.ts";
import { conform } from "./conform.ts";
import { openDriver } from "./open-driver.ts";

const folder = mkdtempSync(join(tmpdir(), "conform-drivers-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A driver whose clients do nothing, and which does this when one is asked for something. */
function commandThat(does: string): string {
  const file = join(folder, `driver-${does.length}.mjs`);
  const description = {
    name: "broken",
    version: "1",
    language: "javascript",
    protocolVersion: "1.0",
    capabilities: [],
    methods: ["login", "sendTextMessage", "fetchMessages"],
  };
  writeFileSync(
    file,
    `import { createInterface } from "node:readline";
const tell = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
createInterface({ input: process.stdin }).on("line", (line) => {
  const { id, method } = JSON.parse(line);
  const answer = () => tell({ id, result: method === "describe" ? ${JSON.stringify(description)} : method === "call" ? { value: null } : null });
  if (method === "call") { ${does} }
  answer();
  if (method === "shutdown") process.exit(0);
});`,
  );
  return `${JSON.stringify(process.execPath)} ${JSON.stringify(file)}`;
}

it.each([
  ["crashes", `console.error("Out of luck"); process.exit(3);`, "Out of luck"],
  ["writes junk beside its answers", `console.log("Logging in…");`, "nobody can take"],
  ["answers twice", "answer();", "once more to request"],
])(
  "a driver that %s is to blame, and no client, and the run goes on",
  async (_what, does, text) => {
    const opened = await openDriver(commandThat(does));
    const result = await conform({ opened, seed: 1, runs: 0, suites: ["paging"] });
    await opened.close();
    expect(result.cases).toBeGreaterThanOrEqual(
      SUITES.find(({ name }) => name === "paging")?.cases.length ?? 0,
    );
    expect(
      result.failures.filter(({ isDriverFault }) => isDriverFault).map(({ failure }) => failure.what),
    ).toContainEqual(expect.stringContaining(text));
    expect(exitCodeOf(result)).toBe(2);
  },
  60_000,
);
