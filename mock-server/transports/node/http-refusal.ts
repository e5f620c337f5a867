import { type IncomingMessage, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";

// How long, and for how many bytes, we read on from a client that we have already refused.
const LINGER_MS = 1_000;
const LINGER_BYTES = 64 * 1024 * 1024;

/** The headers of an answer that the transport gives itself. */
export const REFUSAL_HEADERS = {
  "content-type": "application/json",
  // A page must be able to read why it was refused; the surface, which answers CORS, never sees these requests.
  "access-control-allow-origin": "*",
};

/** The service's error shape, for what never becomes a request. */
export function refusalBody(message: string, code = "ERR_BAD_REQUEST"): string {
  return JSON.stringify({ error: { code, message, details: {} } });
}

/** Refuses a request whose body may still be on its way, and closes the connection. */
export function refuseRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: number,
  message: string,
  code?: string,
): void {
  const body = refusalBody(message, code);
  outgoing.writeHead(status, closingHeaders(body));
  // A client that asks before it sends has sent nothing.
  if (incoming.headers.expect !== undefined) {
    outgoing.end(body);
    return;
  }
  outgoing.write(body);

  // Closing with unread bytes resets the connection, and the client would see the reset instead of the answer.
  let bytes = 0;
  const end = () => {
    clearTimeout(timer);
    outgoing.end();
  };
  const timer = setTimeout(end, LINGER_MS);
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > LINGER_BYTES) end();
  });
  incoming.once("end", end);
  incoming.once("close", end);
}

/**
 * Answers on a connection that does not speak proper HTTP, and closes it.
 *
 * @param more headers beside the usual ones
 */
export function refuseConnection(
  socket: Duplex,
  status: number,
  message: string,
  more: Readonly<Record<string, string>> = {},
): void {
  const body = refusalBody(message);
  const headers = Object.entries({ ...closingHeaders(body), ...more });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${head}\r\n${body}`, () => socket.destroy());
}

function closingHeaders(body: string): Record<string, string | number> {
  return { ...REFUSAL_HEADERS, connection: "close", "content-length": Buffer.byteLength(body) };
}
