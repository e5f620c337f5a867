import { type Client, Server } from "mock-socket";
import type { Door } from "../../harness/testkit/door.ts";
import { inProcessSocketClass } from "./in-process-socket.ts";
import { connectLine } from "./line.ts";

type SocketClass = typeof globalThis.WebSocket;

interface SocketOptions {
  readonly door: Door;
  /** The class for hosts that are none of the vendor's; without one they cannot be reached. */
  readonly outside: SocketClass | undefined;
}

/** Ends the sockets of a page from the server's side. */
export interface SocketListener {
  /** The class to put in the place of the page's own. */
  readonly WebSocket: SocketClass;
  /** Closes every socket; none can be opened any more. */
  close(): Promise<void>;
}

/** Answers sockets to the vendor's hosts inside the process. */
export function listenWithMockSocket({ door, outside }: SocketOptions): SocketListener {
  const InProcessSocket = inProcessSocketClass(door.traffic);
  const servers = new Map<string, Server>();
  const lines = new Map<Client, (code: number, reason: string) => void>();

  /** mock-socket has a server for each URL. */
  function listenOn({ host, pathname, href }: URL): void {
    if (servers.has(href)) return;
    const address = host + pathname;
    const server = new Server(href, { mock: false, verifyClient: () => !door.refusesSocket(address) });
    server.on("connection", (client) => {
      lines.set(client, connectLine(client, address, door));
      client.on("close", () => lines.delete(client));
    });
    servers.set(href, server);
  }

  const WebSocket = new Proxy(InProcessSocket, {
    construct(target, args: [url: string | URL, protocols?: string | string[]]) {
      const url = readSocketUrl(args[0]);
      if (url && !door.isOurs(url.host) && outside) return new outside(...args);
      if (url && door.takesSockets(url.host)) listenOn(url);
      return new target(url?.href ?? args[0], args[1]);
    },
  });

  return {
    WebSocket: WebSocket as unknown as SocketClass,
    async close() {
      for (const end of lines.values()) end(1001, "The testkit is closed");
      await door.traffic.settled();
      for (const server of servers.values()) server.stop();
      servers.clear();
    },
  };
}

/** `undefined` for what is no URL of a socket, which the class itself refuses. */
function readSocketUrl(url: string | URL): URL | undefined {
  if (!URL.canParse(url)) return undefined;
  const read = new URL(url);
  return read.protocol === "wss:" || read.protocol === "ws:" ? read : undefined;
}
