import * as z from "zod";
import { serviceError } from "../errors.ts";
import { nameField, urlField } from "../fields.ts";
import { requireUser } from "../lookups.ts";
import { operation } from "../operation.ts";
import type { Message, User } from "../records.ts";
import { knownId, newUid } from "../rules/identifiers.ts";
import { LIMITS } from "../rules/limits.ts";
import { sendMessage } from "./send-message.ts";

/**
 * Makes a bot: a user of the default role that the app's server speaks through. The service has no REST route for it,
 * only its dashboard, and neither has this one (assumed). docs: rest-api/constraints-rate-limits-and-errors (25 bots)
 */
export const createBot = operation({
  name: "createBot",
  access: "key",
  input: () =>
    z.object({
      uid: newUid.max(LIMITS.botUidLength),
      name: nameField,
      avatar: urlField.optional(),
    }),
  run({ state, now }, profile): User {
    if (state.bots.has(profile.uid)) throw serviceError("ERR_BOT_ALREADY_EXISTS", { uid: profile.uid });
    if (state.users.has(profile.uid)) throw serviceError("ERR_UID_ALREADY_EXISTS", { uid: profile.uid });
    if (state.bots.size >= LIMITS.botsPerApp) {
      throw serviceError("ERR_PLAN_QUOTA_RESTRICTION", { limit: LIMITS.botsPerApp, what: "bots per app" });
    }
    const user: User = { ...profile, role: "default", createdAt: now };
    state.users.put(user);
    state.bots.put({ uid: user.uid, createdAt: now });
    return user;
  },
});

/** A bot speaks under the rules for any other user: to a group as its member (assumed). docs: rest-api (send-bot-message) */
export const sendBotMessage = operation({
  name: "sendBotMessage",
  access: "key",
  input: () => sendMessage.input.extend({ uid: knownId }),
  run(context, { uid, ...message }): Message {
    const { state } = context;
    if (!state.bots.has(uid)) throw serviceError("ERR_BOT_NOT_FOUND", { uid });
    const actor = { ...context.actor, uid: requireUser(state, uid).uid, isApp: false };
    return sendMessage.run({ ...context, actor }, message);
  },
});
