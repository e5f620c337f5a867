import { readFile } from "node:fs/promises";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type RequestLogEntry, type RunningServer, startServer } from "../../../mock-server/index.ts";
import { type AdminApi, openAdminApi } from "../../official-sdk/admin-api.ts";
import { BUILT_APP } from "./build-app.ts";
import { launchChromium } from "./chromium.ts";
import { type Device, openDevice } from "./device.ts";
import { type Line, openLine } from "./line.ts";
import { type StaticFiles, serveFiles } from "./static-files.ts";

/** How a page is opened. */
export interface PageOptions {
  /** The language of the browser; English unless told otherwise. The app is in English always. */
  readonly language?: string;
  /** The vendor's own host names, led to the server by the browser, instead of an override. */
  readonly vendorHosts?: boolean;
}

/** One server, one web site with the app, one browser: those of a test file. */
export interface World {
  readonly api: AdminApi;
  /** The line between the browser and the server. */
  readonly line: Line;
  /** Creates a user and resolves with the uid: the name in lower case. */
  user(name: string): Promise<string>;
  /** Creates a public group with these members, the first its owner, and resolves with the guid. */
  group(name: string, members: readonly [string, ...string[]]): Promise<string>;
  /** Opens the app as that user, with a browser storage of its own, and logs in. */
  device(uid: string, options?: PageOptions): Promise<Device>;
}

interface Running {
  readonly server: RunningServer;
  readonly files: StaticFiles;
  readonly browser: Browser;
  readonly line: Line;
  readonly api: AdminApi;
}

/** Refusals that a client has to expect: a chat without messages has no conversation yet. */
const EXPECTED = new Set(["ERR_CONVERSATION_NOT_ACCESSIBLE"]);

/**
 * As far off as a hosted service is, in milliseconds. The kit loses the tick of a message that is read before its page
 * has taken in the answer to sending it, and a page that shares its processor with others takes its time.
 */
const FRAME_DELAY = 150;

/** A folder for pictures of the pages of failed tests; none are taken without it. */
const PICTURES = process.env.PICTURES;

/** Starts all of it for a test file. A test fails if a page, a request or the server failed meanwhile. */
export function openWorld(): World {
  const devices: Device[] = [];
  const requests: RequestLogEntry[] = [];
  const bugs: unknown[] = [];
  let running: Running | undefined;

  const parts = (): Running => {
    if (running === undefined)
      throw new Error("Failed to reach the world: it runs inside tests and hooks only.");
    return running;
  };

  beforeAll(async () => {
    const onRequest = (entry: RequestLogEntry) => requests.push(entry);
    const onBug = (error: unknown) => bugs.push(error);
    const timing = { frameDelay: FRAME_DELAY };
    const server = await startServer({ port: 0, preset: "empty", timing, onRequest, onBug });
    const files = await serveFiles(BUILT_APP);
    const line = await openLine(server.port);
    const browser = await launchChromium({ port: server.port, ca: await readFile(server.caFile, "utf8") });
    running = { server, files, browser, line, api: openAdminApi(server.httpUrl, server.app) };
  });
  afterEach(async ({ task }) => {
    if (PICTURES !== undefined && task.result?.state === "fail")
      await takePictures(PICTURES, task.name, devices);
    const refused = requests.splice(0).filter(({ code }) => code !== undefined && !EXPECTED.has(code));
    expect(refused).toEqual([]);
    expect(devices.flatMap(({ journal }) => journal.takeFailures())).toEqual([]);
    expect(bugs.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await running?.browser.close();
    await Promise.all([running?.files.close(), running?.line.close(), running?.server.close()]);
  });

  return {
    get api() {
      return parts().api;
    },
    get line() {
      return parts().line;
    },
    async user(name) {
      const uid = idOf(name);
      await parts().api.call("POST", "users", { uid, name });
      return uid;
    },
    async group(name, [owner, ...participants]) {
      const guid = idOf(name);
      await parts().api.call("POST", "groups", { guid, name, type: "public", owner });
      if (participants.length > 0) await parts().api.call("POST", `groups/${guid}/members`, { participants });
      return guid;
    },
    async device(uid, { language = "en-US", vendorHosts = false } = {}) {
      const { server, files, browser, line } = parts();
      const { appId, region, authKey } = server.app;
      const address = new URLSearchParams({ appId, region, authKey, uid });
      if (!vendorHosts) address.set("host", `localhost:${line.port}/v3.0`);
      const device = await openDevice(browser, { uid, language, address: `${files.origin}/?${address}` });
      devices.push(device);
      return device;
    },
  };
}

async function takePictures(folder: string, test: string, devices: readonly Device[]): Promise<void> {
  const name = (device: Device, index: number) => `${test} ${index} ${device.uid}`.replaceAll(/[^\w]+/g, "-");
  const open = devices.filter(({ page }) => !page.isClosed());
  await Promise.all(
    open.map((device, index) => device.page.screenshot({ path: `${folder}/${name(device, index)}.png` })),
  );
}

function idOf(name: string): string {
  return name.toLowerCase().replaceAll(" ", "-");
}
