import {
  createServer as createHttpServer,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Duplex } from "node:stream";
import type { Surface } from "../../harness/surface.ts";
import { bodyLimitOf, exceedsLimit } from "./body-limit.ts";
import type { TlsMaterial } from "./certificates.ts";
import { asksForWebSocket, withdrawUpgrade } from "./foreign-upgrade.ts";
import { HandedRequest } from "./handed-request.ts";
import { refuseConnection } from "./http-refusal.ts";
import { OneWriteResponse } from "./one-write-response.ts";
import { requestListener } from "./request-listener.ts";
import { serverNameCallback } from "./server-names.ts";
import type { SocketEndpoint } from "./socket-endpoint.ts";

/** What the HTTP servers put up with, in bytes and milliseconds. */
export interface HttpLimits {
  /** For requests of which the surface says nothing. */
  maxBodyBytes: number;
  headersTimeoutMs: number;
  requestTimeoutMs: number;
  keepAliveTimeoutMs: number;
}

/** The TLS side of a server: its certificate, and others by name. */
export type ServerTls = Pick<TlsMaterial, "key" | "cert" | "certify">;

/** Two HTTP servers that listen nowhere: connections are handed to them. */
export interface HttpServers {
  /** Takes a connection that speaks HTTP. */
  acceptPlain(socket: Duplex): void;
  /** Takes a connection that speaks HTTP within TLS. */
  acceptTls(socket: Duplex): void;
  /** Ends the connections that are between two requests. */
  closeIdleConnections(): void;
  /** Ends those, and the servers' timers. */
  close(): void;
}

const REFUSALS: Readonly<Record<string, [status: number, message: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "The request headers are too large."],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "The chunk extensions of the request are too large."],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "The request did not arrive in time."],
};

/** Makes the servers for both protocols: requests go to the surface, WebSockets to the endpoint. */
export function httpServers(
  surface: Surface,
  sockets: SocketEndpoint,
  tls: ServerTls,
  limits: HttpLimits,
): HttpServers {
  const options = {
    IncomingMessage: HandedRequest,
    ServerResponse: OneWriteResponse,
    // The listener refuses those without one itself, in the words of the service.
    requireHostHeader: false,
    // Since Node 24.9. What older ones announce as an upgrade is taken back below.
    shouldUpgradeCallback: asksForWebSocket,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionsCheckingInterval: Math.ceil(limits.headersTimeoutMs / 2),
  };
  const http = createHttpServer(options);
  const https = createHttpsServer({
    ...options,
    key: tls.key,
    cert: tls.cert,
    SNICallback: serverNameCallback(tls),
    handshakeTimeout: limits.headersTimeoutMs,
  });
  const limitOf = bodyLimitOf(surface, limits.maxBodyBytes);
  const onRequest = requestListener(surface, limitOf);
  serve(http, "connection");
  serve(https, "secureConnection");

  /** @param connected the event by which this server starts to read HTTP from a connection */
  function serve(server: HttpServer, connected: string) {
    server.on("request", onRequest);
    server.on("checkContinue", (incoming: HandedRequest, outgoing: ServerResponse) => {
      // A body that will be refused is better not sent.
      if (!exceedsLimit(incoming, limitOf(incoming))) outgoing.writeContinue();
      onRequest(incoming, outgoing);
    });
    server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      if (asksForWebSocket(request)) {
        sockets.upgrade(request, socket, head);
      } else {
        withdrawUpgrade(request, socket, head);
        server.emit(connected, socket);
      }
    });
    server.on("clientError", onClientError);
    // Node watches the timeouts of requests from here on; a server that does not listen itself never says so.
    server.emit("listening");
  }

  return {
    acceptPlain: (socket) => void http.emit("connection", socket),
    acceptTls: (socket) => void https.emit("connection", socket),
    closeIdleConnections() {
      http.closeIdleConnections();
      https.closeIdleConnections();
    },
    close() {
      http.close();
      https.close();
    },
  };
}

function onClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  const code = error.code ?? "";
  const [status, message] = REFUSALS[code] ?? [400, "The request is not valid HTTP."];
  // The rest are resets and failed TLS handshakes: nobody there to answer.
  const isAnswerable = code in REFUSALS || code.startsWith("HPE_");
  if (isAnswerable && socket.writable) refuseConnection(socket, status, message);
  else socket.destroy();
}
