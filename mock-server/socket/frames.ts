import type { App, DomainEvent } from "../simulator/index.ts";
import { printMessage } from "../wire/message.ts";
import { printReaction } from "../wire/reaction.ts";
import { printUserEntity } from "../wire/user.ts";
import { type Json, type Viewpoint, viewpoint } from "../wire/viewpoint.ts";

/** The only frame the SDK takes for an answer to its ping. seen from the official SDK 4.2.0 */
export const PONG = JSON.stringify({ action: "pong" });

/** An event that is told to clients. */
export type FrameEvent = Exclude<DomainEvent, { readonly type: "sessionEnded" }>;

interface AuthResult {
  readonly ok: boolean;
  readonly appId?: string | undefined;
  readonly uid?: string | undefined;
  readonly deviceId?: string | undefined;
}

/**
 * The answer to an `auth` frame. `code` is a string: with a number the SDK never starts to ping. seen from the official
 * SDK 4.2.0; the refusal's form is assumed.
 */
export function authReply({ ok, appId, uid, deviceId }: AuthResult): string {
  const body = ok ? { code: "200", status: "OK" } : { code: "401", status: "ERROR" };
  return JSON.stringify({ type: "auth", appId, sender: uid, deviceId, body });
}

/** What a client is told of a frame that was refused. Assumed: the vendor's clients ignore a type they do not know. */
export function errorFrame(code: string, message: string): string {
  return JSON.stringify({ type: "error", body: { code, message } });
}

/**
 * Prints an event, the same for all who hear it. Sockets whose session caused it drop it by its `deviceId`.
 *
 * @param resource the session that caused it, if one did
 */
export function encodeFrame(app: App, event: FrameEvent, resource: string | undefined): string {
  const view = viewpoint(app, undefined);
  const envelope = event.type === "presence" ? { sender: event.uid } : addressed(event);
  return JSON.stringify({
    appId: app.appId,
    ...envelope,
    deviceId: resource,
    type: event.type,
    body: printBody(view, event),
  });
}

function addressed(event: Exclude<FrameEvent, { readonly type: "presence" }>): Json {
  const { receiver, receiverType, sender } = event;
  const messageSender = event.type === "receipts" ? event.messageSender : undefined;
  return { receiver, receiverType, sender, messageSender };
}

function printBody(view: Viewpoint, event: FrameEvent): Json {
  switch (event.type) {
    case "message":
      return printMessage(view, event.message);
    case "reaction": {
      const { conversationId, parentId } = event.message;
      return {
        action: event.action,
        ...printReaction(view, event.reaction),
        conversationId,
        parentId: parentId === undefined ? undefined : String(parentId),
      };
    }
    case "receipts": {
      const { action, at, messageId, sender } = event;
      return { action, messageId: String(messageId), timestamp: at, user: printUserEntity(view, sender) };
    }
    case "typing_indicator":
      return { action: event.action, user: printUserEntity(view, event.sender), metadata: event.metadata };
    case "transient_message":
      return { user: printUserEntity(view, event.sender), data: event.data };
    case "presence":
      return { action: event.action, timestamp: event.at, user: printUserEntity(view, event.uid) };
  }
}
