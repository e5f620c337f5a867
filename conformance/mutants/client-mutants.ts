import { type Behaviour, CORRECT } from "../drivers/reference/index.ts";
import type { MethodName } from "../protocol/index.ts";
import type { Mutant } from "./mutant.ts";

type Request = Parameters<Behaviour["request"]>[0];
type Params = Readonly<Record<string, unknown>>;

/** Another request, for what one method asks. */
const asking = (method: MethodName, change: (request: Request) => Request): Partial<Behaviour> => ({
  request: (request) => (request.asked === method ? change(request) : request),
});

/** Another query. */
const querying = (method: MethodName, change: NonNullable<Request["query"]>): Partial<Behaviour> =>
  asking(method, (request) => ({ ...request, query: { ...request.query, ...change } }));

/** Another body. */
const saying = (method: MethodName, change: (body: Params) => object): Partial<Behaviour> =>
  asking(method, (request) => ({ ...request, body: change(request.body as Params) }));

/** Another result, for what one method gives. */
const giving = (
  method: MethodName,
  change: (value: never, params: Params) => unknown,
): Partial<Behaviour> => ({
  result: (name, value, params) => (name === method ? change(value as never, params) : value),
});

/** Another event, or none. */
const telling = (
  name: string,
  change: (event: Parameters<Behaviour["tell"]>[0]) => ReturnType<Behaviour["tell"]>,
): Partial<Behaviour> => ({ tell: (event) => (event.name === name ? change(event) : [event]) });

const headers = (
  change: (headers: Readonly<Record<string, string>>, request: Request) => object,
): Partial<Behaviour> => ({
  request: (request) => ({
    ...request,
    headers: change(request.headers ?? {}, request) as Record<string, string>,
  }),
});

const without = (record: Params, key: string): Params => {
  const { [key]: _, ...rest } = record;
  return rest;
};

const inMessage =
  (
    change: (message: Params) => Params,
  ): ((event: Parameters<Behaviour["tell"]>[0]) => ReturnType<Behaviour["tell"]>) =>
  (event) => [{ ...event, payload: { ...event.payload, message: change(event.payload.message as Params) } }];

/** Another frame, of one type. */
const sending = (type: string, change: (frame: Params) => Params): Partial<Behaviour> => ({
  frame: (frame) => (frame.type === type ? change(frame) : frame),
});

/** Remembers the key of the login. */
function leakingKey(): Partial<Behaviour> {
  let key: string | undefined;
  return {
    request(request) {
      key = request.headers?.apiKey ?? key;
      return request.api === "client" ? { ...request, query: { ...request.query, key } } : request;
    },
  };
}

/** Clients that are wrong in one thing each. */
export const CLIENT_MUTANTS: readonly Mutant[] = [
  // Sessions, keys and tokens
  {
    name: "the session is kept after a refused logout",
    rules: ["SES-LOGOUT-04"],
    behaviour: { forgetsOnLogout: false },
  },
  {
    name: "a token that is not known keeps the session",
    rules: ["SES-END-01"],
    behaviour: { endsSession: () => false },
  },
  { name: "any error ends the session", rules: ["SES-END-02"], behaviour: { endsSession: () => true } },
  {
    name: "an empty UID is asked for",
    rules: ["SES-LOGIN-03"],
    behaviour: {
      refusal: (method, params, isLoggedIn) =>
        method === "login" ? undefined : CORRECT.refusal(method, params, isLoggedIn),
    },
  },
  {
    name: "who is not logged in asks all the same",
    rules: ["SES-LOGOUT-03"],
    behaviour: { refusal: (method, params) => CORRECT.refusal(method, params, true) },
  },
  { name: "the Auth Key goes along with every request", rules: ["KEY-LEAK-02"], behaviour: leakingKey() },
  {
    name: "no token is sent",
    rules: ["KEY-TOK-05"],
    behaviour: headers((all, { asked }) => (asked === "login" ? all : without(all, "authToken"))),
  },
  {
    name: "the App ID is not said",
    rules: ["HYG-HEAD-01"],
    behaviour: headers((all) => without(all, "appId")),
  },
  {
    name: "bodies are not said to be JSON",
    rules: ["HYG-BODY-01"],
    behaviour: headers((all) => ({ ...all, "Content-Type": "text/plain" })),
  },
  {
    name: "the user's name is lost at the login",
    rules: ["SES-LOGIN-01"],
    behaviour: giving("login", (user: Params) => ({ ...user, name: "" })),
  },
  {
    name: "nobody is ever logged in",
    rules: ["SES-LOGIN-08"],
    behaviour: giving("getLoggedInUser", () => null),
  },
  // Errors
  {
    name: "the code of an error is its own",
    rules: ["ERR-FORM-01"],
    behaviour: { error: (error) => ({ ...error, code: "ERROR" }) },
  },
  {
    name: "the message of an error is lost",
    rules: ["ERR-FORM-02"],
    behaviour: { error: ({ code, details }) => ({ code, details }) },
  },
  {
    name: "the details of an error are lost",
    rules: ["ERR-FORM-03"],
    behaviour: { error: ({ code, message }) => ({ code, ...(message !== undefined && { message }) }) },
  },
  // Users
  {
    name: "a user is asked for by another's UID",
    rules: ["USR-ASK-01", "USR-GET-01"],
    behaviour: asking("getUser", (request) => ({ ...request, path: ["users", "u1"] })),
  },
  {
    name: "the keyword of users is dropped",
    rules: ["USR-ASK-01", "USR-LIST-03"],
    behaviour: querying("fetchUsers", { searchKey: undefined }),
  },
  {
    name: "the UIDs of a filter are dropped",
    rules: ["USR-ASK-01", "USR-LIST-04"],
    behaviour: querying("fetchUsers", { uids: undefined }),
  },
  {
    name: "hideBlockedUsers is dropped",
    rules: ["USR-LIST-06"],
    behaviour: querying("fetchUsers", { hideBlockedUsers: undefined }),
  },
  {
    name: "the status of users is dropped",
    rules: ["USR-LIST-07"],
    behaviour: querying("fetchUsers", { status: undefined }),
  },
  {
    name: "unblocking blocks",
    rules: ["BLK-ASK-01", "BLK-SET-04"],
    behaviour: asking("unblockUsers", (request) => ({ ...request, verb: "POST" })),
  },
  {
    name: "only the first of several is blocked",
    rules: ["BLK-ASK-01", "BLK-SET-01"],
    behaviour: saying("blockUsers", ({ blockedUids }) => ({
      blockedUids: (blockedUids as string[]).slice(0, 1),
    })),
  },
  {
    name: "the direction of blocked users is dropped",
    rules: ["BLK-ASK-01", "BLK-LIST-02"],
    behaviour: querying("fetchBlockedUsers", { direction: undefined }),
  },
  {
    name: "blockedByMe is lost",
    rules: ["BLK-SET-02"],
    behaviour: giving("getUser", (user: Params) => without(user, "blockedByMe")),
  },
  {
    name: "hasBlockedMe is lost",
    rules: ["BLK-SET-03"],
    behaviour: giving("getUser", (user: Params) => without(user, "hasBlockedMe")),
  },
  // Paging
  {
    name: "pages skip one",
    rules: ["PAG-ALL-01", "USR-LIST-01"],
    behaviour: { nextPage: (page, rows) => (rows > 0 ? page + 2 : page) },
  },
  {
    name: "the first page comes for ever",
    rules: ["USR-LIST-01", "PAG-ALL-01"],
    behaviour: { nextPage: (page) => page },
  },
  {
    name: "pages of any size are asked for",
    rules: ["PAG-LIMIT-01"],
    behaviour: {
      refusal: (method, { filters: _, ...params }, isLoggedIn) =>
        CORRECT.refusal(
          method,
          method === "fetchMessages" ? { ...params, filters: {}, direction: "previous" } : params,
          isLoggedIn,
        ),
    },
  },
  {
    name: "pages are one row short",
    rules: ["USR-ASK-01", "USR-LIST-02"],
    behaviour: asking("fetchUsers", (request) => ({
      ...request,
      query: { ...request.query, per_page: Math.max(1, Number(request.query?.per_page) - 1) },
    })),
  },
  // Groups and members
  {
    name: "the password of a group is not sent",
    rules: ["GRP-ASK-01", "GRP-JOIN-02"],
    behaviour: saying("joinGroup", (body) => without(body, "password")),
  },
  {
    name: "kicking bans",
    rules: ["MBR-ASK-01", "MBR-KICK-01", "PRV-KICK-PAR-OWN"],
    behaviour: asking("kickGroupMember", ({ path, ...request }) => ({
      ...request,
      verb: "POST",
      path: path.map((one) => (one === "members" ? "bannedusers" : one)),
    })),
  },
  {
    name: "banning kicks",
    rules: ["MBR-ASK-01", "MBR-BAN-01"],
    behaviour: asking("banGroupMember", ({ path, ...request }) => ({
      ...request,
      verb: "DELETE",
      path: path.map((one) => (one === "bannedusers" ? "members" : one)),
    })),
  },
  {
    name: "every scope is participant",
    rules: ["MBR-ASK-01", "MBR-SCOPE-01"],
    behaviour: saying("updateGroupMemberScope", () => ({ scope: "participant" })),
  },
  {
    name: "added moderators are participants",
    rules: ["MBR-ASK-01", "MBR-ADD-01"],
    behaviour: saying("addMembersToGroup", ({ moderators = [], participants = [], ...rest }) => ({
      ...rest,
      participants: [...(participants as string[]), ...(moderators as string[])],
    })),
  },
  {
    name: "the scopes of a filter are dropped",
    rules: ["MBR-ASK-01", "MBR-LIST-02"],
    behaviour: querying("fetchGroupMembers", { scopes: undefined }),
  },
  {
    name: "joinedOnly is dropped",
    rules: ["GRP-LIST-03"],
    behaviour: querying("fetchGroups", { hasJoined: undefined }),
  },
  {
    name: "the scope of members is lost",
    rules: ["MBR-LIST-01"],
    behaviour: giving("fetchGroupMembers", (rows: Params[]) => rows.map((row) => without(row, "scope"))),
  },
  {
    name: "one's own scope is lost",
    rules: ["GRP-GET-01"],
    behaviour: giving("getGroup", (group: Params) => without(group, "scope")),
  },
  {
    name: "a refusal in a group is swallowed",
    rules: ["ERR-FORM-01"],
    behaviour: {
      result: (_method, value) => value,
      error: (error) => ({
        ...error,
        code: error.code.replace("ERR_GROUP_NO_CLEARANCE", "ERR_GROUP_NO_SCOPE_CLEARANCE"),
      }),
    },
  },
  {
    name: "joining is told as leaving",
    rules: ["GRP-JOIN-11", "LSN-NONE-01"],
    behaviour: telling("onGroupMemberJoined", (event) => [{ ...event, name: "onGroupMemberLeft" }]),
  },
  {
    name: "kicking is not told",
    rules: ["MBR-KICK-02"],
    behaviour: telling("onGroupMemberKicked", () => []),
  },
  {
    name: "banning is told as kicking",
    rules: ["MBR-BAN-02", "LSN-NONE-01", "LSN-FORM-01"],
    behaviour: telling("onGroupMemberBanned", (event) => [{ ...event, name: "onGroupMemberKicked" }]),
  },
  {
    name: "unbanning is told twice",
    rules: ["LSN-ONCE-01"],
    behaviour: telling("onGroupMemberUnbanned", (event) => [event, event]),
  },
  {
    name: "who acts and who is acted on change places",
    rules: ["MBR-ACT-01", "MBR-ADD-04"],
    behaviour: telling("onMemberAddedToGroup", ({ payload, ...event }) => [
      { ...event, payload: { ...payload, by: payload.on, on: payload.by } },
    ]),
  },
  {
    name: "the scope of before and the new one change places",
    rules: ["MBR-SCOPE-02"],
    behaviour: telling("onGroupMemberScopeChanged", ({ payload, ...event }) => [
      { ...event, payload: { ...payload, oldScope: payload.newScope, newScope: payload.oldScope } },
    ]),
  },
  // Messages
  {
    name: "the muid is dropped",
    rules: ["MSG-ASK-01", "IDN-MUID-01"],
    behaviour: saying("sendTextMessage", (body) => without(body, "muid")),
  },
  {
    name: "tags are dropped",
    rules: ["MSG-ASK-01", "MSG-TAGS-01"],
    behaviour: saying("sendTextMessage", (body) => without(body, "tags")),
  },
  {
    name: "metadata is dropped",
    rules: ["MSG-ASK-01", "MSG-META-01"],
    behaviour: saying("sendTextMessage", ({ data, ...body }) => ({
      ...body,
      data: without(data as Params, "metadata"),
    })),
  },
  {
    name: "texts are encoded for a URL",
    rules: ["MSG-ASK-01", "MSG-TEXT-05"],
    behaviour: saying("sendTextMessage", ({ data, ...body }) => ({
      ...body,
      data: { ...(data as Params), text: encodeURIComponent(String((data as Params).text)) },
    })),
  },
  {
    name: "texts are trimmed to 20 characters",
    rules: ["MSG-TEXT-02", "MSG-TEXT-05"],
    behaviour: telling(
      "onTextMessageReceived",
      inMessage((message) => ({ ...message, text: String(message.text).slice(0, 20) })),
    ),
  },
  {
    name: "replies are no replies",
    rules: ["THR-SEND-01", "MSG-ASK-01"],
    behaviour: asking("sendTextMessage", ({ body, ...request }) => ({
      ...request,
      path: ["messages"],
      body: without(body as Params, "parentMessageId"),
    })),
  },
  {
    name: "a reply does not say what it replies to",
    rules: ["THR-SEND-01"],
    behaviour: telling(
      "onTextMessageReceived",
      inMessage((message) => without(message, "parentMessageId")),
    ),
  },
  {
    name: "the sender's own device is told",
    rules: ["MSG-ECHO-01", "LSN-NONE-01"],
    behaviour: { isOwnEcho: () => false },
  },
  {
    name: "no device of the sender is told",
    rules: ["MSG-ECHO-02", "MSG-TEXT-02"],
    behaviour: { isOwnEcho: (frame, mine) => String(frame.sender) === mine.split(".")[0] },
  },
  {
    name: "custom messages are told as texts",
    rules: ["MSG-CUST-02"],
    behaviour: telling("onCustomMessageReceived", (event) => [{ ...event, name: "onTextMessageReceived" }]),
  },
  {
    name: "media messages are not told",
    rules: ["MSG-MEDIA-02"],
    behaviour: telling("onMediaMessageReceived", () => []),
  },
  {
    name: "custom data is lost",
    rules: ["MSG-CUST-02"],
    behaviour: telling(
      "onCustomMessageReceived",
      inMessage((message) => without(message, "customData")),
    ),
  },
  {
    name: "an edit keeps the old text",
    rules: ["EDT-ASK-01", "EDT-EDIT-01"],
    behaviour: saying("editMessage", ({ data, ...body }) => ({
      ...body,
      data: { ...(data as Params), text: "old" },
    })),
  },
  {
    name: "an edit is told as a new message",
    rules: ["EDT-EDIT-02"],
    behaviour: telling("onMessageEdited", (event) => [{ ...event, name: "onTextMessageReceived" }]),
  },
  { name: "deletions are not told", rules: ["EDT-DEL-02"], behaviour: telling("onMessageDeleted", () => []) },
  {
    name: "deletedBy is lost",
    rules: ["EDT-DEL-01"],
    behaviour: giving("deleteMessage", (message: Params) => without(message, "deletedBy")),
  },
  {
    name: "another message is deleted",
    rules: ["EDT-ASK-01"],
    behaviour: asking("deleteMessage", (request) => ({
      ...request,
      path: ["messages", String(Number(request.path[1]) + 1)],
    })),
  },
  {
    name: "a reaction goes to the next message",
    rules: ["RCT-ASK-01"],
    behaviour: asking("addReaction", ({ path, ...request }) => ({
      ...request,
      path: [path[0] ?? "", String(Number(path[1]) + 1), ...path.slice(2)],
    })),
  },
  {
    name: "emoji lose what makes them whole",
    rules: ["RCT-ASK-01", "RCT-EMOJI-01"],
    behaviour: asking("addReaction", ({ path, ...request }) => ({
      ...request,
      path: [...path.slice(0, 3), [...(path[3] ?? "")][0] ?? ""],
    })),
  },
  {
    name: "taking a reaction back adds it",
    rules: ["RCT-ASK-01", "RCT-DEL-01"],
    behaviour: asking("removeReaction", (request) => ({ ...request, verb: "POST" })),
  },
  {
    name: "reactedByMe is true for everybody",
    rules: ["RCT-ADD-04", "MSG-GET-01"],
    behaviour: giving("getMessage", (message: Params) => ({
      ...message,
      ...(Array.isArray(message.reactions) && {
        reactions: message.reactions.map((one: Params) => ({ ...one, reactedByMe: true })),
      }),
    })),
  },
  {
    name: "adding a reaction is told as taking it back",
    rules: ["RCT-ADD-02", "LSN-NONE-01"],
    behaviour: telling("onMessageReactionAdded", (event) => [{ ...event, name: "onMessageReactionRemoved" }]),
  },
  {
    name: "who has reacted is the wrong one",
    rules: ["RCT-LIST-01"],
    behaviour: giving("fetchReactions", (rows: Params[]) => rows.map((row) => ({ ...row, uid: "u1" }))),
  },
  {
    name: "everybody is mentioned",
    rules: ["MEN-TEXT-02"],
    behaviour: telling(
      "onTextMessageReceived",
      inMessage((message) => ("hasMentionedMe" in message ? { ...message, hasMentionedMe: true } : message)),
    ),
  },
  {
    name: "messages of a page are turned around",
    rules: ["PAG-ORDER-01", "PRV-HISTORY-OWN"],
    behaviour: giving("fetchMessages", (rows: unknown[]) => [...rows].reverse()),
  },
  {
    name: "the previous page begins one too late",
    rules: ["PAG-PREV-01", "PAG-ALL-01"],
    behaviour: { nextMessageId: (ids, direction) => CORRECT.nextMessageId(ids, direction) - 1 },
  },
  {
    name: "hideReplies is dropped",
    rules: ["THR-LIST-02"],
    behaviour: querying("fetchMessages", { hideReplies: undefined }),
  },
  {
    name: "a message's ids are numbers",
    rules: ["LSN-FORM-01", "MSG-TEXT-01"],
    behaviour: giving("sendTextMessage", (message: Params) => ({ ...message, id: Number(message.id) })),
  },
  // Receipts, unread counts and conversations
  {
    name: "reading is sent as receiving",
    rules: ["RCP-ASK-01", "RCP-READ-01"],
    behaviour: sending("receipts", (frame) => ({
      ...frame,
      body: { ...(frame.body as Params), action: "delivered" },
    })),
  },
  {
    name: "receipts are not sent",
    rules: ["RCP-ASK-01"],
    behaviour: { frame: (frame) => (frame.type === "receipts" ? undefined : frame) },
  },
  {
    name: "the receipt is for the message before",
    rules: ["RCP-ASK-01"],
    behaviour: { receiptMessage: ({ messageId }) => String(Number(messageId) - 1) },
  },
  {
    name: "receipts of groups go to the sender",
    rules: ["RCP-ASK-01"],
    behaviour: { receiptReceiver: ({ senderId }) => senderId },
  },
  {
    name: "reading is told as receiving",
    rules: ["RCP-READ-01"],
    behaviour: telling("onMessagesRead", (event) => [{ ...event, name: "onMessagesDelivered" }]),
  },
  {
    name: "that everybody has read is not told",
    rules: ["RCP-GRP-01"],
    behaviour: telling("onMessagesReadByAll", () => []),
  },
  {
    name: "that everybody has received is told as one's receiving",
    rules: ["RCP-GRP-02"],
    behaviour: telling("onMessagesDeliveredToAll", (event) => [{ ...event, name: "onMessagesDelivered" }]),
  },
  {
    name: "receipts have no time",
    rules: ["RCP-READ-01", "RCP-DLV-01"],
    behaviour: {
      tell: (event) => [
        {
          ...event,
          payload:
            "receipt" in event.payload
              ? { receipt: without(without(event.payload.receipt as Params, "readAt"), "deliveredAt") }
              : event.payload,
        },
      ],
    },
  },
  {
    name: "receipts say that they were only received",
    rules: ["RCP-ROWS-01", "RCP-READ-03"],
    behaviour: giving("getMessageReceipts", (rows: Params[]) =>
      rows.map((row) => ({ ...row, receiptType: "delivery" })),
    ),
  },
  {
    name: "one unread message is too many",
    rules: ["UNR-COUNT-01"],
    behaviour: giving(
      "getUnreadMessageCount",
      ({ users, groups }: { users: Record<string, number>; groups: object }) => ({
        users: Object.fromEntries(Object.entries(users).map(([uid, count]) => [uid, count + 1])),
        groups,
      }),
    ),
  },
  {
    name: "unread messages of groups are not counted",
    rules: ["UNR-COUNT-01"],
    behaviour: giving("getUnreadMessageCount", ({ users }: Params) => ({ users, groups: {} })),
  },
  {
    name: "markAsUnread marks as read",
    rules: ["CNV-ASK-01", "UNR-MARK-01"],
    behaviour: asking("markAsUnread", (request) => ({ ...request, verb: "POST" })),
  },
  {
    name: "the conversation's last message is lost",
    rules: ["CNV-GET-01", "CNV-LIST-03"],
    behaviour: giving("getConversation", (conversation: Params) => without(conversation, "lastMessage")),
  },
  {
    name: "conversations are turned around",
    rules: ["CNV-LIST-01"],
    behaviour: giving("fetchConversations", (rows: unknown[]) => [...rows].reverse()),
  },
  {
    name: "the type of conversations is dropped",
    rules: ["CNV-ASK-01", "CNV-LIST-02"],
    behaviour: querying("fetchConversations", { conversationType: undefined }),
  },
  {
    name: "includeBlockedUsers is always on",
    rules: ["BLK-CONV-01"],
    behaviour: querying("fetchConversations", { includeBlockedUsers: true }),
  },
  {
    name: "tags of a conversation are not sent",
    rules: ["CNV-ASK-01", "CNV-TAG-01"],
    behaviour: saying("tagConversation", () => ({ tags: [] })),
  },
  {
    name: "a conversation is deleted with another",
    rules: ["CNV-ASK-01"],
    behaviour: asking("deleteConversation", ({ path, ...request }) => ({
      ...request,
      path: [path[0] ?? "", "u3", ...path.slice(2)],
    })),
  },
  // Paging
  {
    name: "the next page begins where the one before began",
    rules: ["PAG-NEXT-01", "PAG-ALL-01"],
    behaviour: { nextMessageId: (ids) => Math.min(...ids) },
  },
  {
    name: "next messages are previous ones",
    rules: ["MSG-ASK-01", "PAG-NEXT-01"],
    behaviour: asking("fetchMessages", (request) => ({
      ...request,
      query: { ...request.query, affix: "prepend" },
    })),
  },
  {
    name: "next messages of nowhere are asked for",
    rules: ["PAG-NEXT-02"],
    behaviour: {
      refusal: (method, params, isLoggedIn) =>
        CORRECT.refusal(method, { ...params, direction: "previous" }, isLoggedIn),
    },
  },
  // Presence, typing and transient messages
  {
    name: "coming is told as going",
    rules: ["PRS-ON-01"],
    behaviour: telling("onUserOnline", (event) => [{ ...event, name: "onUserOffline" }]),
  },
  { name: "going is not told", rules: ["PRS-OFF-01"], behaviour: telling("onUserOffline", () => []) },
  {
    name: "when somebody was last active is lost",
    rules: ["PRS-LAST-01", "PRS-OFF-01"],
    behaviour: telling("onUserOffline", ({ payload, ...event }) => [
      { ...event, payload: { user: without(payload.user as Params, "lastActiveAt") } },
    ]),
  },
  {
    name: "the end of typing is sent as its start",
    rules: ["TYP-ASK-01", "TYP-END-01"],
    behaviour: sending("typing_indicator", (frame) => ({
      ...frame,
      body: { ...(frame.body as Params), action: "started" },
    })),
  },
  {
    name: "typing is told without where",
    rules: ["TYP-START-01", "TYP-GROUP-01"],
    behaviour: telling("onTypingStarted", ({ payload, ...event }) => [
      { ...event, payload: { typing: { ...(payload.typing as Params), receiverType: "user" } } },
    ]),
  },
  {
    name: "metadata of typing is dropped",
    rules: ["TYP-ASK-01", "TYP-META-01"],
    behaviour: sending("typing_indicator", (frame) => ({
      ...frame,
      body: without(frame.body as Params, "metadata"),
    })),
  },
  {
    name: "transient messages have no data",
    rules: ["TRN-ASK-01", "TRN-SEND-01"],
    behaviour: sending("transient_message", (frame) => ({
      ...frame,
      body: { ...(frame.body as Params), data: {} },
    })),
  },
  {
    name: "transient messages are told as texts",
    rules: ["TRN-SEND-01"],
    behaviour: telling("onTransientMessageReceived", (event) => [
      { ...event, name: "onTextMessageReceived" },
    ]),
  },
  // Connection
  { name: "a login opens no socket", rules: ["CON-AUTO-01"], behaviour: { connectsOnLogin: () => false } },
  {
    name: "manual mode opens a socket at the login",
    rules: ["CON-MAN-01"],
    behaviour: { connectsOnLogin: () => true },
  },
  {
    name: "the background keeps the socket of auto mode",
    rules: ["CON-AUTO-02"],
    behaviour: { closesInBackground: () => false },
  },
  {
    name: "the background closes the socket of manual mode at once",
    rules: ["CON-MAN-04"],
    behaviour: { closesInBackground: () => true },
  },
  {
    name: "the socket of manual mode stays for ever",
    rules: ["CON-MAN-05"],
    behaviour: { backgroundPatience: 3_600_000 },
  },
  {
    name: "the socket of manual mode stays for ten seconds",
    rules: ["CON-MAN-04", "CON-MAN-09"],
    behaviour: { backgroundPatience: 10_000 },
  },
  { name: "a ping renews nothing", rules: ["CON-MAN-06"], behaviour: { pingRenews: false } },
  {
    name: "the foreground opens no socket of auto mode",
    rules: ["CON-AUTO-03"],
    behaviour: { connectsInForeground: () => false },
  },
  {
    name: "the foreground opens the socket of manual mode",
    rules: ["CON-MAN-07"],
    behaviour: { connectsInForeground: () => true },
  },
  {
    name: "a lost socket is not opened again",
    rules: ["CON-RETRY-01"],
    behaviour: { reconnectAfter: () => undefined },
  },
  {
    name: "a lost socket is opened again after two minutes",
    rules: ["CON-RETRY-01"],
    behaviour: { reconnectAfter: () => 120_000 },
  },
  {
    name: "disconnect is followed by a reconnection",
    rules: ["CON-RETRY-03"],
    behaviour: { disconnectIsFinal: false },
  },
  { name: "no ping is sent", rules: ["CON-PING-01"], behaviour: { pingEvery: 10_000_000 } },
  { name: "pings come every minute", rules: ["CON-PING-01"], behaviour: { pingEvery: 60_000 } },
  { name: "a missing pong is not noticed", rules: ["CON-PING-02"], behaviour: { pongWithin: 10_000_000 } },
  {
    name: "a refused socket counts as connected, and an accepted one does not",
    rules: ["CON-LIST-01"],
    behaviour: { isAccepted: (frame) => !CORRECT.isAccepted(frame) },
  },
  {
    name: "a message that is pushed twice is told twice",
    rules: ["LSN-DUP-01"],
    behaviour: { isDuplicate: () => false },
  },
  {
    name: "every second message counts as a duplicate",
    rules: ["LSN-LOST-01", "MSG-TEXT-02", "CON-LIVE-02"],
    behaviour: { isDuplicate: (seen, id) => seen.has(id) || Number(id) % 2 === 0 },
  },
  { name: "events come twice", rules: ["LSN-ONCE-01"], behaviour: { tell: (event) => [event, event] } },
  {
    name: "the device is called otherwise in requests",
    rules: ["HYG-HEAD-02"],
    behaviour: headers((all, { asked }) => (asked === "login" ? all : { ...all, resource: "another" })),
  },
];
