import type { SeedOptions } from "../cli-seed-options.ts";
import { createControlClient, RemoteError } from "../client/control-client.ts";
import { type RemoteApp, remoteApp } from "../client/remote-app.ts";
import type { AppKeys } from "../harness/testkit/apps.ts";
import { UsageError } from "../usage-error.ts";
import { makeApp } from "./local-app.ts";
import type { ScriptSource, StreamSource } from "./world-source.ts";

/** An app of a running mock, and what time it is there. */
export interface MockApp {
  readonly remote: RemoteApp;
  readonly now: number;
  readonly frozen: boolean;
  readonly isEmpty: boolean;
}

/** An app that is not there yet. */
export interface NewMockApp {
  readonly appId: string;
  readonly now: number;
  /** Adds it. */
  add(): Promise<MockApp>;
}

/**
 * Finds the app that is to be filled; one that is named and not there can be added.
 *
 * @throws UsageError when there is no such server, and when it has no app and none is named
 */
export async function findMockApp({
  to = "",
  appId,
  controlToken,
}: SeedOptions): Promise<MockApp | NewMockApp> {
  const client = createControlClient({ url: to, token: controlToken });
  const look = async (keys: AppKeys): Promise<MockApp> => {
    const remote = remoteApp(client, keys);
    const path = `/apps/${encodeURIComponent(keys.appId)}/clock`;
    const { now, frozen } = await client.ask<{ now: number; frozen: boolean }>("GET", path);
    const users = await remote.do("listUsers", { perPage: 1, withDeactivated: true });
    return { remote, now, frozen, isEmpty: users.rows.length === 0 };
  };
  const apps = await client.ask<AppKeys[]>("GET", "/apps");
  const keys = appId === undefined ? apps[0] : apps.find((app) => app.appId === appId);
  if (keys) return look(keys);
  if (appId === undefined) {
    throw new UsageError(
      `Failed to seed: the server at ${to} has no app. Name one with --app-id, and it is added.`,
    );
  }
  const add = async () => look(await client.ask<AppKeys>("POST", "/apps", { appId, preset: "empty" }));
  return { appId, now: Date.now(), add };
}

/** @throws UsageError for an app that holds something, unless it is to be replaced */
export function requireEmpty({ remote, isEmpty }: MockApp, replace: boolean): void {
  if (isEmpty || replace) return;
  const { appId } = remote.app;
  throw new UsageError(
    `Failed to seed: the app "${appId}" holds users already. Add --replace to put the world in their place, or --app-id with the name of a new app.`,
  );
}

/** Puts a world into an app: all of it or nothing, in one request. */
export async function seedMock({ remote, now, frozen }: MockApp, { play }: ScriptSource): Promise<void> {
  await remote.import(await makeApp({ app: remote.app, now, frozen }, play));
}

/** How a stream is gone on with. */
export interface StreamRun {
  /** Batches that are there already. */
  readonly from: number;
  readonly kept: (batches: number, rows: number) => Promise<void>;
}

/** Batches come in parts that one request holds easily. Each of them is there as a whole, or not at all. */
export async function streamIntoMock(
  { remote, now, frozen }: MockApp,
  { batches }: StreamSource,
  { from, kept }: StreamRun,
): Promise<void> {
  if (from === 0) await remote.import(await makeApp({ app: remote.app, now, frozen }, []));
  let place = 0;
  for (const { kind, rows } of batches) {
    place += 1;
    if (place <= from) {
      await kept(place, rows.length);
      continue;
    }
    try {
      await remote.do("loadWorld", { [kind]: rows });
    } catch (error) {
      // The one that was under way at the interruption had arrived.
      const isThere = error instanceof RemoteError && error.code.includes("ALREADY");
      if (!isThere || place !== from + 1 || from === 0) throw error;
    }
    await kept(place, rows.length);
  }
  // Whoever comes first shall not wait for that.
  await remote.do("settleImported", {});
}
