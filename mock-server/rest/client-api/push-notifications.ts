import * as z from "zod";
import { pushPreferences as preferencesSchema } from "../../simulator/rules/push-preferences.ts";
import { shape } from "../../wire/shape.ts";
import { filled, milliseconds } from "../../wire/words.ts";
import { done, doneShape } from "../bulk.ts";
import { route } from "../route.ts";

const PUSH = "/notifications/push/v1";

const pushPreferencesShape = shape("PushPreferences", preferencesSchema);

const mutesShape = shape("MutedConversations", () =>
  z.strictObject({
    mutedConversations: z.array(
      z.strictObject({ id: filled, type: z.enum(["oneOnOne", "group"]), until: milliseconds }),
    ),
  }),
);

const timezoneShape = shape("Timezone", () => z.strictObject({ success: z.literal(true), timezone: filled }));

/** What a device registers and a user prefers. seen from the official SDK 4.2.0, which looks for `success` */
export const pushRoutes = [
  route({
    method: "GET",
    path: `${PUSH}/preferences`,
    operation: "getPushPreferences",
    answers: pushPreferencesShape,
    print: (preferences) => preferences,
  }),
  route({
    method: "PATCH",
    path: `${PUSH}/preferences`,
    operation: "updatePushPreferences",
    input: ({ body }) => body,
    answers: pushPreferencesShape,
    print: (preferences) => preferences,
  }),
  route({
    method: "DELETE",
    path: `${PUSH}/preferences`,
    operation: "resetPushPreferences",
    answers: pushPreferencesShape,
    print: (preferences) => preferences,
  }),
  route({
    method: "POST",
    path: `${PUSH}/tokens`,
    operation: "registerPushToken",
    input: ({ body: { platform, providerId, timezone, fcmToken, deviceToken, voipToken } }) => ({
      platform,
      providerId,
      timezone,
      fcmToken,
      deviceToken,
      voipToken,
    }),
    answers: doneShape,
    print: () => done("The push token has been registered successfully."),
  }),
  route({
    method: "DELETE",
    path: `${PUSH}/tokens`,
    operation: "unregisterPushToken",
    answers: doneShape,
    print: () => done("The push token has been unregistered successfully."),
  }),
  route({
    method: "PUT",
    path: `${PUSH}/preferences/mute`,
    operation: "muteConversations",
    input: ({ body }) => ({ conversations: body.conversations }),
    answers: doneShape,
    print: () => done("The conversations have been muted successfully."),
  }),
  route({
    method: "DELETE",
    path: `${PUSH}/preferences/mute`,
    operation: "unmuteConversations",
    input: ({ body }) => ({ conversations: body.conversations }),
    answers: doneShape,
    print: () => done("The conversations have been unmuted successfully."),
  }),
  route({
    method: "GET",
    path: `${PUSH}/preferences/mute`,
    operation: "listMutedConversations",
    answers: mutesShape,
    print: (mutes) => ({ mutedConversations: mutes.map(({ id, type, until }) => ({ id, type, until })) }),
  }),
  route({
    method: "GET",
    path: "/notifications/v1/preferences/timezone",
    operation: "getTimezone",
    answers: timezoneShape,
    print: (timezone) => ({ success: true as const, timezone }),
  }),
  route({
    method: "PATCH",
    path: "/notifications/v1/preferences/timezone",
    operation: "updateTimezone",
    input: ({ body }) => ({ timezone: body.timezone }),
    answers: doneShape,
    print: () => done("The timezone has been updated successfully."),
  }),
];
