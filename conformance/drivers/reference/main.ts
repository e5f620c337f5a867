import process from "node:process";
import WebSocket from "ws";
import { serveDriver } from "../../protocol/serve-driver.ts";
import { systemClock } from "./clock.ts";
import type { ClientSocket } from "./environment.ts";
import { createReferenceDriver } from "./index.ts";

// The reference client as a process of its own: NODE_EXTRA_CA_CERTS says which certificate it trusts.

const driver = createReferenceDriver({
  environment: {
    fetch: (url, init) => fetch(url, init),
    WebSocket: WebSocket as unknown as new (url: string) => ClientSocket,
    clock: systemClock,
  },
});
await serveDriver(driver, { input: process.stdin, output: process.stdout });
process.exit(0);
