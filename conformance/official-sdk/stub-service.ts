import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { text } from "node:stream/consumers";
import { type WebSocket, WebSocketServer } from "ws";
import type { ServerAddress } from "./connect.ts";
import { makeStubCertificate } from "./stub-certificate.ts";

/** A service just big enough to log in to: it proves the harness without the mock server. */
export interface StubService {
  readonly address: ServerAddress;
  /** Sends a frame to every authenticated socket of a user. */
  push(uid: string, frame: unknown): void;
  /** Sends raw text likewise, well-formed or not. */
  pushText(uid: string, text: string): void;
  /** How many TCP connections are open. */
  connections(): number;
  close(): Promise<void>;
}

const APP = { appId: "app1", region: "us", authKey: "stub-auth-key" };

/** Starts the stub on a free port of the loopback, over TLS. */
export async function startStubService(): Promise<StubService> {
  const { ca, cert, key } = await makeStubCertificate([
    `${APP.appId}.apiclient-${APP.region}.cometchat.io`,
    `${APP.appId}.api-${APP.region}.cometchat.io`,
  ]);
  const online = new Map<WebSocket, string>();
  const tcp = new Set<Socket>();
  const wss = new WebSocketServer({ noServer: true });
  const server = createServer({ cert, key }, (request, response) => {
    void text(request).then((body) => answer(request, response, body, port));
  });
  server.on("secureConnection", (socket) => {
    tcp.add(socket);
    socket.on("close", () => tcp.delete(socket));
  });
  server.on("upgrade", (request, socket, head) => {
    wss.handleUpgrade(request, socket, head, (peer) => {
      peer.on("message", (data) => receive(peer, JSON.parse(data.toString()), online));
      peer.on("close", () => online.delete(peer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const pushText = (uid: string, frame: string) => {
    for (const [peer, owner] of online) if (owner === uid) peer.send(frame);
  };
  return {
    address: { ...APP, port, ca },
    push: (uid, frame) => pushText(uid, JSON.stringify(frame)),
    pushText,
    connections: () => tcp.size,
    async close() {
      for (const peer of wss.clients) peer.terminate();
      for (const socket of tcp) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function receive(peer: WebSocket, frame: Record<string, unknown>, online: Map<WebSocket, string>): void {
  if (frame.action === "ping") peer.send(JSON.stringify({ action: "pong" }));
  const { auth } = (frame.body ?? {}) as { auth?: string };
  if (frame.type !== "auth" || auth !== `jwt of ${frame.sender}`) return;
  online.set(peer, String(frame.sender));
  peer.send(JSON.stringify({ type: "auth", body: { code: "200", status: "OK" } }));
}

function answer(request: IncomingMessage, response: ServerResponse, body: string, port: number): void {
  const path = (request.url ?? "/").replace(/^\/v3\.0/, "").split("?")[0];
  const route = `${request.method} ${path?.replace(/^\/users\/[^/]+\//, "/users/{uid}/")}`;
  response.setHeader("content-type", "application/json");
  response.setHeader("access-control-allow-origin", "*");
  response.end(JSON.stringify(answerTo(route, request, body, port)));
}

function answerTo(route: string, request: IncomingMessage, body: string, port: number): unknown {
  const { authtoken: authToken, apikey } = request.headers;
  const uid = String(authToken).replace(/^token of /, "");
  switch (route) {
    case "POST /users/{uid}/auth_tokens": {
      if (apikey !== APP.authKey) return refusal("AUTH_ERR_APIKEY_NOT_FOUND");
      const asked = request.url?.match(/\/users\/([^/]+)/)?.[1];
      return { data: { uid: asked, authToken: `token of ${asked}`, createdAt: 1_700_000_000 } };
    }
    case "PUT /me":
      return { data: { uid, name: uid, authToken, jwt: `jwt of ${uid}`, settings: settingsFor(port) } };
    case "DELETE /me":
      return { data: {} };
    case "POST /user_sessions":
      return { data: { sessionId: (JSON.parse(body) as { sessionId: string }).sessionId } };
    default:
      return refusal("ERR_API_NOT_FOUND");
  }
}

function refusal(code: string): unknown {
  return { error: { code, message: `Refused: ${code}` } };
}

/** The minimal settings of rest-client.md §3.2. */
function settingsFor(port: number): unknown {
  return {
    APP_VERSION: 4,
    MODE: "DEFAULT",
    REGION: APP.region,
    CHAT_API_VERSION: "v3.0",
    CLIENT_API_HOST: `localhost:${port}`,
    ADMIN_API_HOST: `localhost:${port}`,
    CHAT_HOST: `localhost:${port}/ws`,
    CHAT_WSS_PORT: port,
    WS_API_VERSION: "v1",
    ANALYTICS_PING_DISABLED: true,
    EXTENSION_DOMAIN: `localhost:${port}`,
    settingsHash: "stub-1",
    settingsHashReceivedAt: 1_700_000_000,
    extensions: [],
    parameters: {},
    flagReasons: [],
  };
}
