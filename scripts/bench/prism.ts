import { type ChildProcess, execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DEFAULT_APP } from "../../mock-server/index.ts";
import { builtCommand } from "./built.ts";
import { endProgram, startProgram } from "./children.ts";
import { type LoadRequest, openHttpLoad, requestsPerSecond } from "./http-load.ts";
import type { Row } from "./report.ts";
import { answerTo } from "./rest.ts";
import { type Comparison, sideBySide } from "./side-by-side.ts";
import { clientHeaders, createUsers, type TestkitServer } from "./world.ts";

const ROUNDS = 5;
const ROUND_MS = 500;
const CONNECTIONS = 16;
const INSTALL_MS = 60_000;
const START_MS = 15_000;
const FOLDER = fileURLToPath(new URL("prism/", import.meta.url));
const PRISM = join(FOLDER, "node_modules/@stoplight/prism-cli/dist/index.js");

/**
 * The read of users, against Prism that answers it with the same body as an example from an OpenAPI document: once with
 * the request logs of both switched off, once as both are started without options.
 */
export async function prism(): Promise<Row[]> {
  const rows = [
    { what: "GET users, without a request log", log: "silent" },
    { what: "GET users, with the request log", log: "info" },
  ] as const;
  const row = ({ what, log }: (typeof rows)[number]): Row => ({
    what,
    subjectName: "testkit",
    baselineName: "Prism",
    unit: "req/s",
    // What we promise is for servers as they are started; five times a silent Prism is more than bare node:http does.
    ...(log === "info" && { target: { of: "ratio", atLeast: 5 } }),
  });
  try {
    await install();
  } catch (error) {
    const note = `not measured: ${String(error).split("\n")[0]}`;
    return rows.map((given) => ({ ...row(given), note }));
  }
  const measured: Row[] = [];
  for (const given of rows) measured.push({ ...row(given), ...(await compared(given.log)) });
  return measured;
}

/** Installs what scripts/bench/prism/package-lock.json says, unless it is there: too heavy for the project itself. */
async function install(): Promise<void> {
  if (existsSync(PRISM)) return;
  const options = { cwd: FOLDER, timeout: INSTALL_MS, shell: process.platform === "win32" };
  await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund"], options);
}

async function compared(log: "silent" | "info"): Promise<Comparison> {
  const testkit: TestkitServer = { port: await freePort(), app: DEFAULT_APP };
  const own = ["--port", String(testkit.port), "--preset", "empty"];
  const command = await builtCommand();
  const servers = [startServer([command, "serve", ...own, "--log", log === "info" ? "pretty" : log])];
  const path = "/v3.0/users?per_page=30&page=1";
  const request: LoadRequest = { port: testkit.port, method: "GET", path };
  await answering(request);
  const [me] = await createUsers(testkit, 60);
  if (!me) throw new Error("Failed to measure: there are no users. See createUsers.");
  const asMe = { ...request, headers: clientHeaders(testkit, me) };
  const answer = await answerTo(asMe);

  const folder = mkdtempSync(join(tmpdir(), "cometchat-testkit-bench-"));
  const document = join(folder, "users.json");
  writeFileSync(document, JSON.stringify(openApi(JSON.parse(answer))));
  const prism = { ...asMe, port: await freePort() };
  const options = ["--host", "127.0.0.1", "--port", String(prism.port), "--verboseLevel", log];
  servers.push(startServer([PRISM, "mock", ...options, document]));
  const mocked = await answering(prism);
  if (mocked !== answer) throw new Error(`Failed to mock the same answer with Prism: it was ${mocked}`);

  const loads = {
    subject: await openHttpLoad(asMe, CONNECTIONS),
    baseline: await openHttpLoad(prism, CONNECTIONS),
  };
  const figures = await sideBySide(ROUNDS, {
    subject: () => requestsPerSecond(loads.subject, ROUND_MS),
    baseline: () => requestsPerSecond(loads.baseline, ROUND_MS),
  });
  loads.subject.close();
  loads.baseline.close();
  await Promise.all(servers.map(endProgram));
  rmSync(folder, { recursive: true });
  return figures;
}

function startServer(args: readonly string[]): ChildProcess {
  return startProgram(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
}

/** The least that Prism needs to answer the request with a given body. */
function openApi(example: unknown) {
  const content = { "application/json": { schema: { type: "object" }, example } };
  return {
    openapi: "3.0.3",
    info: { title: "users", version: "3.0" },
    paths: { "/v3.0/users": { get: { responses: { 200: { description: "A page of users.", content } } } } },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** The server's answer, as soon as it listens. */
async function answering(request: LoadRequest): Promise<string> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    try {
      return await answerTo(request);
    } catch (error) {
      // Refused until it listens.
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
