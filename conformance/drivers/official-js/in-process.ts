import type { RealmOptions } from "../../official-sdk/realm.ts";
import type { Driver } from "../../protocol/index.ts";
import { createOfficialDriver } from "./index.ts";

/** A service in this process, as the testkit's `openDirectTestkit` opens one. */
export interface DirectService {
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly WebSocket: new (url: string) => DirectWire;
}

interface DirectWire {
  onopen: (() => void) | null;
  onmessage: ((event: { readonly data: string }) => void) | null;
  onerror: (() => void) | null;
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/**
 * Drives the official SDK in this process, against a service that is in it as well: nothing is encoded, nothing travels, and
 * time is virtual.
 *
 * @param start when virtual time begins, in Unix milliseconds
 * @throws Error that says how to install the SDK, when there is none
 */
export function createInProcessDriver(service: DirectService, start: number): Driver {
  return createOfficialDriver({ time: "virtual", start, inProcess: inProcessOf(service) });
}

function inProcessOf(service: DirectService): NonNullable<RealmOptions["inProcess"]> {
  return {
    answer: (url, init) => service.fetch(url, init),
    openWire(url, _protocols, { onOpen, onData, onError, onClose }) {
      const socket = new service.WebSocket(url);
      let isOver = false;
      const end = (code: number, reason: string) => {
        if (isOver) return;
        isOver = true;
        onClose(code, reason);
      };
      socket.onopen = () => isOver || onOpen();
      socket.onmessage = ({ data }) => isOver || onData(data);
      socket.onerror = () => isOver || onError();
      socket.onclose = ({ code, reason }) => end(code, reason);
      return {
        send: (text) => socket.send(text),
        close: (code, reason) => socket.close(code, reason),
        cut() {
          socket.close();
          // Not before whoever has opened it holds it.
          queueMicrotask(() => end(1006, ""));
        },
      };
    },
  };
}
