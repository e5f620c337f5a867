import { type DirectTestkit, openDirectTestkit } from "../../mock-server/index.ts";
import { adminApi } from "./admin-api.ts";
import { type BrokenServer, type WayIn, wayInto } from "./broken-server.ts";
import { LEAVING, watchApp } from "./mock-app.ts";
import type { Place } from "./place.ts";

/** When every case begins: a fixed time, so that a case is the same whenever it runs. */
export const START = Date.UTC(2026, 0, 5, 9);
const LOG_LENGTH = 4_000;

/** A place inside this process, whose time stands still until it is moved. */
export interface InProcessPlace extends Place {
  readonly testkit: DirectTestkit;
  /** How clients come to it. */
  readonly wayIn: WayIn;
}

/** Opens the mock server inside this process, broken on demand: each case has an app of its own there. */
export function openInProcess({ verdicts, layer }: BrokenServer = {}): InProcessPlace {
  const testkit = openDirectTestkit({
    preset: "empty",
    frozen: true,
    now: START,
    logLength: LOG_LENGTH,
    apps: [{ appId: "conform-0" }],
  });
  let made = 0;
  return {
    testkit,
    wayIn: layer ? wayInto(testkit, layer) : testkit,
    async openApp() {
      made += 1;
      const control = testkit.addApp({ appId: `conform-${made}`, seed: 1, verdicts });
      const { appId, region, authKey, restApiKey } = control.app;
      const base = `https://${appId}.api-${region}.cometchat.io/v3.0`;
      return {
        appId,
        region,
        authKey,
        restApiKey,
        where: {},
        admin: adminApi({ base, appId, restApiKey, fetch: testkit.fetch }),
        isVirtual: true,
        isRemote: false,
        advance: (milliseconds) => control.clock.advance(milliseconds),
        ...watchApp(control),
        async close() {
          await control.clock.advance(LEAVING);
          control.log.clear();
          await control.reset();
        },
      };
    },
    close: () => testkit.close(),
  };
}
