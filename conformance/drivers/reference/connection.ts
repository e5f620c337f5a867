import type { ClientOptions } from "../../protocol/index.ts";
import type { Behaviour } from "./behaviour.ts";
import type { ClientSocket, Environment } from "./environment.ts";
import type { ClientEvent } from "./frames.ts";
import type { Session } from "./session.ts";
import { compact, type Json, text } from "./wire.ts";

export type ConnectionStatus = "connected" | "connecting" | "disconnected";

interface ConnectionOptions {
  readonly options: ClientOptions;
  readonly behaviour: Behaviour;
  readonly environment: Environment;
  readonly session: () => Session | undefined;
  readonly tell: (event: ClientEvent) => void;
  readonly onFrame: (frame: Json) => void;
}

/** The client's socket over its life: when it is opened, kept up, given up. */
export interface Connection {
  status(): ConnectionStatus;
  /** A session has begun. */
  loggedIn(): void;
  /** The session is over. */
  loggedOut(): void;
  connect(): void;
  disconnect(): void;
  ping(): void;
  setForeground(isForeground: boolean): void;
  setOnline(isOnline: boolean): void;
  isOnline(): boolean;
  /** Sends a frame, if there is a socket for it. */
  send(frame: Json): boolean;
  /** Ends it without a word to anybody. */
  abandon(): void;
}

const event = (name: string): ClientEvent => ({ listener: "connection", name, payload: {} });

export function createConnection({
  options,
  behaviour,
  environment,
  session,
  tell,
  onFrame,
}: ConnectionOptions): Connection {
  const { clock } = environment;
  const { autoConnect, appId, deviceId, presenceSubscription } = options;
  let status: ConnectionStatus = "disconnected";
  let socket: ClientSocket | undefined;
  let isOpen = false;
  /** Whether the client has closed its last socket itself. */
  let hasClosed = false;
  /** Whether the app wants a socket, as far as the mode lets it. */
  let isWanted = false;
  let isForeground = true;
  let isOnline = true;
  let cancelRetry = () => {};
  let cancelPing = () => {};
  let cancelPong = () => {};
  let cancelDeadline = () => {};

  function open(): void {
    cancelRetry();
    if (socket || !isWanted || !isOnline || !session()) return;
    if (status !== "connecting") {
      status = "connecting";
      if (behaviour.tellsOfOpening(hasClosed)) tell(event("inConnecting"));
    }
    const opened = new environment.WebSocket(socketUrl(session()?.settings ?? {}));
    socket = opened;
    opened.onerror = () => {};
    opened.onopen = () => {
      if (socket !== opened) return;
      isOpen = true;
      opened.send(JSON.stringify(authFrame()));
    };
    opened.onmessage = ({ data }) => {
      if (socket === opened) receive(JSON.parse(data));
    };
    opened.onclose = () => {
      if (socket !== opened) return;
      drop();
      retry();
    };
  }

  function retry(): void {
    if (behaviour.reconnectAfter(autoConnect) === undefined || !isWanted) return;
    cancelRetry = clock.after(behaviour.reconnectAfter(autoConnect) ?? 0, open);
  }

  /** The socket is no more. */
  function drop(): void {
    socket = undefined;
    isOpen = false;
    for (const cancel of [cancelPing, cancelPong, cancelDeadline, cancelRetry]) cancel();
    const was = status;
    status = "disconnected";
    if (was === "connected") tell(event("onDisconnected"));
  }

  function close(): void {
    const closed = socket;
    drop();
    hasClosed ||= closed !== undefined;
    closed?.close(1000, "Closed by the client");
  }

  function receive(frame: Json): void {
    if (frame.action === "pong") {
      cancelPong();
      return;
    }
    if (frame.type === "auth") {
      if (!behaviour.isAccepted(frame)) return;
      status = "connected";
      if (behaviour.tellsOfOpening(hasClosed)) tell(event("onConnected"));
      hasClosed = false;
      if (isForeground) pingLater();
      return;
    }
    onFrame(frame);
  }

  function pingLater(): void {
    cancelPing();
    cancelPing = clock.after(behaviour.pingEvery, () => {
      sendPing();
      pingLater();
    });
  }

  function sendPing(): void {
    if (!isOpen) return;
    socket?.send(JSON.stringify({ action: "ping", ack: "true" }));
    cancelPong();
    cancelPong = clock.after(behaviour.pongWithin, () => {
      close();
      retry();
    });
  }

  function waitInBackground(): void {
    cancelDeadline();
    cancelDeadline = clock.after(behaviour.backgroundPatience, () => {
      isWanted = false;
      close();
    });
  }

  function socketUrl(settings: Json): string {
    const { CHAT_HOST_OVERRIDE, CHAT_HOST_APP_SPECIFIC, CHAT_HOST, CHAT_WSS_PORT } = settings;
    const host = text(CHAT_HOST_OVERRIDE) ?? text(CHAT_HOST_APP_SPECIFIC) ?? text(CHAT_HOST);
    return `wss://${host}:${text(CHAT_WSS_PORT) ?? 443}`;
  }

  function authFrame(): Json {
    const roles = presenceSubscription?.type === "ROLES" ? presenceSubscription.roles : undefined;
    return {
      appId,
      deviceId,
      type: "auth",
      sender: session()?.user.uid,
      body: compact({
        auth: session()?.jwt,
        deviceId,
        presenceSubscription: presenceSubscription?.type,
        roles,
        params: { deviceId, platform: "reference", appInfo: { version: "1.0.0", apiVersion: "v3.0" } },
      }),
    };
  }

  return {
    status: () => status,
    isOnline: () => isOnline,
    loggedIn() {
      isWanted = behaviour.connectsOnLogin(autoConnect);
      open();
    },
    loggedOut() {
      isWanted = false;
      cancelRetry();
      close();
    },
    connect() {
      isWanted = true;
      open();
    },
    disconnect() {
      if (behaviour.disconnectIsFinal) isWanted = false;
      close();
      retry();
    },
    ping() {
      if (!behaviour.pingRenews) return;
      sendPing();
      if (!isForeground && !autoConnect && socket) waitInBackground();
    },
    setForeground(comesBack) {
      if (isForeground === comesBack) return;
      isForeground = comesBack;
      if (!session()) return;
      if (isForeground) {
        cancelDeadline();
        if (behaviour.connectsInForeground(autoConnect)) isWanted = true;
        if (isOpen) pingLater();
        else open();
        return;
      }
      cancelPing();
      if (behaviour.closesInBackground(autoConnect)) {
        isWanted = false;
        close();
      } else if (socket && !autoConnect) waitInBackground();
    },
    setOnline(comesBack) {
      if (isOnline === comesBack) return;
      isOnline = comesBack;
      if (isOnline) open();
      else if (socket) close();
    },
    send(frame) {
      if (status !== "connected") return false;
      const sent = behaviour.frame(frame);
      if (sent) socket?.send(JSON.stringify(sent));
      return true;
    },
    abandon() {
      const closed = socket;
      socket = undefined;
      isWanted = false;
      for (const cancel of [cancelPing, cancelPong, cancelDeadline, cancelRetry]) cancel();
      closed?.close(1000);
    },
  };
}
