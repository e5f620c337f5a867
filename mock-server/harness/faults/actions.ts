import * as z from "zod";
import { ERRORS, type ErrorCode } from "../../simulator/index.ts";
import { once } from "../../simulator/once.ts";
import { duration, fields, nameOf, shown, wholeNumber } from "./fields.ts";

/** What a fault does, by its name: what each takes. Lengths of time are on the app's clock. */
const actions = once(() => {
  /** Checked as zod's own, which a description can only name by a reference of its own. */
  const json = z.unknown().refine((value) => z.json().safeParse(value).success, { error: "is no JSON" });

  /** Before the command is carried out, or after it: then it was, and only the answer suffers. */
  const when = z.enum(["before", "after"], {
    error: ({ input }) =>
      `${JSON.stringify(input)} is neither "before" nor "after" the command is carried out.`,
  });
  const text = z.string({ error: ({ input }) => `${JSON.stringify(input)} is no text.` });
  const delayed = { delay: duration(), jitter: duration().default(0) };

  return {
    /** The answer takes longer: `delay`, and up to `jitter` more. The command waits too unless it is `after`. */
    latency: fields({ ...delayed, when: when.default("before") }),
    /** The service refuses, with its own status for the code. */
    error: fields({
      code: nameOf("error code", Object.keys(ERRORS)).transform((code) => code as ErrorCode),
      message: text.optional(),
      details: z.record(text, z.array(text)).optional(),
      when: when.default("before"),
    }),
    /** One request too many, as the service says it. The limit is the service's own when left out. */
    rateLimit: fields({ limit: wholeNumber(1).optional(), retryAfter: duration().default(60_000) }),
    /** What stands before the service answers: a page when the body is left out or text, else JSON. */
    http: fields({
      status: wholeNumber(200, 599),
      body: z
        .union([z.string(), z.record(z.string(), json), z.array(json)], {
          error: ({ input }) => `${shown(input)} is neither text nor an object or list for JSON.`,
        })
        .optional(),
      contentType: text.optional(),
      when: when.default("before"),
    }),
    /** The connection ends before the answer does, after half of it or so many bytes. The command was carried out. */
    truncate: fields({ bytes: wholeNumber(0).optional() }),
    /** The connection ends without an answer. */
    reset: fields({ when: when.default("before") }),
    /** The session of who asks is revoked; the service's own refusal follows. */
    expireToken: fields({}),
    /** No socket is opened: the handshake is answered with this status. */
    refuseSocket: fields({ status: wholeNumber(400, 599).default(503) }),
    /** The socket ends: with 1006 without a word, else with a close frame. */
    drop: fields({
      code: wholeNumber(1000, 4999).default(1006),
      reason: text.default(""),
      delay: duration().default(0),
    }),
    loseFrame: fields({}),
    duplicateFrame: fields({ copies: wholeNumber(1, 100).default(1) }),
    /** Those behind it overtake it. */
    delayFrame: fields(delayed),
    /** It leaves right behind the next one of its socket and direction, or alone when none has come `within`. */
    reorderFrame: fields({ within: duration().default(10_000) }),
    /** Nothing comes through for so long: see README. */
    partition: duration(),
  };
});

export type ActionName = keyof ReturnType<typeof actions>;
/** What one action takes, as it was read. */
export type Taken<N extends ActionName> = z.output<ReturnType<typeof actions>[N]>;
type ActionOf<N extends ActionName, Value> = { readonly [K in N]: Value };
/** One fault's doing, as it is given. */
export type ActionInput = {
  [N in ActionName]: ActionOf<N, z.input<ReturnType<typeof actions>[N]>>;
}[ActionName];
/** One fault's doing, as it was read: times in milliseconds, defaults filled in. */
export type Action = { [N in ActionName]: ActionOf<N, Taken<N>> }[ActionName];

/** An object with the name of one action, and what it takes. */
export const actionSchema = once(() => {
  const optional = Object.fromEntries(
    Object.entries(actions()).map(([name, taken]) => [name, taken.optional()]),
  );
  const schema = fields(optional).refine((action) => givenNames(action).length === 1, {
    error: ({ input }) =>
      `a fault does one thing, not ${Object.keys(input as object).join(" and ") || "none"}. Give one of ${Object.keys(optional).join(", ")}, and add a fault for each.`,
  });
  return schema as unknown as z.ZodType<Action, ActionInput>;
});

/** What a fault does. */
export function nameOfAction(action: Action): ActionName {
  return givenNames(action)[0] as ActionName;
}

function givenNames(action: object): string[] {
  return Object.entries(action).flatMap(([name, taken]) => (taken === undefined ? [] : [name]));
}
