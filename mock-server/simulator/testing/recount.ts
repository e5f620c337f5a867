import { expect } from "vitest";
import { unreadCount } from "../conversation-reads.ts";
import type { ConversationView, Message } from "../records.ts";
import type { State } from "../state.ts";
import { timelinesOf } from "../timelines.ts";

// Each check below counts anew from the bare records, and never asks the index it checks.

function messagesSeenBy(state: State, view: ConversationView): Message[] {
  const timeline =
    view.conversationType === "group" ? view.conversationId : `${view.conversationId}\0${view.uid}`;
  return [...state.messages.values()]
    .filter((row) => [timelinesOf(row)].flat().includes(timeline) && row.id > view.clearedUpTo)
    .sort((a, b) => a.id - b.id);
}

function recountUnread(state: State, view: ConversationView): number {
  const isMember = [...state.members.values()].some((row) => row.guid === view.with && row.uid === view.uid);
  if (view.conversationType === "group" && !isMember) return 0;
  return messagesSeenBy(state, view).filter(
    (row) => row.counts && row.deletedAt === undefined && row.sender !== view.uid && row.id > view.lastReadId,
  ).length;
}

/** Members and owners of groups. */
export function checkGroups(state: State): void {
  for (const group of state.groups.values()) {
    const members = [...state.members.values()].filter((row) => row.guid === group.guid);
    expect(
      state.members.list("byGroup", group.guid).length,
      "the members count is the number of members",
    ).toBe(members.length);
    const uids = members.map((row) => row.uid);
    if (group.owner !== "app_system") expect(uids, "the owner is a member").toContain(group.owner);
    const banned = [...state.bans.values()].filter((row) => row.guid === group.guid).map((row) => row.uid);
    expect(
      uids.filter((uid) => banned.includes(uid)),
      "nobody is both member and banned",
    ).toEqual([]);
  }
}

/** Unread counts and the order of conversations. */
export function checkConversations(state: State, uids: readonly string[]): void {
  for (const view of state.views.values()) {
    const unread = recountUnread(state, view);
    expect(unreadCount(state, view), `unread count of ${view.uid} in ${view.conversationId}`).toBe(unread);
    if (unread > 0 && view.listed) {
      expect(
        state.views.list("maybeUnread", view.uid),
        "a conversation with unread messages is found as such",
      ).toContain(view);
    }
  }
  for (const uid of uids) {
    const list = state.views.list("listed", uid);
    const times = list.map((view) => view.updatedAt);
    expect(times, "conversations are listed newest first").toEqual([...times].sort((a, b) => b - a));
  }
}

/** Pins, saves, flags and the like. */
export function checkWhatHangsOnMessages(state: State, uids: readonly string[]): void {
  const rows = [
    ...state.messagePins.values(),
    ...state.messageSaves.values(),
    ...state.interactions.values(),
    ...state.flags.values(),
    ...state.moderationCases.values(),
  ];
  for (const { messageId } of rows) {
    const message = state.messages.get(messageId);
    expect(message && message.deletedAt === undefined, `${messageId} is there still`).toBe(true);
  }
  for (const uid of uids) {
    const pinned = [...state.views.values()].filter((view) => view.uid === uid && view.pin);
    expect(
      pinned.every((view) => view.listed),
      "only what is listed is pinned",
    ).toBe(true);
    expect(pinned.length, `${uid}'s pins`).toBeLessThanOrEqual(5);
  }
}
