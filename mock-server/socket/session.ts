import type { App, Clock, ConnectionTiming, OperationName, Simulator } from "../simulator/index.ts";
import { type AuthFrame, type ClientFrame, readFrame } from "./client-frames.ts";
import { authReply, errorFrame, PONG } from "./frames.ts";
import type { Hub, Subscriber } from "./hub.ts";

/** The other end of a socket. */
export interface Peer {
  /** @param cause the number of what led to it in a record of what happened */
  send(text: string, cause?: number): void;
  close(code: number, reason: string): void;
}

/** What a session works with. */
export interface SessionOptions {
  readonly simulator: Simulator;
  readonly hub: Hub;
  /** Until it is known whose app the socket is of. */
  readonly clock: Clock;
  /** In milliseconds, until then. */
  readonly timing: Pick<ConnectionTiming, "authTimeout">;
  /** What is different for this one socket. */
  readonly ownTiming?: Partial<ConnectionTiming> | undefined;
  /** Hears whose socket it is, before the client does. */
  readonly onAuthenticated?: ((identity: SocketIdentity) => void) | undefined;
}

/** Whose socket it is. */
export interface SocketIdentity {
  readonly app: App;
  readonly uid: string;
  readonly deviceId: string;
  readonly connection: number;
}

/** Close codes the server uses. Clients treat all alike: they come back after five seconds. */
const CLOSE = { normal: 1000, goingAway: 1001, policy: 1008 } as const;

type Authenticated = Subscriber & SocketIdentity;

/**
 * The server side of one socket: text frames in, text frames out. It never throws.
 *
 * @param peer the other end, from any transport
 */
export function openSession(peer: Peer, options: SessionOptions) {
  const { simulator, hub } = options;
  let self: Authenticated | undefined;
  let isClosed = false;
  let isClosing = false;
  let cancelTimeout = options.clock.schedule(options.timing.authTimeout, () =>
    close(CLOSE.policy, "Not authenticated in time"),
  );

  return {
    /**
     * One text frame from the client.
     *
     * @param cause its number in a record of what happened
     */
    receive(text: string, cause?: number): void {
      if (isClosed || isClosing) return;
      const frame = readFrame(text);
      if (!frame) {
        peer.send(errorFrame("ERR_BAD_REQUEST", "The frame is none of the protocol."), cause);
      } else if (frame.type === "ping") {
        if (self) restartPingTimeout(self.app);
        peer.send(PONG, cause);
      } else if (frame.type === "auth") authenticate(frame, cause);
      else if (self) execute(self, frame, cause);
      else peer.send(authReply({ ok: false }), cause);
    },

    /** The connection is gone, whoever ended it. */
    closed(): void {
      if (isClosed) return;
      isClosed = true;
      cancelTimeout();
      if (!self) return;
      const left = self;
      const { app, connection } = left;
      hub.leave(app.appId, left);
      const leave = () => run(left, "disconnect", { connection }, {});
      const { presenceGrace } = timingOf(app);
      if (presenceGrace > 0) app.clock.schedule(presenceGrace, leave);
      else leave();
    },
  };

  function authenticate({ appId, body, deviceId }: AuthFrame, cause: number | undefined): void {
    if (self) {
      peer.send(authReply({ ok: true, appId, uid: self.uid, deviceId: self.deviceId }), cause);
      return;
    }
    const device = body.deviceId ?? deviceId ?? "";
    const outcome = simulator.execute({
      appId,
      operation: "connect",
      as: { kind: "jwt", jwt: body.auth },
      input: { deviceId: device, subscription: subscriptionOf(body), device: body.params },
      cause,
    });
    if (!outcome.ok) {
      peer.send(authReply({ ok: false }), cause);
      close(CLOSE.policy, outcome.error.code);
      return;
    }
    const { app, events, entry } = outcome;
    const { id: connection, uid } = outcome.value;
    self = {
      app,
      uid,
      deviceId: device,
      connection,
      send: (text, why) => peer.send(text, why),
      end: endedByServer,
    };
    hub.join(appId, self);
    options.onAuthenticated?.(self);
    cancelTimeout();
    restartPingTimeout(app);
    peer.send(authReply({ ok: true, appId, uid, deviceId: device }), entry ?? cause);
    hub.publish(app, events, { resource: device, delay: 0, cause: entry });
  }

  function execute(
    from: Authenticated,
    frame: Exclude<ClientFrame, AuthFrame | { type: "ping" }>,
    cause: number | undefined,
  ): void {
    const { receiver, receiverType, body } = frame;
    // A second init() of the SDK changes its session id under a living socket: the frame's own id is the one it knows.
    const origin = { resource: frame.deviceId ?? from.deviceId, cause };
    switch (frame.type) {
      case "typing_indicator":
        run(from, "sendTyping", { receiver, receiverType, ...body }, origin);
        break;
      case "transient_message":
        run(from, "sendTransient", { receiver, receiverType, ...body }, origin);
        break;
      case "receipts": {
        const input = {
          [receiverType === "group" ? "guid" : "uid"]: receiver,
          messageId: frame.body.messageId,
        };
        run(from, frame.body.action === "read" ? "markRead" : "markDelivered", input, origin);
        break;
      }
    }
  }

  function run(
    { app: { appId }, connection }: SocketIdentity,
    operation: OperationName,
    input: unknown,
    { resource, cause }: { readonly resource?: string; readonly cause?: number | undefined },
  ): void {
    const as =
      operation === "disconnect"
        ? ({ kind: "harness" } as const)
        : ({ kind: "connection", connection } as const);
    const outcome = simulator.execute({ appId, operation, as, input, resource, cause });
    if (outcome.ok) {
      hub.publish(outcome.app, outcome.events, { resource, delay: 0, cause: outcome.entry });
    } else if (!isClosed) peer.send(errorFrame(outcome.error.code, outcome.error.message), cause);
  }

  function timingOf(app: App): ConnectionTiming {
    return options.ownTiming ? { ...app.timing, ...options.ownTiming } : app.timing;
  }

  /** docs: the 30-second rule, seen from the server: silence of pings, whatever else is sent. */
  function restartPingTimeout(app: App): void {
    cancelTimeout();
    const { pingTimeout } = timingOf(app);
    if (pingTimeout > 0) {
      cancelTimeout = app.clock.schedule(pingTimeout, () => close(CLOSE.goingAway, "ping timeout"));
    }
  }

  /** Whoever ends it has counted the socket out already. */
  function endedByServer(reason: string): void {
    self = undefined;
    close(CLOSE.normal, reason);
  }

  function close(code: number, reason: string): void {
    cancelTimeout();
    isClosing = true;
    peer.close(code, reason);
  }
}

function subscriptionOf({ presenceSubscription, roles }: AuthFrame["body"]) {
  switch (presenceSubscription) {
    case "ALL_USERS":
      return { kind: "all" };
    case "FRIENDS":
      return { kind: "friends" };
    case "ROLES":
      return { kind: "roles", roles };
    case undefined:
      return { kind: "none" };
  }
}
