import * as z from "zod";
import { serviceError } from "../errors.ts";
import { jsonObject, patchOf } from "../fields.ts";
import { requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { AuthToken, User } from "../records.ts";
import { endSession } from "../tokens.ts";

/** A client's session: who is logged in, and on which token. */
export interface Session {
  readonly user: User;
  readonly token: AuthToken;
}

/** The second step of a login: tells the device's details and gets the session. */
export const openSession = operation({
  name: "openSession",
  access: "user",
  input: () =>
    z.object({
      platform: z.string().optional(),
      deviceId: z.string().optional(),
      appInfo: jsonObject.optional(),
    }),
  run(context, device): Session {
    const session = currentSession(context);
    const token = { ...session.token, ...patchOf(device) };
    context.state.authTokens.put(token);
    return { ...session, token };
  },
});

export const getSession = operation({
  name: "getSession",
  access: "user",
  input: () => z.object({}),
  run: currentSession,
});

/** A client's logout: this session only. */
export const closeSession = operation({
  name: "closeSession",
  access: "user",
  input: () => z.object({}),
  run(context): void {
    endSession(context, currentSession(context).token);
  },
});

function currentSession({ state, actor }: Context): Session {
  if (!actor.token) throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
  return { user: requireUser(state, actor.uid), token: actor.token };
}
