import { connect as connectTls } from "node:tls";
import { type ClientOptions, WebSocket } from "ws";
import { type HostTable, placeOf } from "./host-table.ts";
import { type Journal, openJournal } from "./journal.ts";
import { jsonOf } from "./realm-fetch.ts";

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
  readonly ca: string;
  readonly hosts: HostTable;
  readonly origin: string;
  /** Runs code of the realm: nothing once the realm is closed, and what it throws is the realm's failure. */
  readonly guard: (run: () => void) => void;
}

/** The socket side of a realm. */
export interface RealmSockets {
  readonly WebSocket: unknown;
  readonly frames: Journal<Frame>;
  readonly sockets: Journal<SocketRecord>;
  close(): Promise<void>;
}

type EventName = "open" | "message" | "error" | "close";
type Handler = (event: Readonly<Record<string, unknown>>) => void;

/** Opens the socket side of a realm: the browser's WebSocket on top of `ws`, with everything recorded. */
export function openSockets(host: SocketHost): RealmSockets {
  const frames = openJournal(printFrame);
  const sockets = openJournal<SocketRecord>(
    ({ url, state, closeCode }) => `${url} ${state} ${closeCode ?? ""}`,
  );
  const wires = new Set<WebSocket>();

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
    readonly #wire: WebSocket;
    readonly #listeners = new Map<string, Set<Handler>>();
    readonly #record: (direction: Frame["direction"], text: string) => void;

    constructor(url: string, protocols: string | string[] = []) {
      const wire = new WebSocket(url, protocols, optionsFor(url, host));
      const record: SocketRecord = { url, state: "connecting", closeCode: undefined };
      const socket = sockets.entries.length;
      sockets.add(record);
      wires.add(wire);
      this.url = url;
      this.#wire = wire;
      this.#record = (direction, text) =>
        frames.add({ direction, socket, text, json: jsonOf(text), at: Date.now() });

      wire.on("open", () => {
        record.state = "open";
        sockets.touch();
        this.#dispatch("open", {});
      });
      wire.on("message", (data, isBinary) => {
        if (isBinary) return this.#dispatch("message", { data });
        const text = data.toString();
        this.#record("received", text);
        this.#dispatch("message", { data: text });
      });
      // The SDK sets no error handler; without this one a refused connection would end the process (socket.md §9.6).
      wire.on("error", () => this.#dispatch("error", {}));
      wire.on("close", (code, reason) => {
        wires.delete(wire);
        record.state = "closed";
        record.closeCode = code;
        sockets.touch();
        this.#dispatch("close", { code, reason: reason.toString(), wasClean: code !== 1006 });
      });
    }

    get readyState(): number {
      return this.#wire.readyState;
    }

    send(text: unknown): void {
      if (this.#wire.readyState === WebSocket.CONNECTING) throw new Error("The socket is still connecting.");
      if (this.#wire.readyState !== WebSocket.OPEN) return;
      this.#record("sent", String(text));
      this.#wire.send(String(text));
    }

    close(code?: number, reason?: string): void {
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
    async close() {
      const gone = [...wires].map((wire) => new Promise((resolve) => wire.once("close", resolve)));
      for (const wire of wires) wire.terminate();
      await Promise.all(gone);
    },
  };
}

function optionsFor(url: string, { ca, hosts, origin }: SocketHost): ClientOptions {
  const { hostname, port: ownPort } = new URL(url);
  const place = placeOf(hostname, hosts);
  if (place === undefined) return { ca, origin };
  const { address: host, port = Number(ownPort || 443) } = place;
  return { ca, origin, createConnection: () => connectTls({ host, port, servername: hostname, ca }) };
}

function printFrame({ direction, socket, text }: Frame): string {
  return `socket ${socket} ${direction === "sent" ? "->" : "<-"} ${text}`;
}
