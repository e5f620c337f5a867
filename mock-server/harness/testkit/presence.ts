import type { App, Clock, ConnectionTiming } from "../../simulator/index.ts";
import type { Backend } from "../backend.ts";
import type { SocketSession } from "../surface.ts";

/** A socket without a client behind it, so that a user is online. */
export interface Attendance {
  /** Whether the socket is open still: the server may have ended it. */
  readonly isHere: boolean;
  /** The socket is gone, as by a line that breaks. */
  drop(): void;
}

interface AttendanceOptions {
  readonly app: App;
  readonly backend: Backend;
  readonly clock: Clock;
  readonly timing: ConnectionTiming;
}

/**
 * Brings a user online, by the same way as a client: a session and an authenticated socket, which pings when it has to.
 *
 * @throws ServiceError for a user who is not there
 */
export function attend(uid: string, { app, backend, clock, timing }: AttendanceOptions): Attendance {
  const { authToken } = backend.execute(app, "createAuthToken", { uid });
  const jwt = app.state.authTokens.get(authToken)?.jwt;
  let stopPings = () => {};
  let isGone = false;
  const session: SocketSession = backend.openSocket(
    { send: () => {}, close: (code) => leave(code) },
    "testkit",
  );
  session.receive(
    JSON.stringify({ appId: app.appId, type: "auth", deviceId: `testkit-${authToken}`, body: { auth: jwt } }),
  );
  if (timing.pingTimeout > 0) ping();
  return {
    get isHere() {
      return !isGone;
    },
    drop: () => leave(1006),
  };

  function ping(): void {
    if (isGone) return;
    session.receive(JSON.stringify({ action: "ping" }));
    stopPings = clock.schedule(timing.pingTimeout / 2, ping);
  }

  function leave(code: number): void {
    if (isGone) return;
    isGone = true;
    stopPings();
    session.closed(code);
  }
}
