import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { builtCommand } from "./built.ts";
import { endProgram, startProgram } from "./children.ts";
import type { Row } from "./report.ts";
import { sideBySide } from "./side-by-side.ts";

const ROUNDS = 9;
const SERVE = ["serve", "--port", "0", "--log", "json", "--preset", "demo"];
/** The least that answers: what a start costs whatever the server does. */
const BARE = `require("node:http").createServer((_, response) => response.end("{}")).listen(0, "127.0.0.1", function () {
  console.log(this.address().port);
});`;

/** From the start of the command to its first answer, against a bare node:http server in a process of its own. */
export async function startUp(): Promise<Row[]> {
  return [
    await started("start to first 200, built", [await builtCommand(), ...SERVE], 300),
    await started("start to first 200, from sources", ["scripts/start.cjs", ...SERVE], 900),
  ];
}

async function started(what: string, args: readonly string[], atMost: number): Promise<Row> {
  // The round that does not count makes what a first start makes: certificates, and the command of its sources.
  const figures = await sideBySide(ROUNDS, {
    subject: () => testkitStart(args),
    baseline: bareStart,
  });
  return {
    what,
    subjectName: "testkit",
    baselineName: "node:http",
    unit: "ms",
    ...figures,
    target: { of: "subject", atMost },
  };
}

async function testkitStart(args: readonly string[]): Promise<number> {
  const start = performance.now();
  const server = startProgram(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const { httpUrl, appId, restApiKey } = JSON.parse(await firstLine(server));
  const response = await fetch(`${httpUrl}/v3/users`, { headers: { appid: appId, apikey: restApiKey } });
  await response.text();
  const milliseconds = performance.now() - start;
  if (response.status !== 200) throw new Error(`Failed to get a first answer: ${response.status}`);
  await endProgram(server);
  return milliseconds;
}

async function bareStart(): Promise<number> {
  const start = performance.now();
  const server = startProgram(process.execPath, ["-e", BARE], { stdio: ["ignore", "pipe", "inherit"] });
  const response = await fetch(`http://127.0.0.1:${await firstLine(server)}/`);
  await response.text();
  const milliseconds = performance.now() - start;
  await endProgram(server);
  return milliseconds;
}

async function firstLine({ stdout }: ChildProcess): Promise<string> {
  const [line] = await once(createInterface(stdout as Readable), "line");
  return line;
}
