import { type RunningServer, startServer } from "../../mock-server/index.ts";
import { type DriverFault, startDriverProcess } from "../protocol/index.ts";
import type { OpenDriver } from "./talk.ts";

/** Starts a driver's command, and a mock server that its clients reach over real TLS. */
export async function openServedDriver(command: string): Promise<OpenDriver> {
  const server = await startServer({ port: 0, preset: "empty" });
  const faults: DriverFault[] = [];
  const driver = startDriverProcess({ command, onFault: (fault) => faults.push(fault) });
  const host = `localhost:${server.port}/v3.0`;
  return {
    driver,
    app: server.app,
    where: { hosts: { client: host, admin: host }, caFile: server.caFile },
    authToken: (uid) => askForToken(server, uid),
    // The client of a reset that has been closed is asked for on purpose.
    faults: () => faults.filter(({ kind }) => kind !== "rpc-error"),
    async close() {
      await driver.kill();
      await server.close();
    },
  };
}

async function askForToken({ httpUrl, app }: RunningServer, uid: string): Promise<string> {
  const answer = await fetch(`${httpUrl}/v3.0/users/${uid}/auth_tokens`, {
    method: "POST",
    headers: { appId: app.appId, apikey: app.restApiKey, "content-type": "application/json" },
    body: "{}",
  });
  const { data } = (await answer.json()) as { readonly data: { readonly authToken: string } };
  return data.authToken;
}
