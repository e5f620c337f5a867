import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exportFrom } from "./cli-export.ts";
import { seed } from "./cli-seed.ts";
import type { SeedOptions } from "./cli-seed-options.ts";
import { type RunningServer, startServer, UsageError } from "./index.ts";

const HOME = process.cwd();
let server: RunningServer;
let folder: string;
let printed: string[];
let problems: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "seed-"));
  process.chdir(folder);
  server = await startServer({ port: 0, preset: "demo" });
  [printed, problems] = [[], []];
});
afterEach(async () => {
  process.chdir(HOME);
  await server.close();
  await rm(folder, { recursive: true });
});

const run = (options: Partial<SeedOptions>) =>
  seed(
    { replace: false, dryRun: false, ...options },
    { print: (line) => printed.push(line), problem: (line) => problems.push(line) },
  );
const uids = async (of: RunningServer, appId = "testkit") =>
  (await of.forApp(appId).do("listUsers", { perPage: 1000 })).rows.map(({ uid }) => uid);

const OWN = `{
  "users": [{ "uid": "ada", "name": "Ada" }, { "uid": "bob", "name": "Bob" }],
  "script": [
    { "by": "ada", "do": "send", "uid": "bob", "text": "Hello" }
  ]
}`;

describe("seed into a running mock", () => {
  it("leaves an app that holds something alone, until it is told to replace it", async () => {
    const to = server.httpUrl;
    await expect(run({ to, preset: "support-inbox" })).rejects.toThrow("--replace");
    expect(await uids(server)).toContain("cometchat-uid-1");
    expect(await run({ to, preset: "support-inbox", replace: true, users: 12, seed: 4 })).toBe(0);
    expect((await uids(server)).length).toBe(12);
    expect(server.control.app.restApiKey).toBe(server.app.restApiKey);
  });

  it("adds an app for a world of one's own, and none for a world that breaks a rule", async () => {
    const to = server.httpUrl;
    await writeFile("own.json", OWN);
    await writeFile("bad.json", OWN.replace('"uid": "bob", "text"', '"uid": "eve", "text"'));
    expect(await run({ to, file: "own.json", appId: "mine" })).toBe(0);
    expect(await uids(server, "mine")).toEqual(["ada", "bob"]);
    await expect(run({ to, file: "bad.json", appId: "other" })).rejects.toThrow(
      "bad.json:4:5: [ERR_UID_NOT_FOUND]",
    );
    expect(() => server.forApp("other")).toThrow();
  });

  it("takes worlds in TypeScript, on every Node", async () => {
    const typed = `type World = object; export const world = ${OWN} as const satisfies World;`;
    await writeFile("own.ts", typed);
    await writeFile("half.ts", typed.slice(0, 90));
    const to = server.httpUrl;
    expect(await run({ to, file: "own.ts", appId: "typed" })).toBe(0);
    expect(await uids(server, "typed")).toEqual(["ada", "bob"]);
    await expect(run({ to, file: "half.ts", appId: "half" })).rejects.toThrow(UsageError);
  });

  it("says what a dry run would do, and does nothing", async () => {
    expect(await run({ to: server.httpUrl, preset: "edge-cases", appId: "dry", dryRun: true })).toBe(0);
    expect(printed.join()).toMatch(
      /Would bring edge-cases-1 to the app "dry": 333 createUser.*breaks no rule/,
    );
    expect(() => server.forApp("dry")).toThrow();
  });

  it("goes on with a stream that was broken off, without a row twice", async () => {
    const options = {
      to: server.httpUrl,
      preset: "crowd",
      appId: "crowd",
      users: 50,
      groups: 3,
      messages: 2_000,
    };
    server.addApp({ appId: "crowd", preset: "empty" });
    const { fetch } = globalThis;
    let sent = 0;
    globalThis.fetch = async (...request) => {
      const answer = await fetch(...request);
      if (JSON.stringify(request[1]?.body ?? "").includes("loadWorld")) sent += 1;
      // The batch has arrived, and nobody hears of it.
      if (sent >= 4) throw new TypeError("fetch failed");
      return answer;
    };
    expect(await run(options)).toBe(1);
    globalThis.fetch = fetch;
    expect(problems.join()).toContain("goes on from where it was");
    expect(await run(options)).toBe(0);
    expect(await readdir(".")).toEqual([]);
    const { tables } = await server.forApp("crowd").export();
    expect(tables.messages?.length).toBe(2_000);
  });

  it("is refused by a server that is not there, and for a world there is not", async () => {
    await expect(run({ to: "http://localhost:1", preset: "demo" })).rejects.toThrow(UsageError);
    await expect(run({ to: server.httpUrl, preset: "nowhere" })).rejects.toThrow("support-inbox");
    await expect(run({ to: server.httpUrl, file: "nothing.json" })).rejects.toThrow("ENOENT");
    await writeFile("half.json", OWN.slice(0, 90));
    await expect(run({ to: server.httpUrl, file: "half.json", replace: true })).rejects.toThrow(
      "half.json:3:3: [WORLD_JSON]",
    );
    expect(await uids(server)).toContain("cometchat-uid-1");
  });
});

describe("seed into a data folder", () => {
  it("makes one that a server goes on from, whole or not at all", async () => {
    expect(await run({ data: "data", preset: "demo" })).toBe(0);
    await expect(run({ data: "data", preset: "demo" })).rejects.toThrow("holds something already");
    await writeFile("bad.json", OWN.replace("Hello", "  "));
    await expect(run({ data: "other", file: "bad.json" })).rejects.toThrow("[ERR_EMPTY_MESSAGE_TEXT]");
    expect((await readdir(".")).sort()).toEqual(["bad.json", "data"]);
    const second = await startServer({ port: 0, dataFolder: "data" });
    try {
      expect((await uids(second)).length).toBe(5);
    } finally {
      await second.close();
    }
  });
});

describe("seed into a real app", () => {
  it("goes on from its progress file, and removes it when all is there", async () => {
    const control = server.addApp({ appId: "real", preset: "empty" });
    const real = { target: server.httpUrl, appId: "real", restApiKey: control.app.restApiKey };
    const options = { ...real, preset: "demo" };
    const { fetch } = globalThis;
    let requests = 0;
    // The key is taken away in the middle.
    globalThis.fetch = (url, init) => {
      requests += 1;
      const { apikey, ...others } = (init?.headers ?? {}) as Record<string, string>;
      return fetch(url, { ...init, headers: { ...others, apikey: requests > 3 ? "gone" : (apikey ?? "") } });
    };
    expect(await run(options)).toBe(1);
    globalThis.fetch = fetch;
    expect(problems.join()).toContain("AUTH_ERR_APIKEY_NOT_FOUND");
    expect(problems.at(-1)).toContain((await readdir("."))[0]);
    expect(await run(options)).toBe(0);
    expect(printed.at(-1)).toMatch(/Done: 3\d\. There already: 0\. Refused: 0\./);
    expect(await readdir(".")).toEqual([]);
    expect(await run(options)).toBe(0);
    expect(printed.at(-1)).toMatch(/There already: (2|3)\d\. Refused: 0\./);
  });

  it("ends with 1 where the target refuses something, and says what", async () => {
    const control = server.addApp({ appId: "real", preset: "demo" });
    const real = { target: server.httpUrl, appId: "real", restApiKey: control.app.restApiKey };
    await control.do("deactivateUsers", { uidsToDeactivate: ["cometchat-uid-2"] });
    await writeFile("own.json", OWN.replace('"Bob" }', '"Bob", "role": "nobody" }'));
    await expect(run({ ...real, file: "own.json" })).rejects.toThrow("[ERR_BAD_REQUEST]");
    control.faults.add({
      match: { path: "/data_import/messages" },
      action: { error: { code: "ERR_BAD_REQUEST" } },
    });
    await writeFile("own.json", OWN);
    expect(await run({ ...real, file: "own.json" })).toBe(1);
    expect(problems.join()).toContain("messages own-");
  });
});

describe("export", () => {
  it("writes a file that seeds another app with the same", async () => {
    const say = {
      print: (text: string) => printed.push(text),
      problem: (line: string) => problems.push(line),
    };
    await exportFrom({ from: server.httpUrl, format: "json", out: "demo.json" }, say);
    expect(await run({ to: server.httpUrl, file: "demo.json", appId: "copy" })).toBe(0);
    await exportFrom({ from: server.httpUrl, appId: "copy", format: "json" }, say);
    expect(printed.at(-1)).toBe(await readFile("demo.json", "utf8"));
    await exportFrom({ from: server.httpUrl, format: "ts" }, say);
    expect(printed.at(-1)).toMatch(/^import type \{ WorldFile \}.*\n\nexport const world: WorldFile = \{/);
    await expect(exportFrom({ from: server.httpUrl, appId: "none", format: "json" }, say)).rejects.toThrow(
      "none",
    );
    expect(problems).toEqual([]);
  });
});
