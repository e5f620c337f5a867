import { createBackendWorld, type Frame, type TestSocket } from "./backend-world.ts";
import { faultsOf } from "./frame-schemas.ts";

/** Which sockets hear each kind of frame, each as often as it hears it. */
export type Heard = Readonly<Record<string, readonly string[]>>;

/**
 * Who is there: a device each, which is called by its user and a number. The first alice acts; bob is the other party.
 * alice, bob, carol, blocker and blocked are members of `team`, which alice owns; the next three were.
 */
const DEVICES = [
  ...["alice-1", "alice-2", "bob-1", "bob-2", "carol-1", "blocker-1", "blocked-1"],
  ...["left-1", "kicked-1", "banned-1", "stranger-1", "stranger-2"],
] as const;

const USERS = [...new Set(DEVICES.map(userOf))];

/** Frames that the SDK takes even from its own session. seen from the official SDK 4.2.0 */
const PAST_THE_FILTER = new Set(["on_moderation_status_changed", "notification_feed_item"]);

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** A user of the device of this name. */
export function userOf(device: string): string {
  return device.replace(/-[^-]*$/, "");
}

/**
 * A backend with everybody on it who might hear of something, and everybody who must not: former members, blockers,
 * users of the same name in another app, sockets of sessions that have ended.
 */
export async function openStage() {
  const world = createBackendWorld();
  const { app, backend, clock } = world;
  const sockets = new Map<string, TestSocket>();
  const tokens = new Map<string, string>();
  const marks = new Map<string, number>();

  const logIn = (device: string, more: object = {}) => {
    const { authToken, jwt } = world.login(userOf(device));
    tokens.set(device, authToken);
    sockets.set(device, world.connect(userOf(device), { deviceId: device, jwt, ...more }));
  };

  world.addUsers(...USERS);
  for (const device of DEVICES) logIn(device);
  const participants = ["bob", "carol", "blocker", "blocked", "left", "kicked", "banned"];
  backend.execute(app, "createGroup", { guid: "team", name: "Team", members: { participants } }, "alice");
  backend.execute(app, "leaveGroup", { guid: "team" }, "left");
  backend.execute(app, "kickMember", { guid: "team", uid: "kicked" }, "alice");
  backend.execute(app, "banUser", { guid: "team", uid: "banned" }, "alice");
  block("blocker", "alice");
  block("alice", "blocked");
  joinOtherApp("alice", "bob");
  for (const device of ["alice-out", "bob-out"]) {
    logIn(device);
    await world.client(tokens.get(device) ?? "", "DELETE", "/v3.0/me");
  }
  settle();

  function block(by: string, whom: string): void {
    backend.execute(app, "blockUsers", { blockedUids: [whom] }, by);
  }

  /** The same users and group, and sockets on the same devices, in another app of the same server. */
  function joinOtherApp(...uids: readonly string[]): void {
    const options = { appId: "app2", region: "us", authKey: "auth-key-2", restApiKey: "rest-key-2" };
    const other = backend.addApp(options);
    for (const uid of uids) backend.execute(other, "createUser", { uid, name: uid });
    backend.execute(other, "createGroup", { guid: "team", name: "Team" }, uids[0]);
    for (const uid of uids) {
      const { jwt } = backend.execute(other, "createAuthToken", { uid });
      const socket = world.open();
      socket.send({ appId: other.appId, type: "auth", body: { auth: jwt, deviceId: "elsewhere" } });
      sockets.set(`${uid} in another app`, socket);
    }
  }

  function settle(): void {
    clock.advance(5_000);
  }

  /** From now on is heard what counts. */
  function listen(): void {
    settle();
    for (const [device, { frames }] of sockets) marks.set(device, frames.length);
  }

  return {
    world,
    block,
    logIn,
    socket(device: string): TestSocket {
      const socket = sockets.get(device);
      if (!socket) throw new Error(`Failed to find a socket: nobody is on ${device}.`);
      return socket;
    },
    /** A request of a device's, in its session. */
    async rest(device: string, method: string, path: string, body?: unknown): Promise<Frame> {
      const answer = await world.client(tokens.get(device) ?? "", method, `/v3.0${path}`, body, device);
      return answer.error ?? answer.data;
    },
    /** A request of the app's own server. */
    async server(method: string, path: string, body?: unknown, onBehalfOf?: string): Promise<Frame> {
      const answer = await world.server(method, `/v3${path}`, body, onBehalfOf);
      return answer.error ?? answer.data;
    },
    /** A frame of a device's. */
    tell(device: string, to: string, frame: Frame): void {
      const receiverType = to === "team" ? "group" : "user";
      const envelope = {
        appId: app.appId,
        receiver: to,
        receiverType,
        deviceId: device,
        sender: userOf(device),
      };
      this.socket(device).send({ ...envelope, ...frame });
    },
    listen,
    /**
     * Lets everything arrive, somebody among it who has come after the event.
     *
     * @param by the device that has caused it; nothing when it was a server
     * @throws Error when a frame lacks something, or does not name the session that caused it
     */
    heard(by?: string): Heard {
      logIn("bob-late");
      settle();
      const heard: Record<string, string[]> = {};
      for (const [device, socket] of sockets) {
        for (const frame of socket.frames.slice(marks.get(device) ?? 0)) {
          const faults = [...faultsOf(frame), ...misattributions(frame, by)];
          if (faults.length > 0) throw new Error(`${faults.join("\n")}\n${JSON.stringify(frame)}`);
          if (frame.type === "auth" || !isForeign(frame, device)) continue;
          const kind = kindOf(frame);
          heard[kind] = [...(heard[kind] ?? []), device];
        }
      }
      return heard;
    },
    /** The frames of a kind at a device since it listens. */
    frames: (device: string, kind: string): readonly Frame[] =>
      (sockets.get(device)?.frames ?? [])
        .slice(marks.get(device) ?? 0)
        .filter((frame) => kindOf(frame) === kind),
  };
}

/** Whether the SDK on this device takes the frame for news. seen from the official SDK 4.2.0 */
function isForeign(frame: Frame, device: string): boolean {
  return frame.deviceId !== device || PAST_THE_FILTER.has(frame.type);
}

/** What comes of itself names no session, so that the one that brought it about hears it too. */
function misattributions({ type, sender, deviceId, body }: Frame, by: string | undefined): readonly string[] {
  const comesOfItself =
    sender === "app_system" || type === "notification_feed_item" || body.category === "agentic";
  const expected = comesOfItself || type === "streamed_message" ? undefined : by;
  if (type === "auth" || deviceId === expected) return [];
  return [`${type}: caused by ${expected ?? "no session"}, and names ${deviceId}`];
}

/** What a frame tells, in a word or two. */
export function kindOf({ type, body, action }: Frame): string {
  if (type === undefined) return action;
  if (type === "message" && body.category === "call") return `call ${body.data.action}`;
  if (type === "message") return body.data.action ?? body.type;
  return body.action ?? type;
}
