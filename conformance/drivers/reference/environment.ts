import type { ClientClock } from "./clock.ts";

/** The socket that the client uses; that of browsers and that of `ws` are such. */
export interface ClientSocket {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: string }) => void) | null;
  onerror: (() => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** What the client needs of the world. */
export interface Environment {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly WebSocket: new (url: string) => ClientSocket;
  readonly clock: ClientClock;
}
