import type { ActionName } from "./actions.ts";
import type { ReadFault } from "./fault.ts";

/** Something that faults may strike. */
export type Target = RequestTarget | HandshakeTarget | FrameTarget | SocketTarget;

/** Whose it is, as far as that is known. */
interface Owner {
  /** In lower case. */
  readonly uid: string | undefined;
  readonly deviceId: string | undefined;
}

export interface RequestTarget extends Owner {
  readonly kind: "request";
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** The session that it is made in, while that is valid. */
  readonly authToken: string | undefined;
}

export interface HandshakeTarget {
  readonly kind: "handshake";
}

export interface FrameTarget extends Owner {
  readonly kind: "frame";
  /** Its type, or its action where it has none. */
  readonly frame: string | undefined;
  readonly direction: "in" | "out";
  /** Whether one is held back until this one has left. */
  readonly isAwaited: boolean;
}

/** An open socket: it itself, or its end when its client leaves. */
export interface SocketTarget extends Owner {
  readonly kind: "socket" | "end";
}

/** What actions strike, by kind; a drop strikes sockets themselves unless it is about frames. */
const STRIKES: Readonly<Record<ActionName, readonly Target["kind"][]>> = {
  latency: ["request"],
  error: ["request"],
  rateLimit: ["request"],
  http: ["request"],
  truncate: ["request"],
  reset: ["request"],
  expireToken: ["request"],
  refuseSocket: ["handshake"],
  drop: ["frame", "socket"],
  loseFrame: ["frame"],
  duplicateFrame: ["frame"],
  delayFrame: ["frame"],
  reorderFrame: ["frame"],
  partition: ["request", "handshake", "frame", "end"],
};

/** Whether a fault is about this. */
export function fitsFault({ action, match }: ReadFault, target: Target): boolean {
  const [name] = Object.keys(action) as [ActionName];
  if (!STRIKES[name].includes(target.kind)) return false;
  const { uid, deviceId } = match;
  if (target.kind === "handshake") return uid === undefined && deviceId === undefined;
  if (uid !== undefined && uid !== target.uid) return false;
  if (deviceId !== undefined && deviceId !== target.deviceId) return false;
  switch (target.kind) {
    case "request":
      return fitsRequest(match, target) && (name !== "expireToken" || target.authToken !== undefined);
    case "frame":
      if (name === "drop" && !isAboutFrames(match)) return false;
      if (name === "reorderFrame" && target.isAwaited) return false;
      return (
        (match.frame === undefined || match.frame === target.frame) &&
        (match.direction === undefined || match.direction === target.direction)
      );
    case "socket":
      return !isAboutFrames(match);
    case "end":
      return true;
  }
}

function isAboutFrames({ frame, direction }: ReadFault["match"]): boolean {
  return frame !== undefined || direction !== undefined;
}

function fitsRequest({ operation, method, path }: ReadFault["match"], target: RequestTarget): boolean {
  return (
    (operation === undefined || operation === target.operation) &&
    (method === undefined || method === target.method) &&
    (path === undefined || target.path.endsWith(path))
  );
}
