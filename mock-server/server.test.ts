import { readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type RunningServer, startServer } from "./server.ts";
import { send, temporaryFolder } from "./transports/node/test-listener.ts";

const home = temporaryFolder();
let server: RunningServer;
beforeAll(async () => {
  vi.stubEnv("COMETCHAT_TESTKIT_HOME", home);
  server = await startServer({ port: 0, preset: "empty" });
});
afterAll(async () => {
  await server.close();
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true });
});

/** Makes an app by the management API. */
async function newApp(name: string, region: string): Promise<string> {
  const headers = { key: server.management.key, secret: server.management.secret };
  const response = await fetch(`${server.httpUrl}/apps`, {
    method: "POST",
    headers: { ...headers, host: "apimgmt.cometchat.io", "content-type": "application/json" },
    body: JSON.stringify({ name, region, version: 3 }),
  });
  const { data } = (await response.json()) as { data: { id: string } };
  return data.id;
}

it.each(["mars", "eu", "x1"])(
  "an app that is made later, in the region %s, is reached by all of the vendor's names for it",
  async (region) => {
    const appId = await newApp(`In ${region}`, region);
    const hosts = [
      `${appId}.apiclient-${region}.cometchat.io`,
      `${appId}.api-${region}.cometchat.io`,
      `${appId}.websocket-${region}.cometchat.io`,
      `${appId}.websocket-${region}.cc-cluster-2.io`,
      `polls-${region}.cometchat.io`,
      `data-${region}.cometchat.io`,
    ];
    for (const servername of hosts) {
      // Whatever it answers: without a fitting certificate the request fails.
      const ca = readFileSync(server.caFile, "utf8");
      const request = { port: server.port, ca, servername, headers: { host: servername } };
      expect((await send("https", request)).status, servername).toBeGreaterThanOrEqual(200);
    }
  },
);
