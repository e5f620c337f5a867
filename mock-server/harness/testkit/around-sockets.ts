import type { App } from "../../simulator/index.ts";
import type { SocketIdentity } from "../../socket/session.ts";
import { appIdOfSocket } from "../../wire/socket-address.ts";
import type { AroundSocket } from "../backend.ts";
import { createFaultySocket, type FaultySocket, type Frame, type OwnFaults } from "../faults/index.ts";
import type { OwnLog } from "../log/log.ts";
import { noteRefusedSocket, noteSocket, type SocketNotes } from "../log/recording.ts";
import type { ReachTracker } from "../reach/tracker.ts";
import { ATTENDANCE } from "./presence.ts";

/** What stands around the sockets of one app. */
interface SocketWatch {
  readonly tenant: App;
  readonly log: OwnLog;
  readonly reached: ReachTracker;
  readonly faults: OwnFaults;
  /** Those that faults may strike. */
  readonly sockets: Set<FaultySocket>;
}

/** Notes what goes over the sockets of apps, and lets their faults strike. */
export function aroundSockets(watchOf: (appId: string) => SocketWatch | undefined) {
  let count = 0;

  const aroundSocket: AroundSocket = (peer, address, open) => {
    count += 1;
    const number = count;
    let watch: SocketWatch | undefined;
    let notes: SocketNotes | undefined;
    let identity: SocketIdentity | undefined;
    let faulty: FaultySocket | undefined;
    let endedBy: string | undefined;

    /** The app is known now, if there is one of that name. */
    function belongTo(appId: string | undefined): void {
      watch = watchOf(appId ?? "");
      if (!watch) return;
      const { tenant, log, faults } = watch;
      notes = noteSocket(log, number, tenant.clock.now);
      // What a test does by itself meets no faults: they are for clients.
      if (address === ATTENDANCE) return;
      faulty = createFaultySocket(faults, {
        deliver: (frame, fault) => deliver(frame, fault),
        lose({ direction, text, cause }, fault) {
          notes?.frame(direction, text, { cause, fault, isLost: true });
        },
        drop(code, reason, fault) {
          endedBy ??= fault;
          peer.close(code, reason);
        },
        owner: (frame) => (identity ? ownerOf(identity) : claimedOwner(tenant, frame)),
        get isKnown() {
          return identity !== undefined;
        },
      });
      watch.sockets.add(faulty);
    }

    function deliver({ direction, text, cause }: Frame, fault: string | undefined): void {
      if (address !== ATTENDANCE) watch?.reached.frame(direction, text);
      const n = notes?.frame(direction, text, { cause, fault });
      if (direction === "out") peer.send(text);
      else session.receive(text, n);
    }

    function pass(direction: Frame["direction"], text: string, cause: number | undefined): void {
      const frame = { direction, text, cause };
      if (!faulty || faulty.isQuiet) deliver(frame, undefined);
      else faulty.pass(frame);
    }

    belongTo(appIdOfSocket(address));
    const session = open(
      {
        send: (text, cause) => pass("out", text, cause),
        close(code, reason) {
          watch?.reached.closing(reason);
          peer.close(code, reason);
        },
      },
      (known) => {
        identity = known;
        notes?.authenticated(known);
      },
    );
    return {
      receive(text) {
        // Until it has authenticated, a socket that did not say it any other way says by its frames whose it is.
        if (!watch) belongTo(frameFields(text).appId);
        pass("in", text, undefined);
      },
      closed(code) {
        const hear = () => session.closed(code);
        const tell = (fault: string | undefined) => notes?.closed(code, undefined, endedBy ?? fault);
        if (faulty) {
          watch?.sockets.delete(faulty);
          faulty.leave(tell, hear);
        } else {
          tell(undefined);
          hear();
        }
      },
    };
  };

  return {
    aroundSocket,
    /** The HTTP status to refuse a socket with, for a fault of the app that its address names. */
    refuseSocket(address: string): number | undefined {
      const watch = watchOf(appIdOfSocket(address) ?? "");
      if (!watch || watch.faults.isIdle) return undefined;
      for (const { id, action } of watch.faults.meet({ kind: "handshake" })) {
        count += 1;
        const status = "refuseSocket" in action ? action.refuseSocket.status : 503;
        noteRefusedSocket(watch.log, count, watch.tenant.clock.now(), status, id);
        return status;
      }
      return undefined;
    },
  };
}

function ownerOf({ uid, deviceId }: SocketIdentity) {
  return { uid: uid.toLowerCase(), deviceId };
}

/** Who a frame says to be from, by what would authenticate it. */
function claimedOwner({ state }: App, frame: Frame | undefined) {
  if (frame?.direction !== "in") return { uid: undefined, deviceId: undefined };
  const { jwt, deviceId } = frameFields(frame.text);
  return { uid: state.authTokens.list("byJwt", jwt ?? "")[0]?.uid.toLowerCase(), deviceId };
}

/** What a client's frame says of its socket; nothing for what is no frame of the protocol. */
function frameFields(text: string): { appId?: string; deviceId?: string; jwt?: string } {
  try {
    const { appId, deviceId, body } = JSON.parse(text) as Record<string, unknown>;
    const fields = typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
    const texts = { appId, deviceId: fields.deviceId ?? deviceId, jwt: fields.auth };
    return Object.fromEntries(Object.entries(texts).filter(([, value]) => typeof value === "string"));
  } catch {
    // A client may have sent anything.
    return {};
  }
}
