import { byId, byName, bySerial, byText } from "./orders.ts";
import type {
  ApiKey,
  AuthToken,
  Ban,
  Block,
  Connection,
  ConversationView,
  Friendship,
  Group,
  Member,
  Message,
  Reaction,
  Receipt,
  Role,
  Thread,
  ThreadSubscription,
  User,
} from "./records.ts";
import { GROUP_TYPE_RULES } from "./rules/group-types.ts";
import type { Order } from "./sorted-list.ts";
import { Journal, Table } from "./table.ts";
import { mentionListsOf, timelinesOf, unreadListsOf } from "./timelines.ts";

/** The key of a record that joins two things. `\0` cannot occur in an identifier. */
export function pairKey(a: string | number, b: string | number): string {
  return `${a}\0${b}`;
}

/** Rows per kind of serial number handed out so far: message ids, reaction ids, joining order … */
interface Counter {
  readonly name: string;
  readonly value: number;
}

/** The orders in which groups are listed. docs: rest-api/groups (sortBy) */
export const groupOrders = {
  byName,
  byGuid: (a: Group, b: Group) => byText(a.guid, b.guid),
  byCreation: (a: Group, b: Group) => a.createdAt - b.createdAt || byText(a.guid, b.guid),
} as const satisfies Record<string, Order<Group>>;

/** Everything one app holds, with the lists it is read by. */
export function createState() {
  const journal = new Journal();
  return {
    journal,
    counters: new Table(journal, (row: Counter) => row.name, {}),
    apiKeys: new Table(journal, (row: ApiKey) => row.apiKey, {}),
    roles: new Table(journal, (row: Role) => row.role, {
      all: { partition: () => "all", order: (a, b) => byText(a.role, b.role) },
    }),
    users: new Table(journal, (row: User) => row.uid, {
      active: { partition: (row) => (row.deactivatedAt === undefined ? "all" : undefined), order: byName },
      deactivated: {
        partition: (row) => (row.deactivatedAt === undefined ? undefined : "all"),
        order: byName,
      },
    }),
    authTokens: new Table(journal, (row: AuthToken) => row.authToken, {
      byUser: { partition: (row) => row.uid, order: bySerial },
      byJwt: { partition: (row) => row.jwt, order: bySerial },
    }),
    groups: new Table(journal, (row: Group) => row.guid, {
      byName: { partition: groupLists, order: groupOrders.byName },
      byGuid: { partition: groupLists, order: groupOrders.byGuid },
      byCreation: { partition: groupLists, order: groupOrders.byCreation },
      byOwner: { partition: (row) => row.owner, order: (a, b) => byText(a.guid, b.guid) },
    }),
    members: new Table(journal, (row: Member) => pairKey(row.guid, row.uid), {
      byGroup: { partition: (row) => row.guid, order: bySerial },
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    bans: new Table(journal, (row: Ban) => pairKey(row.guid, row.uid), {
      byGroup: { partition: (row) => row.guid, order: bySerial },
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    friendships: new Table(journal, (row: Friendship) => pairKey(row.uid, row.friend), {
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    blocks: new Table(journal, (row: Block) => pairKey(row.uid, row.blocked), {
      byBlocker: { partition: (row) => row.uid, order: bySerial },
      byBlocked: { partition: (row) => row.blocked, order: bySerial },
    }),
    messages: new Table(journal, (row: Message) => row.id, {
      /** History as each party sees it. */
      timeline: { partition: timelinesOf, order: byId },
      /** What may still be unread, as each receiver counts it. */
      unread: { partition: unreadListsOf, order: byId },
      /** Messages that may be unread and mention someone, as each of the mentioned counts them. */
      mentions: { partition: mentionListsOf, order: byId },
      all: { partition: () => "all", order: byId },
      replies: { partition: (row) => row.parentId, order: byId },
    }),
    reactions: new Table(journal, (row: Reaction) => reactionKey(row.messageId, row.reaction, row.uid), {
      byMessage: { partition: (row) => row.messageId, order: byId },
    }),
    receipts: new Table(journal, receiptKey, {
      marks: { partition: (row) => receiptList(row.conversationId, row.uid, row.kind), order: byMessageId },
    }),
    views: new Table(journal, (row: ConversationView) => pairKey(row.uid, row.conversationId), {
      byUser: { partition: (row) => row.uid, order: (a, b) => byText(a.conversationId, b.conversationId) },
      listed: { partition: (row) => (row.listed ? row.uid : undefined), order: byActivity },
      maybeUnread: {
        partition: (row) => (row.listed && row.maybeUnread ? row.uid : undefined),
        order: byActivity,
      },
      byConversation: { partition: (row) => row.conversationId, order: (a, b) => byText(a.uid, b.uid) },
    }),
    threads: new Table(journal, (row: Thread) => row.parentId, {
      byConversation: { partition: (row) => row.conversationId, order: byLastReply },
    }),
    threadSubscriptions: new Table(journal, (row: ThreadSubscription) => pairKey(row.parentId, row.uid), {
      byUser: { partition: (row) => row.uid, order: (a, b) => b.parentId - a.parentId },
      byParent: { partition: (row) => row.parentId, order: (a, b) => byText(a.uid, b.uid) },
    }),
    connections: new Table(journal, (row: Connection) => row.id, {
      byUser: { partition: (row) => row.uid, order: byId },
      byToken: { partition: (row) => row.authToken, order: byId },
      subscribed: { partition: (row) => (row.subscription.kind === "none" ? undefined : "all"), order: byId },
    }),
    /** Members with a connection, so that a group's audience costs what it reaches. */
    onlineMembers: new Table(journal, (row: Member) => pairKey(row.guid, row.uid), {
      byGroup: { partition: (row) => row.guid, order: bySerial },
    }),
  };
}

export type State = ReturnType<typeof createState>;

/** The list of every group, and the list of those that any user may see. */
function groupLists(group: Group): readonly ("all" | "listed")[] {
  return GROUP_TYPE_RULES[group.type].listedToAll ? ["all", "listed"] : ["all"];
}

/** The key of one user's one reaction to one message. */
export function reactionKey(messageId: number, reaction: string, uid: string): string {
  return `${messageId}\0${reaction}\0${uid}`;
}

/** The list of one user's receipts of one kind in a conversation. */
export function receiptList(conversationId: string, uid: string, kind: Receipt["kind"]): string {
  return `${conversationId}\0${uid}\0${kind}`;
}

/** Newest reply first. */
function byLastReply(a: Thread, b: Thread): number {
  return b.lastReplyId - a.lastReplyId;
}

/** The key of one receipt. */
export function receiptKey(row: Receipt): string {
  return `${receiptList(row.conversationId, row.uid, row.kind)}\0${row.messageId}`;
}

function byMessageId(a: Receipt, b: Receipt): number {
  return a.messageId - b.messageId;
}

/** Newest activity first. docs: rest-api/conversations (updatedAt, then the other party) */
function byActivity(a: ConversationView, b: ConversationView): number {
  return b.updatedAt - a.updatedAt || b.lastMovedBy - a.lastMovedBy || byText(a.with, b.with);
}

/** The next serial number of one kind, from 1 on. It only grows. */
export function nextSerial(state: State, name: string): number {
  const value = (state.counters.get(name)?.value ?? 0) + 1;
  state.counters.put({ name, value });
  return value;
}
