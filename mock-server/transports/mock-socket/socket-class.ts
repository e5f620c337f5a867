import { WebSocket as MockWebSocket } from "mock-socket";
import type { Traffic } from "../../harness/testkit/traffic.ts";

type Data = Parameters<MockWebSocket["send"]>[0];
type Constructor = new (url: string | URL, protocols?: string | string[]) => WebSocket;

interface SocketClassOptions {
  readonly traffic: Traffic;
  /** Whether a host is answered inside the process. */
  readonly isOurs: (host: string) => boolean;
  /** The class for all other hosts; without one they cannot be reached. */
  readonly outside: Constructor | undefined;
}

/** Listeners of one socket, as mock-socket keeps them. */
interface Listening {
  readonly listeners: Readonly<Record<string, readonly ((event: unknown) => void)[] | undefined>>;
}

/**
 * Makes the WebSocket class of a page in which the vendor's hosts are answered inside the process.
 *
 * It is mock-socket's own, with what the standard says differently: errors are DOMExceptions, a `send` after the end is
 * dropped, a connection that never was ends with 1006, every finished handshake is clean, and a listener that throws
 * keeps no other from hearing.
 */
export function socketClass({ traffic, isOurs, outside }: SocketClassOptions): Constructor {
  class InProcessSocket extends MockWebSocket {
    readonly extensions = "";
    #arriveOpen: () => void;
    #arriveClosed = () => {};

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.#arriveOpen = traffic.begin();
    }

    override send(data: Data): void {
      if (this.readyState === InProcessSocket.CONNECTING) {
        throw new DOMException(
          "Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.",
          "InvalidStateError",
        );
      }
      if (this.readyState !== InProcessSocket.OPEN) return;
      const arrive = traffic.begin();
      super.send(data);
      arrivals(this).push(arrive);
    }

    override close(code?: number, reason?: string): void {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new DOMException(
          `Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. ${code} is neither.`,
          "InvalidAccessError",
        );
      }
      if (new TextEncoder().encode(reason).byteLength > 123) {
        throw new DOMException(
          "Failed to execute 'close' on 'WebSocket': The close reason must not be greater than 123 UTF-8 bytes.",
          "SyntaxError",
        );
      }
      if (this.readyState > InProcessSocket.OPEN) return;
      this.#arriveClosed = traffic.begin();
      // What never was open is not closed with a code.
      if (this.readyState === InProcessSocket.CONNECTING) super.close();
      else super.close(code, reason);
    }
  }
  return InProcessSocket as unknown as Constructor;
}
