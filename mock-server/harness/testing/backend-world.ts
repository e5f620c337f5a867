import { webFetch } from "../../http/web.ts";
import { type Credentials, type OperationName, virtualClock } from "../../simulator/index.ts";
import type { ConnectionTiming } from "../../simulator/rules/connection-timing.ts";
import { createBackend } from "../backend.ts";

/** A frame, as a test looks at it. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the wire holds
export type Frame = Record<string, any>;

/** One end of a socket, without a network. */
export interface TestSocket {
  readonly frames: Frame[];
  /** Code and reason, once the server has closed it. */
  readonly closed: [code: number, reason: string] | undefined;
  send(frame: unknown): void;
  sendText(text: string): void;
  /** The client goes away. */
  drop(): void;
  ofType(type: string): Frame[];
}

const APP = { appId: "app1", region: "us", authKey: "auth-key", restApiKey: "rest-key" } as const;
const START = 1_700_000_000_000;

/** A whole backend on a virtual clock: what a test of the socket surface starts from. */
export function createBackendWorld(timing: Partial<ConnectionTiming> = {}) {
  const clock = virtualClock(START);
  const backend = createBackend({ clock, seed: 1, timing });
  const app = backend.addApp(APP);
  const execute = (as: Credentials, operation: OperationName, input: unknown) => {
    const outcome = backend.simulator.execute({ appId: APP.appId, operation, as, input });
    if (!outcome.ok) throw outcome.error;
    return outcome.value;
  };

  const request = async (
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: unknown,
  ): Promise<Frame> => {
    const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
    const response = await webFetch(backend)(
      new Request(`https://localhost:8443${path}`, { ...init, headers: { appId: APP.appId, ...headers } }),
    );
    return (await response.json()) as Frame;
  };

  return {
    app,
    backend,
    clock,
    addUsers(...uids: string[]) {
      for (const uid of uids) execute({ kind: "harness" }, "createUser", { uid, name: uid.toUpperCase() });
    },
    /** A request of the app's own server. */
    server: (method: string, path: string, body?: unknown, onBehalfOf?: string) =>
      request(method, path, { apikey: APP.restApiKey, ...(onBehalfOf && { onBehalfOf }) }, body),
    /** A request in a session. */
    client: (token: string, method: string, path: string, body?: unknown, resource?: string) =>
      request(method, path, { authToken: token, ...(resource && { resource }) }, body),
    /** A token and a jwt of the user's. */
    login(uid: string) {
      const { authToken } = execute({ kind: "harness" }, "createAuthToken", { uid }) as { authToken: string };
      const jwt = app.state.authTokens.get(authToken)?.jwt ?? "";
      return { authToken, jwt };
    },
    /** A socket that has said nothing yet. */
    open(): TestSocket {
      const frames: Frame[] = [];
      let closed: TestSocket["closed"];
      const session = backend.openSocket(
        {
          send: (text) => frames.push(JSON.parse(text) as Frame),
          close(code, reason) {
            closed ??= [code, reason];
            session.closed(code);
          },
        },
        "localhost:8443",
      );
      return {
        frames,
        get closed() {
          return closed;
        },
        send: (frame) => session.receive(JSON.stringify(frame)),
        sendText: (text) => session.receive(text),
        drop: () => session.closed(1006),
        ofType: (type) => frames.filter((frame) => frame.type === type),
      };
    },
    /** A socket of the user's that has authenticated. */
    connect(
      uid: string,
      options: { deviceId?: string; jwt?: string; presenceSubscription?: string; roles?: string[] } = {},
    ): TestSocket {
      const { deviceId = `WEB-${uid}`, jwt = this.login(uid).jwt, ...body } = options;
      const socket = this.open();
      socket.send({
        appId: APP.appId,
        type: "auth",
        deviceId,
        sender: uid,
        body: { auth: jwt, deviceId, ...body },
      });
      return socket;
    },
  };
}
