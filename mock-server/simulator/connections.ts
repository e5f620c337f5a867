import { detachFromCalls } from "./calls.ts";
import { type ConnectionEvent, type DomainEvent, type SessionEndedEvent, TO_SERVERS } from "./events.ts";
import { areApart, areFriends, isOnline } from "./lookups.ts";
import type { Context } from "./operation.ts";
import type { Connection, User } from "./records.ts";
import { LIMITS } from "./rules/limits.ts";
import { nextSerial, pairKey } from "./state.ts";

/**
 * Counts an authenticated socket in. The same session connecting again (a reload, a missed pong) takes the place of
 * its older socket. The user's first socket makes the user online. docs: user-presence
 */
export function openConnection(
  context: Context,
  connection: Omit<Connection, "id" | "connectedAt">,
): Connection {
  const { state } = context;
  const older = state.connections
    .list("byUser", connection.uid)
    .filter((row) => row.deviceId === connection.deviceId);
  const wasOnline = isOnline(state, connection.uid);
  const opened = { ...connection, id: nextSerial(state, "connection"), connectedAt: context.now };
  state.connections.put(opened);
  dropConnections(context, older, "replaced");
  publishConnection(context, opened, "connected", !wasOnline);
  if (!wasOnline) {
    for (const member of state.members.list("byUser", connection.uid)) state.onlineMembers.put(member);
    publishPresence(context, connection.uid, "online");
  }
  return opened;
}

/** Ends sockets from the server's side, and counts them out. */
export function dropConnections(
  context: Context,
  connections: readonly Connection[],
  reason: SessionEndedEvent["reason"],
): void {
  if (connections.length === 0) return;
  const ids = connections.map((connection) => connection.id);
  for (const id of ids) closeConnection(context, id);
  context.emit({ type: "sessionEnded", reason, audience: { connections: ids } });
}

/** Counts a socket out. The user's last one makes the user offline. docs: user-presence */
export function closeConnection(context: Context, id: number): void {
  const { state, now } = context;
  const connection = state.connections.get(id);
  if (!connection) return;
  state.connections.remove(id);
  const { uid, deviceId } = connection;
  detachFromCalls(state, uid, deviceId);
  publishConnection(context, connection, "disconnected", !isOnline(state, uid));
  if (isOnline(state, uid)) return;
  for (const member of state.members.list("byUser", uid))
    state.onlineMembers.remove(pairKey(member.guid, uid));
  const user = state.users.get(uid);
  if (user) state.users.put({ ...user, lastActiveAt: now });
  publishPresence(context, uid, "offline");
}

function publishConnection(
  { now, emit }: Context,
  connection: Connection,
  action: ConnectionEvent["action"],
  userPresenceChanged: boolean,
): void {
  emit({ type: "connection", action, connection, userPresenceChanged, at: now, audience: TO_SERVERS });
}

function publishPresence({ state, now, emit }: Context, uid: string, action: "online" | "offline"): void {
  const user = state.users.get(uid);
  if (!user || state.connections.partitionCount("byUser") > LIMITS.presenceOnlineUsers) return;
  const connections = state.connections
    .list("subscribed", "all")
    .filter((connection) => connection.uid !== uid && wantsPresence(connection, user))
    .filter(({ uid: viewer }) => !areApart(state, viewer, uid))
    .map((connection) => connection.id);
  const event: DomainEvent = { type: "presence", action, uid, at: now, audience: { connections } };
  emit(event);

  function wantsPresence({ subscription, uid: viewer }: Connection, changed: User): boolean {
    switch (subscription.kind) {
      case "all":
        return true;
      case "friends":
        return areFriends(state, viewer, changed.uid);
      case "roles":
        return subscription.roles.includes(changed.role);
      case "none":
        return false;
    }
  }
}
