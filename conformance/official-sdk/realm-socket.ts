import { type Journal, openJournal } from "./journal.ts";
import { jsonOf } from "./realm-fetch.ts";
import type { OpenWire, Wire } from "./realm-wire.ts";

/** One text frame, in either direction. */
export interface Frame {
  readonly direction: "sent" | "received";
  /** Which of the realm's sockets it travelled on: 0 is the first. */
  readonly socket: number;
  readonly text: string;
  /** The text as JSON, or undefined where it is none. */
  readonly json: unknown;
  readonly at: number;
}

/** One socket the realm opened. */
export interface SocketRecord {
  readonly url: string;
  state: "connecting" | "open" | "closed";
  /** The close code as this end saw it; 1006 is a connection that went without a word. */
  closeCode: number | undefined;
}

/** What sockets need of the realm they serve. */
export interface SocketHost {
  readonly openWire: OpenWire;
  readonly isOnline: () => boolean;
  /** Runs code of the realm: nothing once the realm is closed, and what it throws is the realm's failure. */
  readonly guard: (run: () => void) => void;
}

/** The socket side of a realm. */
export interface RealmSockets {
  readonly WebSocket: unknown;
  readonly frames: Journal<Frame>;
  readonly sockets: Journal<SocketRecord>;
  /** Cuts every socket that is there, as the loss of the network does. */
  cut(): Promise<void>;
}

type EventName = "open" | "message" | "error" | "close";
type Handler = (event: Readonly<Record<string, unknown>>) => void;

/** Opens the socket side of a realm: the browser's WebSocket, with everything recorded. */
export function openSockets(host: SocketHost): RealmSockets {
  const frames = openJournal(printFrame);
  const sockets = openJournal<SocketRecord>(
    ({ url, state, closeCode }) => `${url} ${state} ${closeCode ?? ""}`,
  );
  const wires = new Map<Wire, Promise<void>>();

  class RealmWebSocket {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;

    onopen: Handler | null = null;
    onmessage: Handler | null = null;
    onerror: Handler | null = null;
    onclose: Handler | null = null;
    readonly url: string;
    readonly #wire: Wire;
    readonly #listeners = new Map<string, Set<Handler>>();
    readonly #record: (direction: Frame["direction"], text: string) => void;
    #state = 0;

    constructor(url: string, protocols: string | string[] = []) {
      const record: SocketRecord = { url, state: "connecting", closeCode: undefined };
      const socket = sockets.entries.length;
      let gone = () => {};
      const end = new Promise<void>((resolve) => {
        gone = resolve;
      });
      this.url = url;
      this.#record = (direction, text) =>
        frames.add({ direction, socket, text, json: jsonOf(text), at: Date.now() });
      const wire = host.openWire(url, protocols, {
        onOpen: () => {
          this.#state = RealmWebSocket.OPEN;
          record.state = "open";
          sockets.touch();
          this.#dispatch("open", {});
        },
        onData: (data) => {
          if (typeof data === "string") this.#record("received", data);
          this.#dispatch("message", { data });
        },
        // The SDK sets no error handler: an error is an event like any other (socket.md §9.6).
        onError: () => this.#dispatch("error", {}),
        onClose: (code, reason) => {
          wires.delete(wire);
          this.#state = RealmWebSocket.CLOSED;
          record.state = "closed";
          record.closeCode = code;
          sockets.touch();
          this.#dispatch("close", { code, reason, wasClean: code !== 1006 });
          gone();
        },
      });
      sockets.add(record);
      wires.set(wire, end);
      this.#wire = wire;
      if (!host.isOnline()) wire.cut();
    }

    get readyState(): number {
      return this.#state;
    }

    send(text: unknown): void {
      if (this.#state === RealmWebSocket.CONNECTING) throw new Error("The socket is still connecting.");
      if (this.#state !== RealmWebSocket.OPEN) return;
      this.#record("sent", String(text));
      this.#wire.send(String(text));
    }

    close(code?: number, reason?: string): void {
      if (this.#state === RealmWebSocket.CLOSED) return;
      this.#state = RealmWebSocket.CLOSING;
      this.#wire.close(code, reason);
    }

    addEventListener(type: string, listener: Handler): void {
      const known = this.#listeners.get(type);
      if (known === undefined) this.#listeners.set(type, new Set([listener]));
      else known.add(listener);
    }

    removeEventListener(type: string, listener: Handler): void {
      this.#listeners.get(type)?.delete(listener);
    }

    #dispatch(type: EventName, init: Readonly<Record<string, unknown>>): void {
      const event = { type, target: this, ...init };
      const handler = this[`on${type}`];
      if (handler !== null) host.guard(() => handler.call(this, event));
      for (const listener of [...(this.#listeners.get(type) ?? [])])
        host.guard(() => listener.call(this, event));
    }
  }

  return {
    WebSocket: RealmWebSocket,
    frames,
    sockets,
    async cut() {
      const ends = [...wires.values()];
      for (const wire of wires.keys()) wire.cut();
      await Promise.all(ends);
    },
  };
}

function printFrame({ direction, socket, text }: Frame): string {
  return `socket ${socket} ${direction === "sent" ? "->" : "<-"} ${text}`;
}
