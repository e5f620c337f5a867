import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import { bareListener } from "./bare-listener.ts";
import { ready } from "./parent.ts";

// ws and nothing else: each POST is answered, and sends the frame to every socket. Answer and frame come as arguments.
const [answer = "null", frame = ""] = process.argv.slice(2);
const server = createServer(
  bareListener(JSON.parse(answer), () => {
    for (const socket of sockets.clients) socket.send(frame);
  }),
);
server.keepAliveTimeout = 65_000;
const sockets = new WebSocketServer({ server });
server.listen(0, "127.0.0.1", () => ready({ port: (server.address() as AddressInfo).port }));
