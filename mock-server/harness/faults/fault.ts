import * as z from "zod";
import { adminApi } from "../../rest/admin-api/index.ts";
import { clientApi } from "../../rest/client-api/index.ts";
import { once } from "../../simulator/once.ts";
import { UsageError } from "../../usage-error.ts";
import { type ActionName, actionSchema, nameOfAction } from "./actions.ts";
import { fields, nameOf, shown, wholeNumber } from "./fields.ts";
import { FRAME_TYPES } from "./frame-types.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/** What a fault is about. Everything given must fit; a fault without it is about everything it can be. */
const matchSchema = once(() => {
  const someText = z.string({ error: ({ input }) => `${shown(input)} is no text.` }).min(1, "it is empty.");
  // What requests ask for.
  const operations = [
    ...new Set<string>([...clientApi, ...adminApi].map(({ operation }) => operation)),
    ...["callExtension", "uploadFile", "getFile"],
  ];
  return fields({
    /** Whose request or socket it is; case is no matter. */
    uid: someText.transform((uid) => uid.toLowerCase()).optional(),
    /** The SDK's session: the header `resource` of a request, what a socket has authenticated with. */
    deviceId: someText.optional(),
    operation: nameOf("operation", operations).optional(),
    method: z
      .string()
      .transform((method) => method.toUpperCase())
      .pipe(nameOf("method", METHODS))
      .optional(),
    /** How a request's path ends. */
    path: someText.optional(),
    /** The type of a frame: `message`, `receipts`, `ping` … */
    frame: nameOf("frame type", FRAME_TYPES).optional(),
    /** `in` is from the client. */
    direction: z
      .enum(["in", "out"], {
        error: ({ input }) => `${shown(input)} is neither "in" (from the client) nor "out".`,
      })
      .optional(),
  });
});

type MatchField = keyof z.output<ReturnType<typeof matchSchema>>;

const OF_REQUESTS: readonly MatchField[] = ["uid", "deviceId", "operation", "method", "path"];
const OF_FRAMES: readonly MatchField[] = ["uid", "deviceId", "frame", "direction"];

/** What is known of that which a fault hits. Whose socket it will be, no handshake says. */
const MATCHES: Readonly<Record<ActionName, readonly MatchField[]>> = {
  latency: OF_REQUESTS,
  error: OF_REQUESTS,
  rateLimit: OF_REQUESTS,
  http: OF_REQUESTS,
  truncate: OF_REQUESTS,
  reset: OF_REQUESTS,
  expireToken: OF_REQUESTS,
  refuseSocket: [],
  drop: OF_FRAMES,
  loseFrame: OF_FRAMES,
  duplicateFrame: OF_FRAMES,
  delayFrame: OF_FRAMES,
  reorderFrame: OF_FRAMES,
  partition: ["uid", "deviceId"],
};

/** A fault, as plain data. Types, checks and the description over HTTP are all read off this. */
export const faultSchema = once(() =>
  fields({
    /** What logs and other faults know it by; made up when left out. What chance decides is derived from it. */
    id: z
      .string()
      .regex(/^[\w.-]+$/, "give letters, digits, -, _ and dots.")
      .optional(),
    match: matchSchema().default({}),
    action: actionSchema(),
    /** After so many hits it is spent. */
    times: wholeNumber(1).optional(),
    /** How often it hits what it is about, from 0 to 1. */
    probability: z
      .number({ error: ({ input }) => `${shown(input)} is no number from 0 to 1.` })
      .min(0, { error: ({ input }) => `${shown(input)} is no number from 0 to 1.` })
      .max(1, { error: ({ input }) => `${shown(input)} is no number from 0 to 1.` })
      .default(1),
    /** It lets the first so many go. */
    after: wholeNumber(0).default(0),
    /** Of those that follow it takes each so-manieth only, beginning with the first. */
    every: wholeNumber(1).default(1),
  }).superRefine(({ match, action }, context) => {
    const name = nameOfAction(action);
    const allowed = MATCHES[name];
    for (const field of Object.keys(match) as MatchField[]) {
      if (match[field] === undefined || allowed.includes(field)) continue;
      const what = allowed.length > 0 ? `is matched by ${allowed.join(", ")}` : "takes no match";
      context.addIssue({
        code: "custom",
        path: ["match", field],
        message: `${name} ${what}${allowed.length > 0 ? ", and not by this" : ""}.`,
      });
    }
  }),
);

/** A fault, as it is given: plain data, in JSON as well. */
export type Fault = Readonly<z.input<ReturnType<typeof faultSchema>>>;
/** What a fault is about. */
export type FaultMatch = NonNullable<Fault["match"]>;
/** A fault, as it was read: times in milliseconds, defaults filled in. */
export type ReadFault = z.output<ReturnType<typeof faultSchema>>;

/**
 * Reads a fault.
 *
 * @throws UsageError that names each field that is wrong, and what there is instead
 */
export function readFault(given: unknown): ReadFault {
  const read = faultSchema().safeParse(given);
  if (read.success) return read.data;
  const wrong = read.error.issues.map(({ path, message }) =>
    path.length ? `${path.join(".")}: ${message}` : message,
  );
  throw new UsageError(`Failed to add the fault: ${[...new Set(wrong)].join(" ")}`);
}
