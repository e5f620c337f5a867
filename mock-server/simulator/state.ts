import type { AgentRun, EnabledAiFeature, ScriptedAgentReply, ScriptedAiAnswer } from "./agent-records.ts";
import type { EnabledExtension, Poll, ScriptedTranslation } from "./extension-records.ts";
import type { Flag, FlagReason, KeywordList, ModerationCase, ModerationRule } from "./moderation-records.ts";
import { byId, byName, bySerial, byText } from "./orders.ts";
import type {
  ApiKey,
  AppPin,
  AuthToken,
  Ban,
  Block,
  Bot,
  Call,
  CallParticipant,
  ChosenSettings,
  Collaborator,
  Connection,
  ConversationView,
  FeedCategory,
  FeedItem,
  Friendship,
  Group,
  ImportedConversation,
  Interaction,
  Member,
  Message,
  MessagePin,
  MessageSave,
  Mute,
  NotificationSettings,
  Permission,
  PushToken,
  Reaction,
  Receipt,
  ReceiverType,
  RestrictedFeature,
  Role,
  StoredFile,
  Thread,
  ThreadSubscription,
  User,
  Webhook,
} from "./records.ts";
import { GROUP_TYPE_RULES } from "./rules/group-types.ts";
import type { Order } from "./sorted-list.ts";
import { Journal, Table, type TableCopy } from "./table.ts";
import {
  mentionListsOf,
  reachOf,
  repliesApartOf,
  replyListOf,
  timelinesOf,
  unreadListsOf,
} from "./timelines.ts";

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
    restrictedFeatures: new Table(journal, (row: RestrictedFeature) => pairKey(row.role, row.key), {
      byRole: { partition: (row) => row.role, order: (a, b) => byText(a.key, b.key) },
    }),
    permissions: new Table(journal, (row: Permission) => pairKey(row.holder, row.id), {
      byHolder: { partition: (row) => row.holder, order: (a, b) => byText(a.id, b.id) },
    }),
    bots: new Table(journal, (row: Bot) => row.uid, {}),
    /** The `muid`s that an import has used up. */
    importedMuids: new Table(journal, (row: { readonly muid: string }) => row.muid, {}),
    /** Conversations whose sides still have to be told of an import. */
    importedConversations: new Table(journal, (row: ImportedConversation) => row.conversationId, {}),
    webhooks: new Table(journal, (row: Webhook) => row.id, {
      all: { partition: () => "all", order: bySerial },
    }),
    collaborators: new Table(journal, (row: Collaborator) => row.email, {
      all: { partition: () => "all", order: byId },
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
      /** What each user may read of all conversations. */
      reach: { partition: reachOf, order: byId },
      /** What may still be unread, as each receiver counts it. */
      unread: { partition: unreadListsOf, order: byId },
      /** Messages that may be unread and mention someone, as each of the mentioned counts them. */
      mentions: { partition: mentionListsOf, order: byId },
      /** The rows that tell of an edit or deletion, by the message it was done to. */
      traces: { partition: (row) => row.action?.onMessage?.id, order: byId },
      all: { partition: () => "all", order: byId },
      replies: { partition: replyListOf, order: byId },
      /** Replies that some users' counts leave out. */
      repliesApart: { partition: repliesApartOf, order: byId },
    }),
    reactions: new Table(journal, (row: Reaction) => reactionKey(row.messageId, row.reaction, row.uid), {
      byMessage: { partition: (row) => row.messageId, order: byId },
    }),
    interactions: new Table(journal, (row: Interaction) => interactionKey(row), {
      byUser: { partition: (row) => pairKey(row.messageId, row.uid), order: bySerial },
      byMessage: { partition: (row) => row.messageId, order: bySerial },
    }),
    receipts: new Table(journal, receiptKey, {
      marks: { partition: (row) => receiptList(row.conversationId, row.uid, row.kind), order: byMessageId },
    }),
    views: new Table(journal, (row: ConversationView) => pairKey(row.uid, row.conversationId), {
      byUser: { partition: (row) => row.uid, order: (a, b) => byText(a.conversationId, b.conversationId) },
      listed: { partition: (row) => (row.listed ? row.uid : undefined), order: byActivity },
      listedUsers: { partition: (row) => listedAs("user", row), order: byActivity },
      listedGroups: { partition: (row) => listedAs("group", row), order: byActivity },
      maybeUnread: {
        partition: (row) => (row.listed && row.maybeUnread ? row.uid : undefined),
        order: byActivity,
      },
      byConversation: { partition: (row) => row.conversationId, order: (a, b) => byText(a.uid, b.uid) },
      pinned: { partition: (row) => (row.listed && row.pin ? row.uid : undefined), order: byPin },
    }),
    appPins: new Table(journal, (row: AppPin) => appPinKey(row), {
      all: { partition: () => "all", order: bySerial },
    }),
    messagePins: new Table(journal, (row: MessagePin) => row.messageId, {
      byConversation: { partition: (row) => row.conversationId, order: bySerial },
      all: { partition: () => "all", order: bySerial },
    }),
    messageSaves: new Table(journal, (row: MessageSave) => pairKey(row.uid, row.messageId), {
      byUser: { partition: (row) => row.uid, order: bySerial },
      byMessage: { partition: (row) => row.messageId, order: bySerial },
    }),
    files: new Table(journal, (row: StoredFile) => row.fileId, {
      byUser: { partition: (row) => row.uid, order: bySerial },
    }),
    flagReasons: new Table(journal, (row: FlagReason) => row.id, {
      all: { partition: () => "all", order: bySerial },
    }),
    flags: new Table(journal, (row: Flag) => pairKey(row.messageId, row.uid), {
      byMessage: { partition: (row) => row.messageId, order: bySerial },
    }),
    keywordLists: new Table(journal, (row: KeywordList) => row.id, {
      all: { partition: () => "all", order: bySerial },
    }),
    moderationRules: new Table(journal, (row: ModerationRule) => row.id, {
      all: { partition: () => "all", order: bySerial },
      enabled: { partition: (row) => (row.enabled ? "all" : undefined), order: bySerial },
    }),
    ruleRevisions: new Table(journal, (row: ModerationRule) => pairKey(row.id, row.revision), {
      byRule: { partition: (row) => row.id, order: (a, b) => a.revision - b.revision },
    }),
    moderationCases: new Table(journal, (row: ModerationCase) => row.messageId, {
      queue: {
        partition: (row) => (row.reviewedAt === undefined ? row.kind : "reviewed"),
        order: (a, b) => b.serial - a.serial,
      },
    }),
    threads: new Table(journal, (row: Thread) => row.parentId, {
      byConversation: { partition: (row) => row.conversationId, order: byThreadActivity },
      all: { partition: () => "all", order: byThreadActivity },
    }),
    threadSubscriptions: new Table(journal, (row: ThreadSubscription) => pairKey(row.parentId, row.uid), {
      byUser: { partition: (row) => row.uid, order: byThreadActivity },
      byParent: { partition: (row) => row.parentId, order: (a, b) => byText(a.uid, b.uid) },
    }),
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
    settings: new Table(journal, (row: ChosenSettings) => row.name, {}),
    calls: new Table(journal, (row: Call) => row.sessionId, {
      ongoing: {
        partition: (row) => (row.status === "ongoing" ? row.conversationId : undefined),
        order: bySession,
      },
    }),
    callParticipants: new Table(journal, (row: CallParticipant) => pairKey(row.sessionId, row.uid), {
      /** Who is in it now. */
      present: { partition: (row) => (row.leftAt === undefined ? row.sessionId : undefined), order: byUser },
      /** The calls that a user is in now. */
      presentOf: { partition: (row) => (row.leftAt === undefined ? row.uid : undefined), order: bySession },
    }),
    /** The extensions that are switched on. */
    extensions: new Table(journal, (row: EnabledExtension) => row.slug, {}),
    polls: new Table(journal, (row: Poll) => row.id, {}),
    scriptedTranslations: new Table(
      journal,
      (row: ScriptedTranslation) => pairKey(row.language, row.text),
      {},
    ),
    /** The AI's features that are switched on. */
    aiFeatures: new Table(journal, (row: EnabledAiFeature) => row.feature, {}),
    aiAnswers: new Table(journal, (row: ScriptedAiAnswer) => aiAnswerKey(row), {}),
    agentReplies: new Table(journal, (row: ScriptedAgentReply) => pairKey(row.agent, row.when), {}),
    /** Agents at work. */
    agentRuns: new Table(journal, (row: AgentRun) => row.id, {}),
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

/** What a state held at one time. */
export type StateCopy = ReadonlyMap<string, TableCopy>;

/** Copies what a state holds, between two commands. */
export function copyState(state: State): StateCopy {
  return new Map(tablesOf(state).map(([name, table]) => [name, table.copy()]));
}

/**
 * Puts a state back to what it was. Only the number of connections goes on, so that the number of a socket that has
 * gone since is never another's.
 */
export function putStateBack(state: State, copy: StateCopy): void {
  const connections = state.counters.get("connection");
  for (const [name, table] of tablesOf(state)) {
    const held = copy.get(name);
    if (held) table.putBack(held);
  }
  if (connections) state.counters.put(connections);
  state.journal.commit();
}

function tablesOf(
  state: State,
): readonly [name: string, table: Pick<Table<string, object>, "copy" | "putBack">][] {
  return Object.entries(state).flatMap(([name, table]) => (table instanceof Table ? [[name, table]] : []));
}

/** The list of every group, and the list of those that any user may see. */
function groupLists(group: Group): readonly ("all" | "listed")[] {
  return GROUP_TYPE_RULES[group.type].listedToAll ? ["all", "listed"] : ["all"];
}

function listedAs(type: ReceiverType, row: ConversationView): string | undefined {
  return row.listed && row.conversationType === type ? row.uid : undefined;
}

/** The key of what the AI is to answer in one case. */
export function aiAnswerKey({ feature, about, question }: Omit<ScriptedAiAnswer, "answer">): string {
  return `${feature}\0${about}\0${question}`;
}

/** The key of one user's one reaction to one message. */
export function reactionKey(messageId: number, reaction: string, uid: string): string {
  return `${messageId}\0${reaction}\0${uid}`;
}

/** The key of one user's one interaction with one element of a message. */
export function interactionKey(row: Pick<Interaction, "messageId" | "uid" | "elementId">): string {
  return `${row.messageId}\0${row.uid}\0${row.elementId}`;
}

/** The list of one user's receipts of one kind in a conversation. */
export function receiptList(conversationId: string, uid: string, kind: Receipt["kind"]): string {
  return `${conversationId}\0${uid}\0${kind}`;
}

/** Newest reply last, where a list grows at the least cost. */
export function byThreadActivity(
  a: Pick<Thread, "parentId" | "updatedAt">,
  b: Pick<Thread, "parentId" | "updatedAt">,
): number {
  return a.updatedAt - b.updatedAt || a.parentId - b.parentId;
}

/** The key of one receipt. */
export function receiptKey(row: Receipt): string {
  return `${receiptList(row.conversationId, row.uid, row.kind)}\0${row.messageId}`;
}

function byMessageId(a: Receipt, b: Receipt): number {
  return a.messageId - b.messageId;
}

/** Newest pin first (assumed). */
function byPin(a: ConversationView, b: ConversationView): number {
  return (b.pin?.serial ?? 0) - (a.pin?.serial ?? 0);
}

/** The key of the app's pin of a conversation, which each user has a side of. */
export function appPinKey(row: Pick<AppPin, "conversationType" | "with">): string {
  return pairKey(row.conversationType, row.with);
}

/** Newest activity first. docs: rest-api/conversations (updatedAt, then the other party) */
export function byActivity(a: ConversationView, b: ConversationView): number {
  return b.updatedAt - a.updatedAt || b.lastMovedBy - a.lastMovedBy || byText(a.with, b.with);
}

function bySession(a: { readonly sessionId: string }, b: { readonly sessionId: string }): number {
  return byText(a.sessionId, b.sessionId);
}

function byUser(a: { readonly uid: string }, b: { readonly uid: string }): number {
  return byText(a.uid, b.uid);
}

function newestFirst(a: FeedItem, b: FeedItem): number {
  return b.serial - a.serial;
}

/** The key of one user's mute of one conversation. */
export function muteKey({ uid, type, id }: Omit<Mute, "until">): string {
  return `${uid}\0${type}\0${id}`;
}

/** The next serial number of one kind, from 1 on. It only grows. */
export function nextSerial(state: State, name: string): number {
  const value = (state.counters.get(name)?.value ?? 0) + 1;
  state.counters.put({ name, value });
  return value;
}
