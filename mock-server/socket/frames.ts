import type { ServerEvent } from "../simulator/events.ts";
import type { App, DomainEvent } from "../simulator/index.ts";
import { SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import { printConversation } from "../wire/conversation.ts";
import { printFeedItem } from "../wire/feed-item.ts";
import { printInteraction } from "../wire/interaction.ts";
import { jsonText } from "../wire/json-text.ts";
import { printMessage } from "../wire/message.ts";
import { printReaction } from "../wire/reaction.ts";
import { printUserEntity } from "../wire/user.ts";
import { type Json, type Viewpoint, viewpoint } from "../wire/viewpoint.ts";

/** The only frame the SDK takes for an answer to its ping. seen from the official SDK 4.2.0 */
export const PONG = JSON.stringify({ action: "pong" });

/** An event that is told to clients. */
export type FrameEvent = Exclude<
  DomainEvent,
  ServerEvent | { readonly type: "sessionEnded" | "agentCalled" }
>;

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
 * Prints an event, the same for all who hear it. Sockets whose session caused it drop it by its `deviceId`; what the
 * system says by itself has none, since it is news to that session too. seen from the official SDK 4.2.0
 *
 * @param resource the session that caused it, if one did
 */
export function encodeFrame(app: App, event: FrameEvent, resource: string | undefined): string {
  const view = viewpoint(app, viewerOf(event));
  return jsonText({
    appId: app.appId,
    ...addressed(event),
    deviceId: isOfSystem(event) ? undefined : resource,
    type: event.type,
    body: printBody(view, event),
  });
}

function isOfSystem(event: FrameEvent): boolean {
  return "sender" in event && event.sender === SYSTEM_UID;
}

/** The one user for whose eyes an event is; for the others, everybody who hears it gets the same text. */
function viewerOf(event: FrameEvent): string | undefined {
  switch (event.type) {
    case "message_saved":
    case "message_unsaved":
      return event.sender;
    case "conversation_pinned":
    case "conversation_unpinned":
      return event.side.uid;
    default:
      return undefined;
  }
}

function addressed(event: FrameEvent): Json {
  if (event.type === "presence") return { sender: event.uid };
  if ("side" in event) return { sender: event.sender };
  if (event.type === "notification_feed_item") return {};
  const { receiver, receiverType, sender } = event;
  const messageSender = "messageSender" in event ? event.messageSender : undefined;
  return { receiver, receiverType, sender, messageSender };
}

function printBody(view: Viewpoint, event: FrameEvent): Json {
  switch (event.type) {
    case "message":
    case "message_pinned":
    case "message_unpinned":
    case "message_saved":
    case "message_unsaved":
    case "on_moderation_status_changed":
      return printMessage(view, event.message);
    case "conversation_pinned":
    case "conversation_unpinned":
      return { conversation: printConversation(view, event.side) };
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
    case "notification_feed_item":
      return { action: event.action, feedItem: printFeedItem(event.item) };
    case "interaction_completed": {
      const interactions = event.interactions.map(printInteraction);
      return { messageId: String(event.messageId), user: printUserEntity(view, event.sender), interactions };
    }
    case "typing_indicator":
      return { action: event.action, user: printUserEntity(view, event.sender), metadata: event.metadata };
    case "transient_message":
      return { user: printUserEntity(view, event.sender), data: event.data };
    case "streamed_message": {
      const { name, message, parentId, data } = event;
      const { id, conversationId } = message;
      return { type: name, conversationId, id: String(id), parentId: String(parentId), data };
    }
    case "presence":
      return { action: event.action, timestamp: event.at, user: printUserEntity(view, event.uid) };
  }
}
