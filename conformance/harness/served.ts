import { type RunningServer, startServer } from "../../mock-server/index.ts";
import { adminApi } from "./admin-api.ts";
import { watchApp } from "./mock-app.ts";
import type { Place } from "./place.ts";

/** A place that clients of other processes reach, over TLS. */
export interface ServedPlace extends Place {
  readonly server: RunningServer;
}

/** Starts a mock server for the cases of one run: each has an app of its own there, whose time is the wall clock's. */
export async function openServed(): Promise<ServedPlace> {
  const server = await startServer({ port: 0, preset: "empty", control: false });
  const host = `localhost:${server.port}/v3.0`;
  let made = 0;
  return {
    server,
    async openApp() {
      made += 1;
      const control = server.addApp({ appId: `conform-${made}`, seed: 1 });
      const { appId, region, authKey, restApiKey } = control.app;
      return {
        appId,
        region,
        authKey,
        restApiKey,
        where: { hosts: { client: host, admin: host }, ...(server.caFile && { caFile: server.caFile }) },
        admin: adminApi({ base: `${server.httpUrl}/v3.0`, appId, restApiKey, fetch }),
        isVirtual: false,
        advance: async () => {},
        ...watchApp(control),
        async close() {
          control.log.clear();
          await control.reset();
        },
      };
    },
    close: () => server.close(),
  };
}
