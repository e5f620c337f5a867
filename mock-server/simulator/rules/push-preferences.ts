import * as z from "zod";
import { once } from "../once.ts";

// The numbers stand for choices, as the official SDK 4.2.0 knows them:
// messages, replies, quoted replies: 1 none, 2 all, 3 mentions; replies also 4 subscribed threads, quoted replies also
// 4 quotes of one's own messages. Reactions: 1 none, 2 on one's own messages, 3 all. Members' actions, do not disturb:
// 1 off, 2 on.
const choice = (most: number) => z.number().int().min(1).max(most);
export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Day = (typeof DAYS)[number];

/** The parts of what a user prefers, made when somebody first asks for his preferences. */
const parts = once(() => {
  const [messages, replies, reactions, memberActions] = [choice(3), choice(4), choice(3), choice(2)];
  /** Hour and minute as one number: 930 is half past nine. */
  const timeOfDay = z.number().int().min(0).max(2400);
  return {
    daySchedule: z.object({ from: timeOfDay, to: timeOfDay, dnd: z.boolean() }),
    group: z.object({
      groupMessages: messages,
      groupReplies: replies,
      groupQuotedReplies: replies,
      groupReactions: reactions,
      groupMemberAdded: memberActions,
      groupMemberLeft: memberActions,
      groupMemberJoined: memberActions,
      groupMemberKicked: memberActions,
      groupMemberBanned: memberActions,
      groupMemberUnbanned: memberActions,
      groupMemberScopeChanged: memberActions,
    }),
    oneOnOne: z.object({
      oneOnOneMessages: messages,
      oneOnOneReplies: replies,
      oneOnOneQuotedReplies: replies,
      oneOnOneReactions: reactions,
    }),
  };
});

/** What an update may change: whatever it leaves out stays, day by day of the schedule as well. */
export const pushPreferencesPatch = once(() => {
  const { daySchedule, group, oneOnOne } = parts();
  const day = daySchedule.partial();
  const schedule = z.object(Object.fromEntries(DAYS.map((name) => [name, day])) as Record<Day, typeof day>);
  return z.object({
    groupPreferences: group.partial().optional(),
    oneOnOnePreferences: oneOnOne.partial().optional(),
    mutePreferences: z
      .object({ dnd: choice(2), schedule: schedule.partial() })
      .partial()
      .optional(),
    usePrivacyTemplate: z.boolean().optional(),
  });
});
export type PushPreferencesPatch = z.output<ReturnType<typeof pushPreferencesPatch>>;

/** What a user wants to be pushed. */
export const pushPreferences = once(() => {
  const { daySchedule, group, oneOnOne } = parts();
  return z.strictObject({
    groupPreferences: group.strict(),
    oneOnOnePreferences: oneOnOne.strict(),
    mutePreferences: z.strictObject({
      dnd: choice(2),
      // All seven days: the SDK hangs without one of them.
      schedule: z.record(z.enum(DAYS), daySchedule.strict()),
    }),
    usePrivacyTemplate: z.boolean(),
  });
});
export type PushPreferences = z.output<ReturnType<typeof pushPreferences>>;

const ALL_DAY = { from: 0, to: 2359, dnd: false };

/** What every user begins with, and comes back to: everything but reactions to others' messages (assumed). */
export const DEFAULT_PUSH_PREFERENCES: PushPreferences = {
  groupPreferences: {
    groupMessages: 2,
    groupReplies: 2,
    groupQuotedReplies: 2,
    groupReactions: 2,
    groupMemberAdded: 2,
    groupMemberLeft: 2,
    groupMemberJoined: 2,
    groupMemberKicked: 2,
    groupMemberBanned: 2,
    groupMemberUnbanned: 2,
    groupMemberScopeChanged: 2,
  },
  oneOnOnePreferences: {
    oneOnOneMessages: 2,
    oneOnOneReplies: 2,
    oneOnOneQuotedReplies: 2,
    oneOnOneReactions: 2,
  },
  mutePreferences: {
    dnd: 1,
    schedule: {
      monday: ALL_DAY,
      tuesday: ALL_DAY,
      wednesday: ALL_DAY,
      thursday: ALL_DAY,
      friday: ALL_DAY,
      saturday: ALL_DAY,
      sunday: ALL_DAY,
    },
  },
  usePrivacyTemplate: false,
};

/** Where a user is taken to be who has not said. assumed */
export const DEFAULT_TIMEZONE = "UTC";
