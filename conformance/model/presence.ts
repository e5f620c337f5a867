import { type ExpectedEvent, userPattern } from "./expectation.ts";
import type { ModelDevice, State } from "./state.ts";

// Who is online, and who is told.

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
    rules: isOptional ? [] : rules,
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
  return toSubscribers(state, uid, "onUserOnline", ["PRS-ON-01"]);
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
  return toSubscribers(state, uid, "onUserOffline", isAtOnce ? ["PRS-OFF-01"] : []).map((event) => ({
    ...event,
    isOptional: !isAtOnce,
  }));
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
        } as object,
      },
      rules: [...rules, ...rulesOf(device)],
    }));
}

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
