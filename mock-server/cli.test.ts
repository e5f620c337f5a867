import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:https";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

// As `npm start` starts it.
const CLI = fileURLToPath(new URL("../scripts/start.cjs", import.meta.url));

/** A run of the command, and what it has printed so far. */
interface Run {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** The exit code, or the name of the signal that ended the process. */
  exited: Promise<number | string>;
}

interface Ready {
  event: string;
  url: string;
  httpUrl: string;
  appId: string;
  region: string;
  authKey: string;
  restApiKey: string;
  caFile: string;
}

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "testkit-"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const running = new Set<ChildProcess>();
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
});

function run(...args: string[]): Run {
  const env = { ...process.env, COMETCHAT_TESTKIT_HOME: home };
  const child = spawn(process.execPath, [CLI, ...args], { env });
  running.add(child);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const exited = once(child, "close").then(([code, signal]: (number | string)[]) => {
    running.delete(child);
    return code ?? signal ?? "";
  });
  return { child, stdout: () => stdout, stderr: () => stderr, exited };
}

async function firstLine({ stdout, stderr }: Run): Promise<string> {
  await vi.waitFor(() => expect(stdout(), stderr()).toContain("\n"), { timeout: 15_000 });
  return stdout().split("\n")[0] ?? "";
}

async function start(...args: string[]): Promise<Run & { ready: Ready }> {
  const server = run("serve", "--port", "0", "--log", "json", ...args);
  return { ...server, ready: JSON.parse(await firstLine(server)) };
}

async function statusOf(url: string, caFile: string): Promise<number | undefined> {
  const [incoming] = await once(request(url, { ca: readFileSync(caFile), agent: false }).end(), "response");
  incoming.resume();
  return incoming.statusCode;
}

describe("serve --log json", () => {
  it("says first how to reach the server, then one line for each request", async () => {
    const server = await start(
      "--app-id",
      "some-app",
      "--region",
      "EU",
      "--auth-key",
      "a1",
      "--rest-api-key",
      "b2",
    );
    const { ready } = server;
    expect(ready).toEqual({
      event: "ready",
      url: expect.stringMatching(/^https:\/\/localhost:\d+$/),
      httpUrl: ready.url.replace("https:", "http:"),
      appId: "some-app",
      region: "eu",
      authKey: "a1",
      restApiKey: "b2",
      caFile: join(home, "certificates", "ca.pem"),
    });
    const status = await statusOf(`${ready.url}/v3.0/nowhere`, ready.caFile);
    await vi.waitFor(() => expect(server.stdout().split("\n")).toHaveLength(3));
    expect(JSON.parse(server.stdout().split("\n")[1] ?? "")).toMatchObject({
      event: "request",
      method: "GET",
      path: expect.stringContaining("/v3.0/nowhere"),
      status,
      ms: expect.any(Number),
    });
  });

  it.skipIf(process.platform === "win32").each(["SIGTERM", "SIGINT"] as const)(
    "ends with 0 on %s, with a client still connected",
    async (signal) => {
      const { child, ready, exited, stderr } = await start();
      const client = connect({ port: Number(new URL(ready.url).port), host: "127.0.0.1" });
      await once(client, "connect");
      child.kill(signal);
      expect(await exited).toBe(0);
      expect(stderr()).toBe("");
      client.destroy();
    },
  );

  it("serves on when nobody reads its log any more", async () => {
    const { child, ready, exited, stderr } = await start();
    child.stdout?.destroy();
    for (let i = 0; i < 3; i++) {
      expect(await statusOf(`${ready.url}/v3.0/nowhere`, ready.caFile)).toBeGreaterThan(0);
    }
    child.kill("SIGTERM");
    expect(await exited).toBe(process.platform === "win32" ? "SIGTERM" : 0);
    expect(stderr()).toBe("");
  });
});

describe("serve", () => {
  it("tells a person how to go on, without escape codes in a pipe", async () => {
    const server = run("serve", "--port", "0");
    await vi.waitFor(() => expect(server.stdout(), server.stderr()).toContain("Ctrl-C"), { timeout: 15_000 });
    expect(server.stdout()).toContain("CometChat.init(");
    expect(server.stdout()).not.toContain("\u001b");
  });

  it("ends with 2 and one line when its port is in use", async () => {
    const { ready } = await start();
    const { port } = new URL(ready.url);
    const second = run("serve", "--port", port);
    expect(await second.exited).toBe(2);
    expect(second.stderr()).toMatch(new RegExp(`^Failed to listen on 127\\.0\\.0\\.1:${port}: .+\\n$`));
    expect(second.stdout()).toBe("");
  });
});

describe("the command", () => {
  it.each([
    ["an option it does not know", ["serve", "--prot", "1"], "--prot"],
    ["a value it cannot read", ["serve", "--port", "abc"], '"abc"'],
    ["nothing to do", [], "cometchat-testkit serve"],
  ])("ends with 2 and one line for %s", async (_, args, named) => {
    const { exited, stdout, stderr } = run(...args);
    expect(await exited).toBe(2);
    expect(stderr()).toMatch(/^Failed to read [^\n]+\n$/);
    expect(stderr()).toContain(named);
    expect(stdout()).toBe("");
  });

  it("ends with 0 for --version, which is the package's", async () => {
    const { exited, stdout } = run("--version");
    expect(await exited).toBe(0);
    const manifest = new URL("../package.json", import.meta.url);
    expect(stdout()).toBe(`${JSON.parse(readFileSync(manifest, "utf8")).version}\n`);
  });
});
