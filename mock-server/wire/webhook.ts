import type { App } from "../simulator/app.ts";
import type { ConnectionEvent, DomainEvent, GroupEvent, ReceiptEvent } from "../simulator/events.ts";
import { isOnline } from "../simulator/lookups.ts";
import type { Action, Message } from "../simulator/records.ts";
import { SYSTEM_UID } from "../simulator/rules/identifiers.ts";
import type { WebhookTrigger } from "../simulator/rules/webhook-triggers.ts";
import { isWithheld } from "../simulator/timelines.ts";
import { callTellings, meetingTelling } from "./call-webhook.ts";
import { printGroup, printGroupEntity } from "./group.ts";
import { type Fields, type Json, printed } from "./json-text.ts";
import { printMessage } from "./message.ts";
import { printReaction } from "./reaction.ts";
import { printUserEntity } from "./user.ts";
import { type Viewpoint, viewpoint } from "./viewpoint.ts";

/** Something that a webhook can be told: printed only if one wants to hear it. */
export interface Telling {
  readonly trigger: WebhookTrigger;
  readonly data: () => Json;
  /** docs: webhooks overview (call and meeting events) */
  readonly type?: "call" | "meet";
}

/** What an event is to webhooks; nothing, for what is told to clients only. docs: webhooks overview */
export function tellingsOf(app: App, event: DomainEvent): readonly Telling[] {
  const view = viewpoint(app, undefined);
  switch (event.type) {
    case "message":
      return [...messageTellings(view, event.message), ...legacyTellings(view, event.message)];
    case "reaction":
      return [{ trigger: event.action, data: () => ({ reaction: printReaction(view, event.reaction) }) }];
    case "receipts":
      return [{ trigger: RECEIPT_TRIGGERS[event.action], data: () => printReceipt(view, event) }];
    case "on_moderation_status_changed":
      return moderationTellings(view, event.message);
    case "group":
      return [{ trigger: GROUP_TRIGGERS[event.action], data: () => printGroupEvent(app, event) }];
    case "block": {
      const data = () => ({ users: usersByUid(view, event.uids), by: printUserEntity(view, event.by) });
      return [{ trigger: event.action === "blocked" ? "user_blocked" : "user_unblocked", data }];
    }
    case "connection":
      return [
        { trigger: "user_connection_status_changed", data: () => printConnection(view, event) },
        { trigger: "after_connection_status_changed", data: () => printLegacyConnection(view, event) },
      ];
    case "meeting":
      return [meetingTelling(view, event)];
    default:
      return [];
  }
}

const RECEIPT_TRIGGERS = {
  delivered: "message_delivery_receipt",
  read: "message_read_receipt",
  deliveredToAll: "message_delivered_to_all",
  readByAll: "message_read_by_all",
} as const satisfies Record<ReceiptEvent["action"], WebhookTrigger>;

const GROUP_TRIGGERS = {
  created: "group_created",
  updated: "group_updated",
  deleted: "group_deleted",
  ownerTransferred: "group_owner_transferred",
} as const satisfies Record<GroupEvent["action"], WebhookTrigger>;

const ACTION_TRIGGERS = {
  edited: "message_edited",
  deleted: "message_deleted",
  joined: "group_member_joined",
  left: "group_member_left",
  added: "group_member_added",
  kicked: "group_member_kicked",
  banned: "group_member_banned",
  unbanned: "group_member_unbanned",
  scopeChanged: "group_member_scope_changed",
} as const satisfies Record<Action["action"], WebhookTrigger>;

function messageTellings(view: Viewpoint, message: Message): readonly Telling[] {
  const { action, mentions } = message;
  if (message.call) return callTellings(view, message, message.call);
  // It counts as sent once moderation lets it through, which is an event of its own (assumed).
  if (isWithheld(message)) return [];
  const data = () => ({ message: printMessage(view, message) });
  if (!action) {
    const sent: Telling = { trigger: "message_sent", data };
    return mentions ? [sent, { trigger: "user_mentioned", data }] : [sent];
  }
  const trigger = ACTION_TRIGGERS[action.action];
  return [{ trigger, data: action.onMessage ? data : () => printMembership(view, message, action) }];
}

/** Any row of history, the bare message. docs: webhooks legacy events; that edits and deletions are told too is assumed. */
function legacyTellings(view: Viewpoint, message: Message): readonly Telling[] {
  return isWithheld(message) ? [] : [{ trigger: "after_message", data: () => printMessage(view, message) }];
}

/** A blocked message that is approved was approved by a person. docs: webhooks overview (moderation_…) */
function moderationTellings(view: Viewpoint, message: Message): readonly Telling[] {
  const wasBlocked = view.app.state.moderationCases.get(message.id)?.kind === "blocked";
  const data = () => ({ message: printMessage(view, message) });
  switch (message.moderation?.status) {
    case "approved":
      return [{ trigger: wasBlocked ? "moderation_manual_approved" : "moderation_engine_approved", data }];
    case "disapproved":
      // What a person blocks has no trigger.
      return wasBlocked ? [{ trigger: "moderation_engine_blocked", data }] : [];
    default:
      return [];
  }
}

/** docs: webhooks overview (group_member_…): who joins or leaves does so alone, all else is done by someone. */
function printMembership(view: Viewpoint, { receiver }: Message, action: Action): Fields {
  const { by, onUser = by, scope, membersCount } = action;
  const user = printUserEntity(view, onUser);
  const member = scope ? user.with({ scope: scope.new, oldScope: scope.old }) : user;
  const alone = action.action === "joined" || action.action === "left";
  return {
    group: printGroupEntity(view, receiver, membersCount),
    members: { [onUser]: member },
    by: alone ? undefined : printUserEntity(view, by),
  };
}

function printGroupEvent(app: App, { action, group, membersCount, oldOwner }: GroupEvent): Fields {
  const { state } = app;
  if (action === "created") {
    // docs: webhooks overview: a new group as its owner sees it
    const view = viewpoint(app, group.owner === SYSTEM_UID ? undefined : group.owner);
    const members = state.members.list("byGroup", group.guid).map((member) => member.uid);
    return { group: printGroup(view, group), members: usersByUid(view, members) };
  }
  const view = viewpoint(app, undefined);
  if (state.groups.has(group.guid)) {
    const entity = printGroupEntity(view, group.guid, membersCount);
    return { group: oldOwner === undefined ? entity : entity.with({ oldOwner }) };
  }
  const { guid, name, type, icon, description, metadata, owner, createdAt, updatedAt, updatedBy } = group;
  const profile = { guid, name, type, icon, description, metadata, owner, membersCount };
  return { group: printed({ ...profile, createdAt, updatedAt, updatedBy, onlineMembersCount: 0 }) };
}

function printReceipt(view: Viewpoint, event: ReceiptEvent): Fields {
  const { action, at, messageId, messageSender, receiver, receiverType, sender } = event;
  const user = printUserEntity(view, sender);
  const body = { action, messageId: String(messageId), user, timestamp: at };
  return { receiver, receiverType, type: "receipts", sender, messageSender, body };
}

/** In milliseconds, unlike everything else. docs: webhooks overview */
function printConnection(view: Viewpoint, event: ConnectionEvent): Fields {
  const { action, at, userPresenceChanged } = event;
  const { uid, device, connectedAt } = event.connection;
  return {
    timestamp: at * 1_000,
    user: printUserEntity(view, uid),
    status: isOnline(view.app.state, uid) ? "online" : "offline",
    currentConnection: {
      action,
      appInfo: device.appInfo,
      platform: device.platform,
      userAgent: device.userAgent,
      connectedAt: connectedAt * 1_000,
    },
    userPresenceChanged,
  };
}

/** docs: webhooks legacy events */
function printLegacyConnection(view: Viewpoint, { action, connection }: ConnectionEvent): Fields {
  return { user: printUserEntity(view, connection.uid), event: { type: action } };
}

function usersByUid(view: Viewpoint, uids: readonly string[]): Fields {
  return Object.fromEntries(uids.map((uid) => [uid, printUserEntity(view, uid)]));
}
