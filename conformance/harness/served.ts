import { type RunningServer, startServer } from "../../mock-server/index.ts";
import { adminApi } from "./admin-api.ts";
import { LEAVING, watchApp } from "./mock-app.ts";
import type { Place } from "./place.ts";

/** A place that clients of other processes reach, over TLS. */
export interface ServedPlace extends Place {
  readonly server: RunningServer;
}

/**
 * Starts a mock server for the cases of one run: each has an app of its own there.
 *
 * @param isVirtual whether time stands still there until it is moved, or is the wall clock's
 */
export async function openServed(isVirtual: () => boolean): Promise<ServedPlace> {
  // Frames leave at once, as in process: a time that stands still would keep them.
  const server = await startServer({ port: 0, preset: "empty", control: false, timing: { frameDelay: 0 } });
  const host = `localhost:${server.port}/v3.0`;
  let made = 0;
  return {
    server,
    async openApp() {
      made += 1;
      const control = server.addApp({ appId: `conform-${made}`, seed: 1 });
      const { appId, region, authKey, restApiKey } = control.app;
      if (isVirtual()) control.clock.freeze();
      return {
        appId,
        region,
        authKey,
        restApiKey,
        where: { hosts: { client: host, admin: host }, ...(server.caFile && { caFile: server.caFile }) },
        admin: adminApi({ base: `${server.httpUrl}/v3.0`, appId, restApiKey, fetch }),
        isVirtual: isVirtual(),
        isRemote: true,
        advance: (milliseconds) => control.clock.advance(milliseconds),
        ...watchApp(control),
        async close() {
          await control.clock.advance(LEAVING);
          control.log.clear();
          await control.reset();
        },
      };
    },
    close: () => server.close(),
  };
}
