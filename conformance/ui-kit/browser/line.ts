import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";

/** A way to the server that can be cut, as a network can. */
export interface Line {
  readonly port: number;
  /** Ends every connection at once, and refuses new ones until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Passes bytes on between a free port of localhost and the server's. */
export async function openLine(serverPort: number): Promise<Line> {
  const open = new Set<Socket>();
  let down = false;
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  const keep = (socket: Socket, other: Socket) => {
    open.add(socket);
    socket.pipe(other);
    // A reset tells what `close` tells; without a listener it would end the process.
    socket.on("error", () => other.destroy());
    socket.on("close", () => {
      open.delete(socket);
      other.destroy();
    });
  };

  const server = createServer((incoming) => {
    if (down) {
      incoming.destroy();
      return;
    }
    const outgoing = connect(serverPort, "127.0.0.1");
    keep(incoming, outgoing);
    keep(outgoing, incoming);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      down = true;
      endAll();
    },
    mend() {
      down = false;
    },
    close() {
      endAll();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
