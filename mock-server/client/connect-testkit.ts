import type { AppChoice, AppKeys } from "../harness/testkit/apps.ts";
import type { Time } from "../harness/testkit/times.ts";
import { createControlClient, type ServerAddress } from "./control-client.ts";
import { type RemoteApp, remoteApp } from "./remote-app.ts";

/** An app that a server of another process is to add. What is left out is made up there. */
export interface RemoteAppChoice extends Partial<AppChoice> {
  /** The time at which it begins; the wall clock's by default. */
  readonly now?: Time | undefined;
  /** Whether its time stands still from the start. */
  readonly frozen?: boolean | undefined;
}

/** A server of another process, in the hand of a test. */
export interface RemoteTestkit {
  /** Its apps, oldest first. */
  apps(): Promise<readonly RemoteApp[]>;
  /** One of its apps. @throws RemoteError for an app that is not there */
  forApp(appId: string): Promise<RemoteApp>;
  /**
   * Adds an app: one for each test, or for each worker that runs tests, so that none sees another's.
   *
   * @throws RemoteError for an App ID that is taken
   */
  addApp(choice?: RemoteAppChoice): Promise<RemoteApp>;
}

/**
 * Takes a server that was started with `cometchat-testkit serve` into hand.
 *
 * @throws UsageError for what is no URL
 * @example
 * const testkit = connectTestkit({ url: "http://localhost:8443" });
 * const app = await testkit.addApp({ preset: "empty" });
 * await app.clock.advance("30s");
 * await app.remove();
 */
export function connectTestkit(address: ServerAddress): RemoteTestkit {
  const client = createControlClient(address);
  return {
    async apps() {
      const apps = await client.ask<AppKeys[]>("GET", "/apps");
      return apps.map((app) => remoteApp(client, app));
    },
    async forApp(appId) {
      const app = await client.ask<AppKeys>("GET", `/apps/${encodeURIComponent(appId)}`);
      return remoteApp(client, app);
    },
    async addApp({ now, ...choice } = {}) {
      const start = now instanceof Date ? now.getTime() : now;
      return remoteApp(client, await client.ask<AppKeys>("POST", "/apps", { ...choice, now: start }));
    },
  };
}
