import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import type { Surface } from "../../harness/surface.ts";
import { UsageError } from "../../usage-error.ts";
import { peekFirstByte } from "./first-byte.ts";
import { httpServers, type ServerTls } from "./http-servers.ts";
import { socketEndpoint } from "./socket-endpoint.ts";

const TLS_HANDSHAKE = 0x16;
const MEBIBYTE = 1024 * 1024;
const IDLE_SWEEP_MS = 20;

/** Where to listen, and what to put up with. */
export interface ListenOptions {
  /** 0 takes any free port. */
  port: number;
  host: string;
  tls: ServerTls;
  /** Requests with more are answered with 413, unless the surface takes more of them; 1 MiB by default. */
  maxBodyBytes?: number;
  /** A socket that sends a longer message is closed with 1009; 1 MiB by default. */
  maxFrameBytes?: number;
  /** Time for the first byte of a connection, and for the TLS handshake and request headers after it; 10 s by default. */
  headersTimeoutMs?: number;
  /** Time for a whole request; 60 s by default. */
  requestTimeoutMs?: number;
  /** Time between two requests; 65 s by default. */
  keepAliveTimeoutMs?: number;
  /** Time that open requests and sockets get to end when the listener closes; 1 s by default. */
  closeTimeoutMs?: number;
}

/** A surface on a port. */
export interface NodeListener {
  port: number;
  /** Ends every connection, resolves when all is down; may be called again. */
  close(): Promise<void>;
}

/**
 * Serves http, https, ws and wss on one port.
 *
 * @throws UsageError where the port cannot be had
 * @example const { port, close } = await listen(surface, { port: 0, host: "127.0.0.1", tls: await loadCertificates() });
 */
export async function listen(surface: Surface, options: ListenOptions): Promise<NodeListener> {
  const { maxBodyBytes = MEBIBYTE, maxFrameBytes = MEBIBYTE, closeTimeoutMs = 1_000 } = options;
  const { headersTimeoutMs = 10_000, requestTimeoutMs = 60_000, keepAliveTimeoutMs = 65_000 } = options;
  const limits = { maxBodyBytes, headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs };
  const sockets = socketEndpoint(surface, maxFrameBytes);
  const servers = httpServers(surface, sockets, options.tls, limits);

  const undecided = new Set<Socket>();
  const connections = new Set<Socket>();
  // Half-open as Node's own http server, which ends its connections itself.
  const door = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    undecided.add(socket);
    connections.add(socket);
    socket.once("close", () => {
      undecided.delete(socket);
      connections.delete(socket);
    });
    peekFirstByte(socket, headersTimeoutMs, (byte) => {
      undecided.delete(socket);
      if (byte === TLS_HANDSHAKE) servers.acceptTls(socket);
      else servers.acceptPlain(socket);
    });
  });

  async function close() {
    const down = Promise.all([once(door, "close"), sockets.close()]);
    door.close();
    for (const socket of undecided) socket.destroy();
    servers.close();
    const sweep = setInterval(() => servers.closeIdleConnections(), IDLE_SWEEP_MS);
    const force = setTimeout(() => {
      for (const socket of connections) socket.destroy();
    }, closeTimeoutMs);
    await down;
    clearInterval(sweep);
    clearTimeout(force);
  }

  let closed: Promise<void> | undefined;
  try {
    const port = await openDoor(door, options);
    return { port, close: () => (closed ??= close()) };
  } catch (error) {
    servers.close();
    throw error;
  }
}

async function openDoor(door: Server, { port, host }: ListenOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    door.once("error", (error: NodeJS.ErrnoException) => reject(refused(error, port, host)));
    door.listen({ port, host }, resolve);
  });
  // From now on an error means that one connection could not be accepted, for want of file handles, say: not our end.
  door.on("error", () => {});
  return (door.address() as AddressInfo).port;
}

function refused(error: NodeJS.ErrnoException, port: number, host: string): UsageError {
  const [fact, remedy] = reasons(port)[error.code ?? ""] ?? [error.message, "Try another port or host."];
  return new UsageError(`Failed to listen on ${host}:${port}: ${fact}. ${remedy}`, { cause: error });
}

function reasons(port: number): Readonly<Record<string, [fact: string, remedy: string]>> {
  return {
    EADDRINUSE: [
      `port ${port} is in use`,
      "Stop the program that has it, or choose another port (0: any free one).",
    ],
    EACCES: [`this user may not open port ${port}`, "Choose a port above 1023."],
    EADDRNOTAVAIL: ["this machine does not have that address", "Choose another host, such as 127.0.0.1."],
    ENOTFOUND: ["no such host is known", "Choose another host, such as 127.0.0.1."],
  };
}
