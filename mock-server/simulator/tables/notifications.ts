import { muteKey } from "../keys.ts";
import { byText } from "../orders.ts";
import type { FeedCategory, FeedItem, Mute, NotificationSettings, PushToken } from "../records.ts";
import { type Journal, Table } from "../table.ts";

/** Pushes and the notification feed. */
export function notificationTables(journal: Journal) {
  return {
    notificationSettings: new Table(journal, (row: NotificationSettings) => row.uid, {}),
    pushTokens: new Table(journal, (row: PushToken) => row.authToken, {}),
    mutes: new Table(journal, (row: Mute) => muteKey(row), {
      byUser: { partition: (row) => row.uid, order: (a, b) => byText(muteKey(a), muteKey(b)) },
    }),
    feedItems: new Table(journal, (row: FeedItem) => row.id, {
      byReceiver: { partition: (row) => row.receiver, order: newestFirst },
      unread: {
        partition: (row) => (row.readAt === undefined ? row.receiver : undefined),
        order: newestFirst,
      },
    }),
    feedCategories: new Table(journal, (row: FeedCategory) => row.id, {
      all: { partition: () => "all", order: (a, b) => byText(a.id, b.id) },
    }),
  };
}

function newestFirst(a: FeedItem, b: FeedItem): number {
  return b.serial - a.serial;
}
