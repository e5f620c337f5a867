import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bareListener } from "./bare-listener.ts";
import { ready } from "./parent.ts";

// node:http and JSON.stringify, nothing else. The answer comes as an argument.
const server = createServer(bareListener(JSON.parse(process.argv[2] ?? "null")));
server.keepAliveTimeout = 65_000;
server.listen(0, "127.0.0.1", () => ready({ port: (server.address() as AddressInfo).port }));
