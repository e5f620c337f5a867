import type { Clock, ConnectionTiming, OperationName, Simulator } from "../simulator/index.ts";
import { type AuthFrame, type ClientFrame, readFrame } from "./client-frames.ts";
import { authReply, errorFrame, PONG } from "./frames.ts";
import type { Hub, Subscriber } from "./hub.ts";

/** The other end of a socket. */
export interface Peer {
  send(text: string): void;
  close(code: number, reason: string): void;
}

/** What a session works with. */
export interface SessionOptions {
  readonly simulator: Simulator;
  readonly hub: Hub;
  readonly clock: Clock;
  /** In milliseconds. */
  readonly timing: ConnectionTiming;
}

/** Close codes the server uses. Clients treat all alike: they come back after five seconds. */
const CLOSE = { normal: 1000, goingAway: 1001, policy: 1008 } as const;

interface Authenticated extends Subscriber {
  readonly appId: string;
  readonly deviceId: string;
}

/**
 * The server side of one socket: text frames in, text frames out. It never throws.
 *
 * @param peer the other end, from any transport
 */
export function openSession(peer: Peer, { simulator, hub, clock, timing }: SessionOptions) {
  let self: Authenticated | undefined;
  let isClosed = false;
  let isClosing = false;
  let cancelTimeout = clock.schedule(timing.authTimeout, () =>
    close(CLOSE.policy, "Not authenticated in time"),
  );

  return {
    /** One text frame from the client. */
    receive(text: string): void {
      if (isClosed || isClosing) return;
      const frame = readFrame(text);
      if (!frame) {
        peer.send(errorFrame("ERR_BAD_REQUEST", "The frame is none of the protocol."));
      } else if (frame.type === "ping") {
        if (self) restartPingTimeout();
        peer.send(PONG);
      } else if (frame.type === "auth") authenticate(frame);
      else if (self) execute(self, frame);
      else peer.send(authReply({ ok: false }));
    },

    /** The connection is gone, whoever ended it. */
    closed(): void {
      if (isClosed) return;
      isClosed = true;
      cancelTimeout();
      if (!self) return;
      const { appId, connection } = self;
      hub.leave(appId, self);
      const leave = () => run(appId, "disconnect", connection, { connection }, undefined);
      if (timing.presenceGrace > 0) clock.schedule(timing.presenceGrace, leave);
      else leave();
    },
  };

  function authenticate({ appId, body, deviceId }: AuthFrame): void {
    if (self) {
      peer.send(authReply({ ok: true, appId, uid: self.uid, deviceId: self.deviceId }));
      return;
    }
    const device = body.deviceId ?? deviceId ?? "";
    const outcome = simulator.execute({
      appId,
      operation: "connect",
      as: { kind: "jwt", jwt: body.auth },
      input: { deviceId: device, subscription: subscriptionOf(body), device: body.params },
    });
    if (!outcome.ok) {
      peer.send(authReply({ ok: false }));
      close(CLOSE.policy, outcome.error.code);
      return;
    }
    const { id, uid } = outcome.value;
    self = {
      appId,
      uid,
      deviceId: device,
      connection: id,
      send: (text) => peer.send(text),
      end: endedByServer,
    };
    hub.join(appId, self);
    cancelTimeout();
    restartPingTimeout();
    peer.send(authReply({ ok: true, appId, uid, deviceId: device }));
    hub.publish(outcome.app, outcome.events, { resource: device, delay: 0 });
  }

  function execute(
    { appId, connection, deviceId }: Authenticated,
    frame: Exclude<ClientFrame, AuthFrame | { type: "ping" }>,
  ): void {
    const { receiver, receiverType, body } = frame;
    // A second init() of the SDK changes its session id under a living socket: the frame's own id is the one it knows.
    const resource = frame.deviceId ?? deviceId;
    switch (frame.type) {
      case "typing_indicator":
        run(appId, "sendTyping", connection, { receiver, receiverType, ...body }, resource);
        break;
      case "transient_message":
        run(appId, "sendTransient", connection, { receiver, receiverType, ...body }, resource);
        break;
      case "receipts": {
        const input = {
          [receiverType === "group" ? "guid" : "uid"]: receiver,
          messageId: frame.body.messageId,
        };
        run(appId, frame.body.action === "read" ? "markRead" : "markDelivered", connection, input, resource);
        break;
      }
    }
  }

  function run(
    appId: string,
    operation: OperationName,
    connection: number,
    input: unknown,
    resource: string | undefined,
  ): void {
    const as =
      operation === "disconnect"
        ? ({ kind: "harness" } as const)
        : ({ kind: "connection", connection } as const);
    const outcome = simulator.execute({ appId, operation, as, input, resource });
    if (outcome.ok) hub.publish(outcome.app, outcome.events, { resource, delay: 0 });
    else if (!isClosed) peer.send(errorFrame(outcome.error.code, outcome.error.message));
  }

  /** docs: the 30-second rule, seen from the server: silence of pings, whatever else is sent. */
  function restartPingTimeout(): void {
    cancelTimeout();
    if (timing.pingTimeout > 0) {
      cancelTimeout = clock.schedule(timing.pingTimeout, () => close(CLOSE.goingAway, "ping timeout"));
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
