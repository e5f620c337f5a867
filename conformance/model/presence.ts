import { type ExpectedEvent, userPattern } from "./expectation.ts";
import { around } from "./pattern.ts";
import { hasBlocked, type ModelDevice, type State } from "./state.ts";

// Who is online, and who is told.

/** Seconds within which somebody was active who is told to have gone. */
const RECENT = 120;

type ConnectionName = "inConnecting" | "onConnected" | "onDisconnected";

/** What a device's own connection listener must be told. */
export function connectionEvents(
  device: ModelDevice,
  names: readonly ConnectionName[],
  rules: readonly string[],
  isOptional = false,
): readonly ExpectedEvent[] {
  return names.map((name) => ({
    device: device.id,
    name: `connection.${name}` as const,
    payload: {},
    rules: isOptional ? [] : device.hasClosed && name !== "onDisconnected" ? ["CON-LIST-04"] : rules,
    isOptional,
  }));
}

export function isOnline(state: State, uid: string, except?: ModelDevice): boolean {
  return [...state.devices.values()].some(
    (device) => device !== except && device.session === uid && device.isConnected,
  );
}

/** What is told when a device of a user connects. */
export function goesOnline(state: State, device: ModelDevice, uid: string): readonly ExpectedEvent[] {
  if (isOnline(state, uid, device)) return [];
  // Whether a user who comes back within a moment was away for others is no rule's.
  const isOptional = state.leaving.has(uid);
  return toSubscribers(state, uid, "onUserOnline", ["PRS-ON-01"]).map((event) =>
    isOptional ? { ...event, isOptional } : event,
  );
}

/**
 * What is told when a device of a user is gone. A logout is told of at once; a lost socket may come back, so that it is told
 * of a moment later or not at all.
 */
export function goesOffline(
  state: State,
  device: ModelDevice,
  { isAtOnce }: { readonly isAtOnce: boolean },
): readonly ExpectedEvent[] {
  const uid = device.session ?? "";
  if (isOnline(state, uid, device)) return [];
  if (!isAtOnce) state.leaving.add(uid);
  return toldOffline(state, uid).map((event) => ({ ...event, isOptional: !isAtOnce }));
}

/** What subscribers are told of somebody who has gone. */
export function toldOffline(state: State, uid: string): readonly ExpectedEvent[] {
  return toSubscribers(state, uid, "onUserOffline", ["PRS-OFF-01", "PRS-LAST-01"]);
}

/** What was seen when nobody but those who are told has heard of somebody who comes or goes. */
export function presenceQuiet(state: State, device: ModelDevice, uid: string): readonly string[] {
  const devices = [...state.devices.values()].filter((one) => one !== device && one.isConnected);
  const hears = devices.some((one) => one.session !== uid && isSubscribed(state, one, uid));
  if (isOnline(state, uid, device)) return hears ? ["PRS-MORE-01"] : [];
  return [
    ...(hears && devices.some((one) => one.session !== uid && !one.presence) ? ["PRS-NONE-01"] : []),
    ...(devices.some(
      (one) => one.presence?.type === "ROLES" && one.session !== uid && !isSubscribed(state, one, uid),
    )
      ? ["PRS-ROLE-01"]
      : []),
    ...(devices.some(
      (one) => one.presence?.type === "FRIENDS" && one.session !== uid && !isSubscribed(state, one, uid),
    )
      ? ["PRS-FRIEND-01"]
      : []),
    ...(device.presence?.type === "ALL_USERS" ? ["PRS-SELF-01"] : []),
  ];
}

function toSubscribers(
  state: State,
  uid: string,
  name: "onUserOnline" | "onUserOffline",
  rules: readonly string[],
): readonly ExpectedEvent[] {
  return [...state.devices.values()]
    .filter((device) => device.isConnected && device.session !== uid && isSubscribed(state, device, uid))
    .map((device) => ({
      device: device.id,
      name: `user.${name}` as const,
      payload: {
        user: {
          ...userPattern(state, uid),
          status: name === "onUserOnline" ? "online" : "offline",
          ...(name === "onUserOffline" && { lastActiveAt: around(state.now(), RECENT) }),
        } as object,
      },
      // Whether a block hides who comes and goes, the sources leave open.
      ...(isBlocked(state, device.session ?? "", uid)
        ? { rules: [], isOptional: true }
        : { rules: [...rules, ...rulesOf(device)] }),
    }));
}

const isBlocked = (state: State, one: string, other: string) =>
  hasBlocked(state, one, other) || hasBlocked(state, other, one);

function rulesOf({ presence }: ModelDevice): readonly string[] {
  if (presence?.type === "ROLES") return ["PRS-ROLE-01"];
  return presence?.type === "FRIENDS" ? ["PRS-FRIEND-01"] : [];
}

function isSubscribed(state: State, { presence, session }: ModelDevice, uid: string): boolean {
  switch (presence?.type) {
    case undefined:
      return false;
    case "ALL_USERS":
      return true;
    case "FRIENDS":
      return state.friends.has(`${session}>${uid}`);
    case "ROLES":
      return presence.roles.includes(state.users.get(uid)?.role ?? "default");
  }
}
