import * as z from "zod";
import { invalidField, serviceError } from "../errors.ts";
import { extensionMessageInput, sendExtensionMessage } from "../extension-messages.ts";
import { inject, injectedInto } from "../injections.ts";
import { requireLiveMessage } from "../live-message.ts";
import { type Context, operation } from "../operation.ts";
import type { Message } from "../records.ts";
import { nextSerial } from "../state.ts";

/** A poll as its message carries it. docs: fundamentals/polls; seen from the official UI kits */
export interface PollCard {
  readonly id: string;
  readonly question: string;
  /** By number, from 1. */
  readonly options: Readonly<Record<string, string>>;
  readonly results: { readonly total: number; readonly options: Readonly<Record<string, PollOption>> };
}

interface PollOption {
  readonly text: string;
  readonly count: number;
  readonly voters: Readonly<Record<string, { readonly name: string; readonly avatar?: string | undefined }>>;
}

const text = z.string().trim().min(1);

/** Sends a poll. docs: fundamentals/polls; that there are two options at least is assumed. */
export const createPoll = operation({
  name: "createPoll",
  access: "user",
  input: () => extensionMessageInput.extend({ question: text, options: z.array(text).min(2) }),
  run(context, { question, options: texts, ...to }): { poll: PollCard; message: Message } {
    const { state, actor, randomness } = context;
    const id = randomness.hex(32, "poll", nextSerial(state, "poll"));
    const numbered = texts.map((option, index) => [String(index + 1), option] as const);
    const options = Object.fromEntries(numbered);
    const results = numbered.map(
      ([number, option]) => [number, { text: option, count: 0, voters: {} }] as const,
    );
    const poll = { id, question, options, results: { total: 0, options: Object.fromEntries(results) } };
    const message = sendExtensionMessage(context, to, "polls", {
      type: "extension_poll",
      part: poll,
      text: question,
      customData: { id, question, options },
    });
    state.polls.put({ id, messageId: message.id, uid: actor.uid });
    return { poll, message };
  },
});

/** Votes, or changes the vote (assumed); everybody who sees the poll may. docs: fundamentals/polls */
export const votePoll = operation({
  name: "votePoll",
  access: "user",
  input: () => z.object({ id: z.string(), vote: z.coerce.string() }),
  run(context, { id, vote }): PollCard {
    const { message, poll } = requirePoll(context, id);
    if (!Object.hasOwn(poll.options, vote)) throw invalidField("vote", `The poll has no option ${vote}.`);
    const { uid } = context.actor;
    const user = context.state.users.get(uid);
    const counted = Object.entries(poll.results.options).map(([number, option]) => {
      const others = Object.entries(option.voters).filter(([voter]) => voter !== uid);
      if (number === vote) others.push([uid, { name: user?.name ?? uid, avatar: user?.avatar }]);
      return [number, { ...option, count: others.length, voters: Object.fromEntries(others) }] as const;
    });
    const total = counted.reduce((sum, [, { count }]) => sum + count, 0);
    const voted = { ...poll, results: { total, options: Object.fromEntries(counted) } };
    inject(context, message, "polls", voted);
    return voted;
  },
});

/** The results of a poll, for whoever asked the question. docs: fundamentals/polls; the code is assumed. */
export const pollResults = operation({
  name: "pollResults",
  access: "user",
  input: () => z.object({ id: z.string() }),
  run(context, { id }): PollCard {
    const { poll, uid } = requirePoll(context, id);
    if (uid !== context.actor.uid) throw serviceError("ERR_PERMISSION_DENIED", { action: "pollResults" });
    return poll;
  },
});

/** @throws ServiceError `ERR_BAD_REQUEST` for an unknown poll (assumed), and those of a message out of reach */
function requirePoll(context: Context, id: string) {
  const row = context.state.polls.get(id);
  if (!row) throw invalidField("id", `The poll ${id} does not exist.`);
  const message = requireLiveMessage(context, row.messageId);
  // Nobody but the service writes this part of a message that it has sent itself.
  return { uid: row.uid, message, poll: injectedInto(message).polls as PollCard };
}
