import { HeaderRecord } from "../../http/header-record.ts";
import { readTarget } from "../../http/target.ts";
import { webResponse } from "../../http/web.ts";
import { createTestbed, type Testbed } from "../testkit/testbed.ts";

export const START = 1_700_000_000_000;

/** A testbed's app with alice, bob and carol, whose clock stands still, and clients without a transport. */
export async function openFaultWorld(seed: number | string = 1) {
  const testbed = createTestbed({ seed, preset: "empty", start: START, frozen: true, settled: turns });
  const control = testbed.addApp({ appId: "app1", timing: { frameDelay: 0, presenceGrace: 0 } });
  const tokens = new Map<string, { authToken: string; jwt: string }>();
  for (const uid of ["alice", "bob", "carol"]) {
    await control.do("createUser", { uid, name: uid });
    tokens.set(uid, await control.do("createAuthToken", { uid }));
  }
  control.log.clear();
  const tokenOf = (uid: string) => tokens.get(uid) ?? { authToken: "", jwt: "" };

  /** The request arrives before anything else happens. */
  const ask = async (uid: string, method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = new HeaderRecord({
      appid: "app1",
      authtoken: tokenOf(uid).authToken,
      resource: `${uid}'s`,
      "content-type": "application/json",
    });
    return webResponse(
      await testbed.answer({
        ...readTarget(`https://localhost:8443/v3.0${path}`),
        scheme: "https",
        method,
        headers,
        body: body === undefined ? undefined : new TextEncoder().encode(JSON.stringify(body)),
      }),
    );
  };
  const say = (uid: string, receiver: string, text: string, more: object = {}) =>
    ask(uid, "POST", "/messages", {
      category: "message",
      type: "text",
      receiver,
      receiverType: "user",
      data: { text },
      ...more,
    });
  return { testbed, control, faults: control.faults, log: control.log, tokenOf, ask, say, connect };

  /** A user's socket, which authenticates at once. */
  function connect(uid: string) {
    return connectTo(testbed, uid, tokenOf(uid).jwt);
  }
}

/** A client's end of a socket. */
export function connectTo(testbed: Testbed, uid: string, jwt: string) {
  const types: string[] = [];
  const texts: string[] = [];
  const closed: (readonly [code: number, reason: string])[] = [];
  const session = testbed.openSocket(
    {
      send(text) {
        const { type, action, body } = JSON.parse(text);
        types.push(type ?? action);
        if (type === "message") texts.push(body.data.text);
      },
      close(code, reason) {
        closed.push([code, reason]);
        // As a transport does: never while the server is still at work.
        queueMicrotask(() => session.closed(code));
      },
    },
    "localhost:8443/ws/app1:8443",
  );
  const send = (frame: object) =>
    session.receive(JSON.stringify({ appId: "app1", deviceId: `${uid}'s`, ...frame }));
  send({ type: "auth", body: { auth: jwt } });
  return {
    /** Types of the frames that came. */
    types,
    /** Of the messages that came. */
    texts,
    closed,
    send,
    ping: () => session.receive(JSON.stringify({ action: "ping", ack: "true" })),
    type: (receiver: string, action = "started") =>
      send({ type: "typing_indicator", receiver, receiverType: "user", sender: uid, body: { action } }),
    leave: () => session.closed(1001),
  };
}

async function turns(): Promise<void> {
  for (let n = 0; n < 4; n += 1) await new Promise((resolve) => setImmediate(resolve));
}
