import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { endProgram, startChild, startProgram } from "./children.ts";
import { type LoadRequest, openHttpLoad, requestsPerSecond } from "./http-load.ts";
import type { Row } from "./report.ts";
import { answerTo } from "./rest.ts";
import { sideBySide } from "./side-by-side.ts";
import { clientHeaders, createUsers, type TestkitServer } from "./world.ts";

const ROUNDS = 5;
const ROUND_MS = 700;
const CONNECTIONS = 16;
const INSTALL_MS = 60_000;
const START_MS = 15_000;
const FOLDER = fileURLToPath(new URL("prism/", import.meta.url));
const PRISM = join(FOLDER, "node_modules/@stoplight/prism-cli/dist/index.js");

/** The read of users, against Prism that answers it with the same body as an example from an OpenAPI document. */
export async function prism(): Promise<Row[]> {
  const row: Row = {
    what: "GET users, against Prism",
    subjectName: "testkit",
    baselineName: "Prism",
    unit: "req/s",
    target: { of: "ratio", atLeast: 5 },
  };
  try {
    await install();
  } catch (error) {
    return [{ ...row, note: `not measured: ${String(error).split("\n")[0]}` }];
  }
  return [{ ...row, ...(await measured()) }];
}

/** Installs what scripts/bench/prism/package-lock.json says, unless it is there: too heavy for the project itself. */
async function install(): Promise<void> {
  if (existsSync(PRISM)) return;
  const options = { cwd: FOLDER, timeout: INSTALL_MS, shell: process.platform === "win32" };
  await promisify(execFile)("npm", ["ci", "--no-audit", "--no-fund"], options);
}

async function measured(): Promise<Pick<Row, "subject" | "baseline" | "ratio">> {
  const testkit = await startChild<TestkitServer>("testkit");
  const [me] = await createUsers(testkit.ready, 60);
  if (!me) throw new Error("Failed to measure: there are no users. See createUsers.");
  const headers = clientHeaders(testkit.ready, me);
  const path = "/v3.0/users?per_page=30&page=1";
  const request: LoadRequest = { port: testkit.ready.port, method: "GET", path, headers };

  const folder = mkdtempSync(join(tmpdir(), "cometchat-testkit-bench-"));
  const document = join(folder, "users.json");
  writeFileSync(document, JSON.stringify(openApi(JSON.parse(await answerTo(request)))));
  const port = await freePort();
  const args = [
    PRISM,
    "mock",
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--verboseLevel",
    "silent",
    document,
  ];
  const server = startProgram(process.execPath, args, { stdio: "ignore" });
  await answering({ ...request, port });

  const loads = {
    subject: await openHttpLoad(request, CONNECTIONS),
    baseline: await openHttpLoad({ ...request, port }, CONNECTIONS),
  };
  const figures = await sideBySide(ROUNDS, {
    subject: () => requestsPerSecond(loads.subject, ROUND_MS),
    baseline: () => requestsPerSecond(loads.baseline, ROUND_MS),
  });
  loads.subject.close();
  loads.baseline.close();
  await endProgram(server);
  await testkit.end();
  rmSync(folder, { recursive: true });
  return figures;
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

async function answering(request: LoadRequest): Promise<void> {
  const deadline = performance.now() + START_MS;
  for (;;) {
    try {
      await answerTo(request);
      return;
    } catch (error) {
      // Refused until it listens.
      if (performance.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
