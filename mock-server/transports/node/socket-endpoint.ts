import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocket, WebSocketServer } from "ws";
import type { SocketPeer, Surface } from "../../harness/surface.ts";
import { refuseConnection } from "./http-refusal.ts";
import { repeatedTextEncoder } from "./text-frames.ts";
import { turnCork } from "./turn-cork.ts";

// A client that reads nothing for so long is not listening any more, and its frames must not fill our memory.
const MAX_QUEUED_BYTES = 16 * 1024 * 1024;
const CLOSE_TIMEOUT_MS = 2_000;
const MAX_REASON_BYTES = 123;
const GOING_AWAY = 1001;
/** RFC 6455, 4.4: who is refused is told which version there is. */
const VERSION = { "sec-websocket-version": "13" };

/** The WebSockets of a listener. */
export interface SocketEndpoint {
  /** Takes over a connection that asks to become a WebSocket; answers with an HTTP error if it asks wrongly. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Refuses new sockets and asks the open ones to leave (1001); resolves when the last is gone. */
  close(): Promise<void>;
}

/** Opens a session of the surface for each WebSocket: any path, text frames only, no subprotocol, no compression. */
export function socketEndpoint(surface: Surface, maxFrameBytes: number): SocketEndpoint {
  const encode = repeatedTextEncoder();
  const options = {
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
    handleProtocols: () => false as const,
    closeTimeout: CLOSE_TIMEOUT_MS,
  };
  const server = new WebSocketServer(options);
  server.on("wsClientError", ({ message }, socket, { method }) => {
    refuseConnection(socket, method === "GET" ? 400 : 405, `${message}.`, VERSION);
  });
  const hold = turnCork();

  function open(socket: WebSocket, request: IncomingMessage) {
    // Without a listener, an error would end the process. The close that follows each error tells the session.
    socket.on("error", () => {});
    const session = surface.openSocket(
      peer(socket, encode, () => hold(request.socket)),
      addressOf(request),
    );
    socket.on("message", (data, isBinary) => {
      if (!isBinary) session.receive(data.toString());
    });
    socket.on("close", (code) => session.closed(code));
  }

  return {
    upgrade(request, socket, head) {
      const refusal = surface.refuseSocket?.(addressOf(request));
      if (refusal === undefined) server.handleUpgrade(request, socket, head, open);
      else refuseConnection(socket, refusal, "The server refuses to open a socket.");
    },
    async close() {
      const gone = once(server, "close");
      server.close();
      for (const socket of server.clients) socket.close(GOING_AWAY, "The server is going away.");
      await gone;
    },
  };
}

function addressOf({ headers, url = "/" }: IncomingMessage): string {
  const [path = "/"] = url.split("?", 1);
  return `${headers.host ?? ""}${path}`;
}

/** @param hold gathers the writes of this turn */
function peer(socket: WebSocket, encode: (text: string) => Buffer, hold: () => void): SocketPeer {
  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return;
      hold();
      socket.send(encode(text), { binary: false });
      if (socket.bufferedAmount > MAX_QUEUED_BYTES) socket.terminate();
    },
    close(code, reason) {
      // The other codes never travel in a close frame: 1006, for one, says that there was none.
      if (isSendable(code)) socket.close(code, shortened(reason));
      // After this turn, so that what was sent in it still leaves.
      else setImmediate(() => socket.terminate());
    },
  };
}

/** RFC 6455, 7.4. */
function isSendable(code: number): boolean {
  return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999);
}

function shortened(reason: string): string | Buffer {
  const bytes = Buffer.from(reason);
  if (bytes.length <= MAX_REASON_BYTES) return reason;
  // A cut through a character would make the frame invalid.
  let end = MAX_REASON_BYTES;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
  return bytes.subarray(0, end);
}
