import * as z from "zod";
import { closeConnection, openConnection } from "../connections.ts";
import { serviceError } from "../errors.ts";
import { jsonObject } from "../fields.ts";
import { operation } from "../operation.ts";
import type { Connection } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";

/** Whose presence a socket wants to hear of. docs: user-presence */
const subscriptionField = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("none") }),
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("friends") }),
  z.object({ kind: z.literal("roles"), roles: z.array(knownId) }),
]);

/** What a socket says of the device it is on. */
const deviceField = z.object({
  platform: z.string().optional(),
  userAgent: z.string().optional(),
  appInfo: jsonObject.optional(),
});

/** Authenticates a socket: from now on it hears what its user must hear. */
export const connect = operation({
  name: "connect",
  access: "user",
  input: () =>
    z.object({ deviceId: z.string(), subscription: subscriptionField, device: deviceField.default({}) }),
  run(context, { deviceId, subscription, device }): Connection {
    const { actor } = context;
    if (!actor.token) throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
    return openConnection(context, {
      uid: actor.uid,
      authToken: actor.token.authToken,
      deviceId,
      subscription,
      device,
    });
  },
});

/** Counts a socket out that has gone. A socket that was counted out already is no error. */
export const disconnect = operation({
  name: "disconnect",
  access: "any",
  input: () => z.object({ connection: z.number() }),
  run(context, { connection }): void {
    closeConnection(context, connection);
  },
});

/** How many users, or members of each group, are online. docs: sdk getOnlineUserCount, getOnlineGroupMemberCount */
export const onlineCounts = operation({
  name: "onlineCounts",
  access: "any",
  input: () => z.object({ groups: z.array(knownId).default([]) }),
  run({ state }, { groups }) {
    return {
      onlineUsersCount: state.connections.partitionCount("byUser"),
      groups: Object.fromEntries(
        groups
          .filter((guid) => state.groups.has(guid))
          .map((guid) => [guid, state.onlineMembers.list("byGroup", guid).length]),
      ),
    };
  },
});
