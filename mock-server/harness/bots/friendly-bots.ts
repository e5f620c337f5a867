import type { BotScript } from "./script.ts";

/** What people say who mean well and have little to say. */
const SMALL_TALK = [
  "Sounds good to me!",
  "Really? Tell me more.",
  "Let me think about it until tomorrow.",
  "Ha, I was about to write the same.",
  "Sure. When does it suit you?",
  "I am on my way, talk to you in ten minutes.",
] as const;

/**
 * Scripts for users who answer whatever they are told, each beginning with another line.
 *
 * @example startServer({ bots: friendlyBots(["cometchat-uid-2", "cometchat-uid-3"]) });
 */
export function friendlyBots(uids: readonly string[]): readonly BotScript[] {
  return uids.map((uid, at) => ({
    uid,
    answers: [
      { when: "\\b(hi|hello|hey|good morning)\\b", say: "Hi {sender}! How are you?", react: "👋" },
      { when: "\\b(thanks|thank you)\\b", say: "You are welcome!", react: "❤️" },
      { when: "\\b(bye|see you|good night)\\b", say: "See you, {sender}!" },
      { say: SMALL_TALK.map((_line, n) => SMALL_TALK[(n + at) % SMALL_TALK.length] as string) },
    ],
  }));
}
