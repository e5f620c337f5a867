import type { Message } from "../../records.ts";
import type { Seen } from "./rule.ts";

/** What is told of a command at a glance, each a bit: a rule that needs one is not looked at where it is missing. */
const BITS = {
  /** Done with an API key. */
  byKey: 1,
  /** A privilege table was read for it. */
  guarded: 2,
  // The rest is about what `sendMessage` has sent.
  toUser: 4,
  toGroup: 8,
  notText: 16,
  reply: 32,
  quoting: 64,
  mentioning: 128,
  tagged: 256,
  withMetadata: 512,
  moderated: 1024,
  hidden: 2048,
  notCounted: 4096,
} as const;

export type Trait = keyof typeof BITS;

type Known = Pick<Seen, "command" | "consulted" | "value" | "error">;

/** Traits as one number, for {@link hasTraits}. */
export function traitSet(traits: readonly Trait[]): number {
  return traits.reduce((set, trait) => set | BITS[trait], 0);
}

/** The traits of a command that was carried out or refused, as one number. */
export function traitsOf({ command, consulted, value, error }: Known): number {
  const byKey = command.as.kind === "apiKey" ? BITS.byKey : 0;
  const guarded = consulted.length > 0 ? BITS.guarded : 0;
  const isSent = command.operation === "sendMessage" && error === undefined;
  return byKey | guarded | (isSent ? traitsOfMessage(value as Message) : 0);
}

/** Whether all that are needed are there. */
export function hasTraits(traits: number, needed: number): boolean {
  return (traits & needed) === needed;
}

function traitsOfMessage(message: Message): number {
  const { category, type, data } = message;
  return (
    (message.receiverType === "group" ? BITS.toGroup : BITS.toUser) |
    (category === "message" && type === "text" ? 0 : BITS.notText) |
    (message.parentId === undefined ? 0 : BITS.reply) |
    (message.quotedMessageId === undefined ? 0 : BITS.quoting) |
    (message.mentions === undefined ? 0 : BITS.mentioning) |
    (message.tags === undefined ? 0 : BITS.tagged) |
    (data.metadata === undefined ? 0 : BITS.withMetadata) |
    (message.moderation === undefined ? 0 : BITS.moderated) |
    (message.hiddenFrom === undefined ? 0 : BITS.hidden) |
    (message.counts ? 0 : BITS.notCounted)
  );
}
