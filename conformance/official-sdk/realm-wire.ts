import { connect as connectTls } from "node:tls";
import { type ClientOptions, WebSocket } from "ws";
import { type HostTable, placeOf } from "./host-table.ts";

/** A connection below a page's WebSocket. */
export interface Wire {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  /** Ends it at once and without a word to the other side. */
  cut(): void;
}

/** What becomes of a connection: the end is told once, and always. */
export interface WireEvents {
  onOpen(): void;
  onData(data: unknown): void;
  onError(): void;
  onClose(code: number, reason: string): void;
}

/** Opens a connection. Nothing is told before it has returned. */
export type OpenWire = (url: string, protocols: string | string[], events: WireEvents) => Wire;

/** Real connections, that trust a certificate authority of their own where one is named. */
export function realWires({
  ca,
  hosts,
  origin,
}: {
  readonly ca: string | undefined;
  readonly hosts: HostTable;
  readonly origin: string;
}): OpenWire {
  const trust = ca === undefined ? {} : { ca };
  const optionsFor = (url: string): ClientOptions => {
    const { hostname, port: ownPort } = new URL(url);
    const place = placeOf(hostname, hosts);
    if (place === undefined) return { ...trust, origin };
    const { address: host, port = Number(ownPort || 443) } = place;
    return {
      ...trust,
      origin,
      createConnection: () => connectTls({ host, port, servername: hostname, ...trust }),
    };
  };
  return (url, protocols, { onOpen, onData, onError, onClose }) => {
    const socket = new WebSocket(url, protocols, optionsFor(url));
    socket.on("open", onOpen);
    socket.on("message", (data, isBinary) => onData(isBinary ? data : data.toString()));
    socket.on("error", onError);
    socket.on("close", (code, reason) => onClose(code, reason.toString()));
    return {
      send: (text) => socket.send(text),
      close: (code, reason) => socket.close(code, reason),
      cut: () => socket.terminate(),
    };
  };
}
