import * as z from "zod";
import { jsonObject } from "../simulator/index.ts";
import { once } from "../simulator/once.ts";

// The frames a client may send, read as leniently as the service reads them: only what is used is looked at.

const pingFrame = once(() => z.object({ action: z.literal("ping") }));

const typedFrame = once(() => {
  const receiverFields = {
    receiver: z.string(),
    /** `chat` and `groupchat`: what the SDK's endTyping says of a plain object. */
    receiverType: z
      .enum(["user", "group", "chat", "groupchat"])
      .transform((type) => (type.startsWith("group") ? "group" : "user")),
    deviceId: z.string().optional(),
  };

  const authFrame = z.object({
    type: z.literal("auth"),
    appId: z.string().default(""),
    deviceId: z.string().optional(),
    body: z.object({
      auth: z.string().optional(),
      deviceId: z.string().optional(),
      presenceSubscription: z.enum(["ALL_USERS", "ROLES", "FRIENDS"]).optional().catch(undefined),
      roles: z.array(z.string()).default([]),
      /** What it says of its device. seen from the official SDK 4.2.0 */
      params: z
        .object({
          platform: z.string().optional(),
          userAgent: z.string().optional(),
          appInfo: jsonObject.optional(),
        })
        .optional()
        .catch(undefined),
    }),
  });

  const typingFrame = z.object({
    type: z.literal("typing_indicator"),
    ...receiverFields,
    body: z.object({ action: z.enum(["started", "ended"]), metadata: jsonObject.optional() }),
  });

  const receiptFrame = z.object({
    type: z.literal("receipts"),
    ...receiverFields,
    body: z.object({ action: z.enum(["delivered", "read"]), messageId: z.union([z.string(), z.number()]) }),
  });

  const transientFrame = z.object({
    type: z.literal("transient_message"),
    ...receiverFields,
    body: z.object({ data: z.unknown().optional() }),
  });

  return z.discriminatedUnion("type", [authFrame, typingFrame, receiptFrame, transientFrame]);
});

type TypedFrame = z.output<ReturnType<typeof typedFrame>>;
export type AuthFrame = Extract<TypedFrame, { type: "auth" }>;
export type ClientFrame = { readonly type: "ping" } | TypedFrame;

const PING = { type: "ping" } as const;
/** Most of what devices send that are left alone is this. seen from the official SDK 4.2.0 */
const SDK_PING = '{"action":"ping","ack":"true"}';

/**
 * Reads one text frame from a client.
 *
 * @returns `undefined` for anything that is no frame of the protocol
 */
export function readFrame(text: string): ClientFrame | undefined {
  if (text === SDK_PING) return PING;
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined; // Junk from the network is an answer, not a failure of ours.
  }
  if (pingFrame().safeParse(json).success) return PING;
  return typedFrame().safeParse(json).data;
}
