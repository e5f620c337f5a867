import * as z from "zod";
import { serviceError } from "../errors.ts";
import { patchOf } from "../fields.ts";
import { requireGroup, requireUser } from "../lookups.ts";
import { type Context, operation } from "../operation.ts";
import type { Mute, NotificationSettings, PushToken } from "../records.ts";
import { knownId } from "../rules/identifiers.ts";
import {
  DAYS,
  DEFAULT_PUSH_PREFERENCES,
  DEFAULT_TIMEZONE,
  type PushPreferences,
  type PushPreferencesPatch,
  pushPreferencesPatch,
} from "../rules/push-preferences.ts";
import { isTimeZone } from "../rules/time-zones.ts";
import { muteKey } from "../state.ts";

// Nothing is pushed anywhere: what a device registers and a user prefers is kept and given back.

export const getPushPreferences = operation({
  name: "getPushPreferences",
  access: "user",
  input: () => z.object({}),
  run: (context): PushPreferences => preferencesOf(context),
});

/** Changes what it names. seen from the official SDK 4.2.0, whose schedule arrives empty whatever it holds. */
export const updatePushPreferences = operation({
  name: "updatePushPreferences",
  access: "user",
  input: pushPreferencesPatch,
  run(context, patch): PushPreferences {
    const preferences = merged(preferencesOf(context), patch);
    saveSettings(context, { preferences });
    return preferences;
  },
});

export const resetPushPreferences = operation({
  name: "resetPushPreferences",
  access: "user",
  input: () => z.object({}),
  run(context): PushPreferences {
    saveSettings(context, { preferences: undefined });
    return preferencesOf(context);
  },
});

/** A token goes with the session it was registered in, one each (assumed). docs: sdk registerPushToken */
export const registerPushToken = operation({
  name: "registerPushToken",
  access: "user",
  input: () =>
    z.object({
      platform: z.string().min(1),
      providerId: z.string().min(1).default("default"),
      timezone: z.string().optional(),
      fcmToken: z.string().min(1).optional(),
      deviceToken: z.string().min(1).optional(),
      voipToken: z.string().min(1).optional(),
    }),
  run(context, { timezone, platform, providerId, ...tokens }): PushToken {
    const { state, now } = context;
    const { authToken, uid } = requireSession(context);
    const given = patchOf(tokens);
    if (Object.keys(given).length === 0) {
      throw serviceError("ERR_BAD_REQUEST", {}, { fcmToken: ["The fcmToken field is required."] });
    }
    const pushToken = { authToken, uid, platform, providerId, ...given, registeredAt: now };
    state.pushTokens.put(pushToken);
    // A runtime may not know its time zone, and says so by names that are none: no reason to be told of nothing (assumed).
    const isKnown = timezone !== undefined && isTimeZone(timezone);
    if (isKnown && settingsOf(context).timezone === undefined) saveSettings(context, { timezone });
    return pushToken;
  },
});

/** Idempotent (assumed). */
export const unregisterPushToken = operation({
  name: "unregisterPushToken",
  access: "user",
  input: () => z.object({}),
  run(context): void {
    context.state.pushTokens.remove(requireSession(context).authToken);
  },
});

/**
 * The push tokens of a user's sessions, oldest session first. The service has no API for it: a harness reads here what a
 * client has registered.
 */
export const listPushTokens = operation({
  name: "listPushTokens",
  access: "key",
  input: () => z.object({ uid: knownId }),
  run({ state }, { uid }): readonly PushToken[] {
    return state.authTokens
      .list("byUser", requireUser(state, uid).uid)
      .flatMap(({ authToken }) => state.pushTokens.get(authToken) ?? []);
  },
});

const conversationField = z.object({ id: knownId, type: z.enum(["oneOnOne", "group"]) });

/** Mutes conversations, each until a time of its own in unix milliseconds; a time that is over unmutes it. All or none. */
export const muteConversations = operation({
  name: "muteConversations",
  access: "user",
  input: () =>
    z.object({ conversations: z.array(conversationField.extend({ until: z.number().nonnegative() })) }),
  run(context, { conversations }): void {
    const { state, actor } = context;
    for (const { id, type } of conversations) {
      if (type === "group") requireGroup(state, id);
      else requireUser(state, id);
    }
    for (const conversation of conversations) {
      const mute: Mute = { uid: actor.uid, ...conversation };
      if (isMuted(context, mute)) state.mutes.put(mute);
      else state.mutes.remove(muteKey(mute));
    }
  },
});

/** What was not muted stays so (assumed). */
export const unmuteConversations = operation({
  name: "unmuteConversations",
  access: "user",
  input: () => z.object({ conversations: z.array(conversationField) }),
  run({ state, actor }, { conversations }): void {
    for (const { id, type } of conversations) state.mutes.remove(muteKey({ uid: actor.uid, id, type }));
  },
});

/** Those that are muted now. */
export const listMutedConversations = operation({
  name: "listMutedConversations",
  access: "user",
  input: () => z.object({}),
  run: (context): readonly Mute[] =>
    context.state.mutes.list("byUser", context.actor.uid).filter((mute) => isMuted(context, mute)),
});

export const getTimezone = operation({
  name: "getTimezone",
  access: "user",
  input: () => z.object({}),
  run: (context): string => settingsOf(context).timezone ?? DEFAULT_TIMEZONE,
});

/** A name of the time zone database (assumed). */
const timezoneField = z.string().refine(isTimeZone, "must be the name of a time zone.");

export const updateTimezone = operation({
  name: "updateTimezone",
  access: "user",
  input: () => z.object({ timezone: timezoneField }),
  run(context, { timezone }): void {
    saveSettings(context, { timezone });
  },
});

function settingsOf({ state, actor }: Context): NotificationSettings {
  return state.notificationSettings.get(actor.uid) ?? { uid: actor.uid };
}

function saveSettings(context: Context, patch: Partial<NotificationSettings>): void {
  context.state.notificationSettings.put({ ...settingsOf(context), ...patch });
}

function preferencesOf(context: Context): PushPreferences {
  return settingsOf(context).preferences ?? DEFAULT_PUSH_PREFERENCES;
}

function merged(before: PushPreferences, patch: PushPreferencesPatch): PushPreferences {
  const { dnd, schedule } = patch.mutePreferences ?? {};
  const days = DAYS.map((day) => {
    const stored = before.mutePreferences.schedule[day];
    return [day, { ...stored, ...patchOf(schedule?.[day] ?? {}) }] as const;
  });
  return {
    groupPreferences: { ...before.groupPreferences, ...patchOf(patch.groupPreferences ?? {}) },
    oneOnOnePreferences: { ...before.oneOnOnePreferences, ...patchOf(patch.oneOnOnePreferences ?? {}) },
    mutePreferences: {
      dnd: dnd ?? before.mutePreferences.dnd,
      schedule: Object.fromEntries(days) as PushPreferences["mutePreferences"]["schedule"],
    },
    usePrivacyTemplate: patch.usePrivacyTemplate ?? before.usePrivacyTemplate,
  };
}

function isMuted({ now }: Context, { until }: Mute): boolean {
  return until > now * 1000;
}

/** Push tokens belong to sessions, and so to clients. */
function requireSession({ actor }: Context) {
  if (!actor.token) throw serviceError("AUTH_ERR_EMPTY_AUTH_TOKEN");
  return actor.token;
}
