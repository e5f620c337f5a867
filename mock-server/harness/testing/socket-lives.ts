import fc from "fast-check";
import type { createBackendWorld, TestSocket } from "./backend-world.ts";

// Random lives of an app as its clients live them: several users on several devices, over REST and sockets.

export const UIDS = ["alice", "bob", "carol", "dave"] as const;
export const GUIDS = ["team", "club"] as const;
const SUBSCRIPTIONS = ["ALL_USERS", "FRIENDS", undefined] as const;

/** Somebody's device; it has a session and a socket from time to time. */
export interface Device {
  readonly uid: string;
  /** What it calls itself: its session id. */
  readonly id: string;
}

export const DEVICES: readonly Device[] = UIDS.flatMap((uid) =>
  [1, 2].map((serial) => ({ uid, id: `${uid}-${serial}` })),
);

/** One thing that happens in a life. */
export type Deed =
  | { readonly does: "connect"; readonly on: Device; readonly subscription: (typeof SUBSCRIPTIONS)[number] }
  | { readonly does: "drop" | "logOut"; readonly on: Device }
  | { readonly does: "ask"; readonly on: Device; readonly request: Request }
  | { readonly does: "tell"; readonly on: Device; readonly frame: object }
  | { readonly does: "serve"; readonly request: Request; readonly onBehalfOf: string | undefined }
  /** In milliseconds. */
  | { readonly does: "wait"; readonly time: number };

export type Request = readonly [method: string, path: string, body?: unknown];

const device = fc.constantFrom(...DEVICES);
const uid = fc.constantFrom(...UIDS);
const guid = fc.constantFrom(...GUIDS);
/** One of the latest messages, counted back from the newest: whoever lives the life puts its id in. */
const id = fc.nat({ max: 9 }).map((back) => `~${back}`);
const address = fc.oneof(
  uid.map((receiver) => ({ receiver, receiverType: "user" })),
  guid.map((receiver) => ({ receiver, receiverType: "group" })),
);
const text = { category: "message", type: "text", data: { text: "hi" } };
const conversation = fc.oneof(
  uid.map((name) => `/users/${name}/conversation`),
  guid.map((name) => `/groups/${name}/conversation`),
);
const scope = fc.constantFrom("admin", "moderator", "participant");

/** What a client asks of the service, and how often. */
const REQUESTS: readonly (readonly [weight: number, request: fc.Arbitrary<Request>])[] = [
  [30, address.map((to) => ["POST", "/messages", { ...text, ...to }])],
  [
    5,
    fc.tuple(address, id).map(([to, parent]) => ["POST", `/messages/${parent}/thread`, { ...text, ...to }]),
  ],
  [4, id.map((at) => ["PUT", `/messages/${at}`, { data: { text: "edited" } }])],
  [2, id.map((at) => ["DELETE", `/messages/${at}`])],
  [5, id.map((at) => ["POST", `/messages/${at}/reactions/x`])],
  [2, id.map((at) => ["DELETE", `/messages/${at}/reactions/x`])],
  [3, id.map((at) => ["POST", `/messages/${at}/pin`])],
  [2, id.map((at) => ["DELETE", `/messages/${at}/pin`])],
  [2, id.map((at) => ["POST", `/messages/${at}/save`])],
  [5, conversation.map((path) => ["POST", `${path}/read`])],
  [2, conversation.map((path) => ["POST", `${path}/delivered`])],
  [2, conversation.map((path) => ["POST", `${path}/pin`])],
  [1, conversation.map((path) => ["DELETE", path])],
  [5, guid.map((name) => ["POST", `/groups/${name}/members`])],
  [3, guid.map((name) => ["DELETE", `/groups/${name}/members`])],
  [
    3,
    fc
      .tuple(guid, uid, uid)
      .map(([name, a, b]) => ["PUT", `/groups/${name}/members`, { participants: [a, b] }]),
  ],
  [3, fc.tuple(guid, uid).map(([name, who]) => ["DELETE", `/groups/${name}/members/${who}`])],
  [2, fc.tuple(guid, uid).map(([name, who]) => ["POST", `/groups/${name}/bannedusers/${who}`])],
  [4, fc.tuple(guid, uid).map(([name, who]) => ["DELETE", `/groups/${name}/bannedusers/${who}`])],
  [
    2,
    fc
      .tuple(guid, uid, scope)
      .map(([name, who, to]) => ["PUT", `/groups/${name}/members/${who}`, { scope: to }]),
  ],
  [3, uid.map((who) => ["POST", "/blockedusers", { blockedUids: [who] }])],
  [2, uid.map((who) => ["DELETE", "/blockedusers", { blockedUids: [who] }])],
  [3, address.map((to) => ["POST", "/calls", { type: "audio", ...to }])],
  [
    14,
    // The session is the newest call's, put in like an id.
    fc
      .constantFrom("ongoing", "ongoing", "ended", "ended", "rejected", "busy", "cancelled", "unanswered")
      .map((status) => ["PUT", "/calls/:newest", { status, joinedAt: 1 }]),
  ],
];

const request = fc.oneof(...REQUESTS.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** What a client says over its socket. */
const frame = fc.oneof(
  address.map((to) => ({ ...to, type: "typing_indicator", body: { action: "started" } })),
  address.map((to) => ({ ...to, type: "transient_message", body: { data: {} } })),
  fc
    .tuple(address, id, fc.constantFrom("read", "delivered"))
    .map(([to, messageId, action]) => ({ ...to, type: "receipts", body: { action, messageId } })),
);

const served = fc.oneof(
  { weight: 4, arbitrary: address.map((to): Request => ["POST", "/messages", { ...text, ...to }]) },
  { weight: 2, arbitrary: id.map((at): Request => ["DELETE", `/messages/${at}`]) },
  { weight: 1, arbitrary: uid.map((who): Request => ["DELETE", `/users/${who}/auth_tokens`]) },
  { weight: 1, arbitrary: uid.map((who): Request => ["DELETE", `/users/${who}`]) },
  { weight: 3, arbitrary: fc.constant<Request>(["PUT", "/users", { uidsToActivate: UIDS }]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(guid, uid)
      .map(([name, who]): Request => ["POST", `/groups/${name}/members`, { participants: [who] }]),
  },
);

const DEEDS: readonly (readonly [weight: number, deed: fc.Arbitrary<Deed>])[] = [
  [
    12,
    fc
      .tuple(device, fc.constantFrom(...SUBSCRIPTIONS))
      .map(([on, subscription]) => ({ does: "connect", on, subscription })),
  ],
  [3, device.map((on) => ({ does: "drop", on }))],
  [2, device.map((on) => ({ does: "logOut", on }))],
  [45, fc.tuple(device, request).map(([on, asked]) => ({ does: "ask", on, request: asked }))],
  [12, fc.tuple(device, frame).map(([on, said]) => ({ does: "tell", on, frame: said }))],
  [
    6,
    fc
      .tuple(served, fc.option(uid, { nil: undefined }))
      .map(([asked, onBehalfOf]) => ({ does: "serve", request: asked, onBehalfOf })),
  ],
  [10, fc.constantFrom(1, 10, 20, 25).map((time) => ({ does: "wait", time }))],
];
const deed = fc.oneof(...DEEDS.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** A random life, in which each thing says what it is. */
export const livesArbitrary: fc.Arbitrary<readonly Deed[]> = fc.array(deed, {
  minLength: 30,
  maxLength: 120,
  size: "max",
});

/** A socket that has been open at some time in a life. */
export interface Listener extends Device {
  readonly socket: TestSocket;
  readonly subscription: string | undefined;
  /** Whether its session goes on and it has not gone away. */
  isLive: boolean;
}

type World = ReturnType<typeof createBackendWorld>;

/** Begins a life, with everybody on both devices, and keeps the book of who is there while it is lived deed by deed. */
export function openLife(world: World) {
  const { app, backend } = world;
  const tokens = new Map<string, string>();
  const listeners: Listener[] = [];
  const isThere = (uid: string) => app.state.users.get(uid)?.deactivatedAt === undefined;

  world.addUsers(...UIDS);
  const [alice, bob, carol, dave] = UIDS;
  const team = { guid: "team", name: "Team", members: { moderators: [bob], participants: [carol, dave] } };
  backend.execute(app, "createGroup", team, alice);
  backend.execute(
    app,
    "createGroup",
    { guid: "club", name: "Club", members: { participants: [carol], usersToBan: [dave] } },
    bob,
  );
  backend.execute(app, "addFriends", { uid: alice, accepted: [bob, dave] });

  const leave = (isMeant: (listener: Listener) => boolean) => {
    for (const listener of listeners) if (isMeant(listener)) listener.isLive = false;
  };
  const live = ({ id }: Device) => listeners.find((listener) => listener.id === id && listener.isLive);
  /** Puts in what was only known to be recent. */
  const resolve = <T>(said: T): T => {
    const newest = Math.max(0, ...[...app.state.messages.values()].map((row) => row.id));
    const call = [...app.state.calls.values()].at(-1)?.sessionId ?? "none";
    const text = JSON.stringify(said).replaceAll(":newest", call);
    return JSON.parse(text.replaceAll(/~(\d+)/g, (_all, back) => String(newest - Number(back)))) as T;
  };
  const connect = (on: Device, subscription: Listener["subscription"]) => {
    const { authToken, jwt } = world.login(on.uid);
    tokens.set(on.id, authToken);
    leave(({ id: other }) => other === on.id);
    const presence = subscription === undefined ? {} : { presenceSubscription: subscription };
    const socket = world.connect(on.uid, { deviceId: on.id, jwt, ...presence });
    listeners.push({ ...on, socket, subscription, isLive: true });
  };

  for (const [at, on] of DEVICES.entries()) connect(on, SUBSCRIPTIONS[at % SUBSCRIPTIONS.length]);
  const said = { ...text, category: "message", type: "text" } as const;
  backend.execute(app, "sendMessage", { ...said, receiver: "bob", receiverType: "user" }, "alice");
  backend.execute(app, "sendMessage", { ...said, receiver: "team", receiverType: "group" }, "carol");
  world.clock.advance(1_000);

  return {
    /** All there have ever been, oldest first. */
    listeners,
    async live(one: Deed): Promise<void> {
      switch (one.does) {
        case "connect": {
          if (isThere(one.on.uid)) connect(one.on, one.subscription);
          return;
        }
        case "drop":
          live(one.on)?.socket.drop();
          leave(({ id: other }) => other === one.on.id);
          return;
        case "logOut":
          if (!tokens.has(one.on.id)) return;
          await world.client(tokens.get(one.on.id) ?? "", "DELETE", "/v3.0/me", undefined, one.on.id);
          tokens.delete(one.on.id);
          leave(({ id: other }) => other === one.on.id);
          return;
        case "ask": {
          const [method, path, body] = resolve(one.request);
          await world.client(tokens.get(one.on.id) ?? "", method, `/v3.0${path}`, body, one.on.id);
          return;
        }
        case "tell":
          live(one.on)?.socket.send({ appId: app.appId, deviceId: one.on.id, ...resolve(one.frame) });
          return;
        case "serve": {
          const [method, path, body] = resolve(one.request);
          const { error } = await world.server(method, `/v3${path}`, body, one.onBehalfOf);
          // Of all that a server asks for here, these end sessions.
          const ended = method === "DELETE" && /^\/users\/(\w+)(\/auth_tokens)?$/.exec(path)?.[1];
          if (ended && !error) leave(({ uid: whose }) => whose === ended);
          return;
        }
        case "wait":
          world.clock.advance(one.time);
      }
    },
  };
}
