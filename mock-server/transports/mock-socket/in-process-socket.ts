import { WebSocket as MockWebSocket } from "mock-socket";
import type { Traffic } from "../../harness/testkit/traffic.ts";

type Data = Parameters<MockWebSocket["send"]>[0];

/** An event as mock-socket makes it: a plain object, whose fields can be put right. */
interface MockEvent {
  readonly type: string;
  code?: number;
  wasClean?: boolean;
}

/** What mock-socket's own types leave out. */
interface Internals {
  readonly listeners: Readonly<Record<string, readonly ((of: unknown) => void)[] | undefined>>;
  dispatchEvent(event: MockEvent, data?: Data): boolean;
}

/**
 * Makes a WebSocket class whose sockets end inside the process, and whose every step counts as traffic.
 *
 * It is mock-socket's own, with what the standard says differently: errors are DOMExceptions, a `send` after the end is
 * dropped, a connection that never was ends with 1006, a finished handshake is clean whatever its code, and a listener
 * that throws keeps no other from hearing.
 */
export function inProcessSocketClass(traffic: Traffic) {
  return class InProcessSocket extends MockWebSocket {
    override readonly extensions: string = "";
    /** What is told when each of the frames under way has arrived, oldest first. */
    readonly _arrivals: (() => void)[] = [];

    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const self = this as unknown as Internals;
      const arrivals = this._arrivals;
      const arrive = traffic.begin();
      let wasOpen = false;
      // An own function, since mock-socket calls it by a proxy of the socket.
      self.dispatchEvent = (event, data) => {
        if (event.type === "open") wasOpen = true;
        if (event.type === "close") {
          if (!wasOpen) Object.assign(event, { code: 1006, reason: "" });
          event.wasClean = event.code !== 1006;
        }
        if (event.type === "open" || event.type === "close") arrive();
        if (event.type === "close") for (const arriveToo of arrivals.splice(0)) arriveToo();
        if (event.type === "server::message") arrivals.shift()?.();
        for (const listener of [...(self.listeners[event.type] ?? [])]) {
          try {
            listener.call(this, data === undefined ? event : data);
          } catch (error) {
            // As the standard has it: told to everybody, and no other listener is kept from hearing.
            queueMicrotask(() => {
              throw error;
            });
          }
        }
        return true;
      };
    }

    override send(data: Data): void {
      if (this.readyState === MockWebSocket.CONNECTING) {
        throw new DOMException(
          "Failed to execute 'send' on 'WebSocket': Still in CONNECTING state.",
          "InvalidStateError",
        );
      }
      if (this.readyState !== MockWebSocket.OPEN) return;
      this._arrivals.push(traffic.begin());
      super.send(data);
    }

    override close(code?: number, reason?: string): void {
      if (code !== undefined && code !== 1000 && !(code >= 3000 && code <= 4999)) {
        throw new DOMException(
          `Failed to execute 'close' on 'WebSocket': The close code must be either 1000, or between 3000 and 4999. ${code} is neither.`,
          "InvalidAccessError",
        );
      }
      if (reason !== undefined && new TextEncoder().encode(reason).byteLength > 123) {
        throw new DOMException(
          "Failed to execute 'close' on 'WebSocket': The close reason must not be greater than 123 UTF-8 bytes.",
          "SyntaxError",
        );
      }
      if (this.readyState >= MockWebSocket.CLOSING) return;
      this._arrivals.push(traffic.begin());
      super.close(code, reason);
    }
  };
}
