import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";

/** Whether a request asks for its connection to become a WebSocket. */
export function asksForWebSocket(request: IncomingMessage): boolean {
  return request.headers.upgrade?.toLowerCase() === "websocket";
}

/**
 * Puts a request that offers some other upgrade back onto its connection without the offer, for an HTTP server to read
 * anew: such an offer is to be ignored, and Java's HttpClient makes one (h2c) by default.
 */
export function withdrawUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
  const lines = [`${request.method} ${request.url} HTTP/${request.httpVersion}`];
  const { rawHeaders } = request;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? "";
    const value = rawHeaders[i + 1] ?? "";
    // An Upgrade header that Connection does not name means nothing.
    lines.push(`${name}: ${name.toLowerCase() === "connection" ? withoutUpgrade(value) : value}`);
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1"), head]));
}

function withoutUpgrade(connection: string): string {
  const tokens = connection.split(",").map((token) => token.trim());
  return tokens.filter((token) => token.toLowerCase() !== "upgrade").join(", ");
}
