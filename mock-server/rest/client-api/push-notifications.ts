import { done } from "../bulk.ts";
import { route } from "../route.ts";

const PUSH = "/notifications/push/v1";

/** What a device registers and a user prefers. seen from the official SDK 4.2.0, which looks for `success` */
export const pushRoutes = [
  route({
    method: "GET",
    path: `${PUSH}/preferences`,
    operation: "getPushPreferences",
    print: (preferences) => preferences,
  }),
  route({
    method: "PATCH",
    path: `${PUSH}/preferences`,
    operation: "updatePushPreferences",
    input: ({ body }) => body,
    print: (preferences) => preferences,
  }),
  route({
    method: "DELETE",
    path: `${PUSH}/preferences`,
    operation: "resetPushPreferences",
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
    print: () => done("The push token has been registered successfully."),
  }),
  route({
    method: "DELETE",
    path: `${PUSH}/tokens`,
    operation: "unregisterPushToken",
    print: () => done("The push token has been unregistered successfully."),
  }),
  route({
    method: "PUT",
    path: `${PUSH}/preferences/mute`,
    operation: "muteConversations",
    input: ({ body }) => ({ conversations: body.conversations }),
    print: () => done("The conversations have been muted successfully."),
  }),
  route({
    method: "DELETE",
    path: `${PUSH}/preferences/mute`,
    operation: "unmuteConversations",
    input: ({ body }) => ({ conversations: body.conversations }),
    print: () => done("The conversations have been unmuted successfully."),
  }),
  route({
    method: "GET",
    path: `${PUSH}/preferences/mute`,
    operation: "listMutedConversations",
    print: (mutes) => ({ mutedConversations: mutes.map(({ id, type, until }) => ({ id, type, until })) }),
  }),
  route({
    method: "GET",
    path: "/notifications/v1/preferences/timezone",
    operation: "getTimezone",
    print: (timezone) => ({ success: true, timezone }),
  }),
  route({
    method: "PATCH",
    path: "/notifications/v1/preferences/timezone",
    operation: "updateTimezone",
    input: ({ body }) => ({ timezone: body.timezone }),
    print: () => done("The timezone has been updated successfully."),
  }),
];
