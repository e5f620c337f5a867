import type { App } from "../../simulator/index.ts";
import type { Backend } from "../backend.ts";
import type { SocketSession } from "../surface.ts";

/** A socket without a client behind it, so that a user is online. */
export interface Attendance {
  /** Whether the socket is open still: the server may have ended it. */
  readonly isHere: boolean;
  /** The socket is gone, as by a line that breaks. */
  drop(): void;
}

/** The address of sockets without a client, which no client's can be. */
export const ATTENDANCE = "testkit";

/**
 * Brings a user online, by the same way as a client: a session and an authenticated socket. It is not asked for pings,
 * so that a day of a thousand of them passes at once.
 *
 * @throws ServiceError for a user who is not there
 */
export function attend(uid: string, app: App, backend: Backend): Attendance {
  const { authToken, jwt } = backend.execute(app, "createAuthToken", { uid });
  let isGone = false;
  const session: SocketSession = backend.openSocket(
    { send: () => {}, close: (code) => leave(code) },
    ATTENDANCE,
    { pingTimeout: 0 },
  );
  session.receive(
    JSON.stringify({ appId: app.appId, type: "auth", deviceId: `testkit-${authToken}`, body: { auth: jwt } }),
  );
  return {
    get isHere() {
      return !isGone;
    },
    drop: () => leave(1006),
  };

  function leave(code: number): void {
    if (isGone) return;
    isGone = true;
    session.closed(code);
  }
}
