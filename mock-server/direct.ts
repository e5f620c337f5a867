import type { Door } from "./harness/testkit/door.ts";
import { createTestkit, type Testkit, type TestkitOptions } from "./harness/testkit/testkit.ts";

/** A socket of a client, as far as clients of this package use one; frames are text. */
export interface DirectSocket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: string }) => void) | null;
  onerror: (() => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** A testkit that only those reach who are handed its `fetch` and its `WebSocket`: no global is touched. */
export interface DirectTestkit extends Testkit {
  /** Answers requests to the vendor's hosts; any other host cannot be reached. */
  fetch(input: string, init?: RequestInit): Promise<Response>;
  /** Opens sockets to the vendor's hosts; any other fails with 1006. */
  readonly WebSocket: new (
    url: string,
  ) => DirectSocket;
}

/**
 * Makes a chat service inside this process, without a transport. Any number may live beside each other.
 *
 * @throws UsageError for options that make no sense
 * @example
 * const testkit = openDirectTestkit({ frozen: true });
 * await testkit.fetch("https://app.apiclient-us.cometchat.io/v3.0/me", { headers: { appId: "app" } });
 */
export function openDirectTestkit(options: TestkitOptions = {}): DirectTestkit {
  let opened: Door | undefined;
  const testkit = createTestkit(options, (door) => {
    opened = door;
    return { close() {} };
  });
  const door = opened as unknown as Door;
  return Object.assign(testkit, {
    async fetch(input: string, init?: RequestInit) {
      const { host } = new URL(input);
      if (!door.isOurs(host)) throw new TypeError(`Failed to fetch: ${host} is no host of the chat service.`);
      return door.fetch(new Request(input, init));
    },
    WebSocket: socketClass(door),
  });
}

function socketClass(door: Door): DirectTestkit["WebSocket"] {
  const { traffic } = door;
  const later = (act: () => void) => {
    const arrive = traffic.begin();
    setImmediate(() => {
      arrive();
      act();
    });
  };
  return class implements DirectSocket {
    onopen: DirectSocket["onopen"] = null;
    onmessage: DirectSocket["onmessage"] = null;
    onerror: DirectSocket["onerror"] = null;
    onclose: DirectSocket["onclose"] = null;
    #session: ReturnType<Door["openSocket"]> | undefined;
    #isClosed = false;

    constructor(url: string) {
      const { host, pathname } = new URL(url);
      later(() => {
        if (this.#isClosed) return;
        const address = host + pathname;
        if (!door.takesSockets(host) || door.refusesSocket(address)) {
          this.onerror?.();
          this.#end(1006, "");
          return;
        }
        this.#session = door.openSocket(
          {
            send: (data) => traffic.bring(() => this.#isClosed || this.onmessage?.({ data })),
            close: (code, reason) => traffic.bring(() => this.#end(code, reason)),
          },
          address,
        );
        this.onopen?.();
      });
    }

    send(text: string): void {
      later(() => {
        if (!this.#isClosed) this.#session?.receive(text);
      });
    }

    close(code = 1005, reason = ""): void {
      later(() => this.#end(code, reason));
    }

    #end(code: number, reason: string): void {
      if (this.#isClosed) return;
      this.#isClosed = true;
      this.#session?.closed(code);
      this.onclose?.({ code, reason });
    }
  };
}
