import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import WebSocket from "ws";
import { createTestbed } from "../harness/testkit/testbed.ts";
import { seededRandomness } from "../simulator/randomness.ts";
import type { State } from "../simulator/state.ts";
import { checkConversations, checkGroups, checkWhatHangsOnMessages } from "../simulator/testing/recount.ts";
import { openKept } from "./kept-apps.ts";

// As `npm start` starts it.
const CLI = fileURLToPath(new URL("../../scripts/start.cjs", import.meta.url));
const SEED = Number(process.env.CRASH_SEED ?? 1);
const ROUNDS = 3;
const CLIENTS = 10;

let base: string;
beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), "testkit-crash-"));
});
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(base, { recursive: true, force: true });
});

interface Ready {
  readonly httpUrl: string;
  readonly appId: string;
  readonly restApiKey: string;
}

async function startCommand(folder: string) {
  const args = [CLI, "serve", "--port", "0", "--log", "json", "--data", folder];
  const child = spawn(process.execPath, args, { env: { ...process.env, COMETCHAT_TESTKIT_HOME: base } });
  running.add(child);
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const first = await new Promise<string>((resolve, reject) => {
    let lines = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      lines += text;
      if (lines.includes("\n")) resolve(lines.slice(0, lines.indexOf("\n")));
    });
    child.once("exit", () => reject(new Error(`The command has ended: ${errors}`)));
  });
  return { child, ready: JSON.parse(first) as Ready, errors: () => errors };
}

type Ask = (
  method: string,
  path: string,
  body?: object,
  headers?: Record<string, string>,
) => Promise<unknown>;

function askerOf({ httpUrl, appId, restApiKey }: Ready): Ask {
  return async (method, path, body, headers = { apikey: restApiKey }) => {
    const response = await fetch(`${httpUrl}${path}`, {
      method,
      headers: { appid: appId, "content-type": "application/json", ...headers },
      body: body ? JSON.stringify(body) : null,
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${text}`);
    return (JSON.parse(text) as { data: unknown }).data;
  };
}

/** What clients were told. */
interface Told {
  /** The ids of messages by their muid. */
  readonly acknowledged: Map<string, number>;
  /** The ids of messages that came by a socket. */
  readonly heard: Set<number>;
}

/** Sends texts, and reads some, until the server is gone. */
async function chat(ask: Ask, client: number, round: number, told: Told): Promise<void> {
  const uid = `cometchat-uid-${1 + (client % 4)}`;
  const receiver = `cometchat-uid-${1 + ((client + 1) % 4)}`;
  const { authToken } = (await ask("POST", `/v3/users/${uid}/auth_tokens`, {})) as { authToken: string };
  try {
    for (let number = 0; ; number += 1) {
      const muid = `${round}/${client}/${number}`;
      const body = {
        receiver,
        receiverType: "user",
        category: "message",
        type: "text",
        data: { text: muid },
        muid,
      };
      const { id } = (await ask("POST", "/v3.0/messages", body, { authtoken: authToken })) as { id: string };
      told.acknowledged.set(muid, Number(id));
    }
  } catch {
    // The server has been killed.
  }
}

async function listen(ask: Ask, { httpUrl, appId }: Ready, told: Told): Promise<void> {
  const uid = "cometchat-uid-1";
  const { authToken } = (await ask("POST", `/v3/users/${uid}/auth_tokens`, {})) as { authToken: string };
  const { jwt } = (await ask("PUT", "/v3.0/me", {}, { authtoken: authToken })) as { jwt: string };
  const socket = new WebSocket(httpUrl.replace("http", "ws"));
  socket.on("error", () => {});
  await once(socket, "open");
  socket.on("message", (bytes) => {
    const frame = JSON.parse(String(bytes)) as { type?: string; body?: { id?: string } };
    if (frame.type === "message" && frame.body?.id) told.heard.add(Number(frame.body.id));
  });
  const body = { auth: jwt, deviceId: "device" };
  socket.send(JSON.stringify({ appId, type: "auth", deviceId: "device", sender: uid, body }));
}

/** What the folder holds, seen in a copy: the next server is to find it as the crash has left it. */
async function stateIn(folder: string, copy: string): Promise<State> {
  cpSync(folder, copy, { recursive: true });
  const kept = await openKept({ dataFolder: copy });
  if (!kept) throw new Error("unreachable");
  const testbed = createTestbed({
    seed: kept.seed,
    preset: "empty",
    history: kept.history,
    settled: async () => {},
  });
  const control = kept.goOn(testbed);
  testbed.close();
  await kept.close();
  if (!control) throw new Error("There is no app.");
  return control.tenant.state;
}

it("has everything that any client was told, once, whenever it was killed", async () => {
  const folder = join(base, "data");
  const randomness = seededRandomness(SEED);
  const told: Told = { acknowledged: new Map(), heard: new Set() };
  for (let round = 0; round < ROUNDS; round += 1) {
    const { child, ready, errors } = await startCommand(folder);
    expect(errors().replace(/The last record of .* are cut off\.\n/, "")).toBe("");
    const ask = askerOf(ready);
    const before = told.acknowledged.size;
    await listen(ask, ready, told);
    const chats = Array.from({ length: CLIENTS }, (_, client) => chat(ask, client, round, told));
    while (told.acknowledged.size < before + CLIENTS) await delay(5);
    await delay(Number.parseInt(randomness.hex(3, "moment", round), 16) % 700);
    child.kill("SIGKILL");
    await once(child, "exit");
    running.delete(child);
    await Promise.all(chats);

    const state = await stateIn(folder, join(base, `copy-${round}`));
    const messages = [...state.messages.values()];
    const idsOf = new Map<string, number[]>();
    for (const { muid, id } of messages) if (muid) idsOf.set(muid, [...(idsOf.get(muid) ?? []), id]);
    for (const [muid, id] of told.acknowledged)
      expect(idsOf.get(muid), `seed ${SEED}: ${muid}`).toEqual([id]);
    for (const id of told.heard) expect(state.messages.has(id), `seed ${SEED}: heard of ${id}`).toBe(true);
    expect(messages.map(({ id }) => id)).toEqual(messages.map((_, index) => index + 1));
    expect(state.connections.size).toBe(0);
    const uids = [...state.users.values()].map(({ uid }) => uid);
    checkGroups(state);
    checkConversations(state, uids);
    checkWhatHangsOnMessages(state, uids);
  }
  expect(told.heard.size).toBeGreaterThan(0);
  expect(told.acknowledged.size).toBeGreaterThan(ROUNDS * CLIENTS);
}, 120_000);

it("says on stderr what is wrong with a folder, and ends with 2", async () => {
  const folder = join(base, "data");
  const first = await startCommand(folder);
  const second = spawn(process.execPath, [CLI, "serve", "--port", "0", "--data", folder], {
    env: { ...process.env, COMETCHAT_TESTKIT_HOME: base },
  });
  running.add(second);
  let errors = "";
  second.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const [code] = await once(second, "close");
  expect([code, errors]).toEqual([2, expect.stringContaining(`it is in use by process ${first.child.pid}`)]);
  first.child.kill("SIGTERM");
  const [ended] = await once(first.child, "exit");
  expect(ended).toBe(0);
}, 60_000);
