/** What an answer holds, as its documentation shows it: more may be there, but not less. */
export type Shape =
  | "string"
  | "number"
  | "boolean"
  | readonly [Shape]
  /** By an id. */
  | { readonly each: Shape }
  | { readonly [field: string]: Shape };

const text = "string";
const time = "number";
const count = "number";

/** A success that is told in a sentence. */
export const DONE: Shape = { success: "boolean", message: text };
/** As {@link DONE}, as the pages on a user's conversation spell it. */
export const DONE_WITH_CAPITAL: Shape = { success: "boolean", Message: text };

export const PAGINATION: Shape = {
  pagination: { total: count, count, per_page: count, current_page: count, total_pages: count },
};
export const PAGINATION_AND_CURSOR: Shape = { ...PAGINATION, cursor: { updatedAt: time, affix: text } };
export const MESSAGE_CURSOR: Shape = {
  current: { limit: count, count },
  next: { affix: text, sentAt: time, id: text },
};
export const MESSAGE_PAGES: Shape = { ...PAGINATION, cursor: { id: count, affix: text } };

export const API_KEY: Shape = { apiKey: text, name: text, scope: text, createdAt: time };
export const AUTH_TOKEN: Shape = { uid: text, authToken: text, createdAt: time };

export const USER: Shape = {
  uid: text,
  name: text,
  link: text,
  avatar: text,
  status: text,
  role: text,
  createdAt: time,
};
export const WHOLE_USER: Shape = { ...USER, metadata: {}, tags: [text], updatedAt: time };
/** A user as another one, for whom the app asks, has it in a list. */
export const LISTED_USER: Shape = { ...USER, metadata: {}, updatedAt: time, conversationId: text };
export const BLOCKED_USER: Shape = {
  ...LISTED_USER,
  blockedByMe: "boolean",
  blockedByMeAt: time,
  blockedAt: time,
};

export const ROLE: Shape = {
  role: text,
  name: text,
  description: text,
  metadata: {},
  settings: { listUsers: text, sendMessagesTo: text },
  createdAt: time,
};
export const RESTRICTED_FEATURE: Shape = {
  title: text,
  description: text,
  key: text,
  path: text,
  createdAt: time,
};

/** A group as one of its members has it. */
export const GROUP: Shape = {
  guid: text,
  name: text,
  description: text,
  icon: text,
  type: text,
  scope: text,
  membersCount: count,
  joinedAt: time,
  conversationId: text,
  hasJoined: "boolean",
  createdAt: time,
  owner: text,
};
export const WHOLE_GROUP: Shape = { ...GROUP, tags: [text] };
export const MEMBERSHIP: Shape = { guid: text, uid: text, scope: text, joinedAt: time };
export const MEMBER: Shape = {
  uid: text,
  name: text,
  avatar: text,
  status: text,
  role: text,
  scope: text,
  joinedAt: time,
  createdAt: time,
  updatedAt: time,
  conversationId: text,
};

const ENVELOPE = {
  id: text,
  conversationId: text,
  sender: text,
  receiverType: text,
  receiver: text,
  category: text,
  type: text,
  sentAt: time,
  updatedAt: time,
} as const;
const ENTITY: Shape = { entity: {}, entityType: text };

export const TEXT_MESSAGE: Shape = {
  ...ENVELOPE,
  data: { text, metadata: {}, entities: { sender: ENTITY, receiver: ENTITY } },
};
export const REPLY: Shape = { ...TEXT_MESSAGE, parentId: text };
export const ACTION_MESSAGE: Shape = {
  ...ENVELOPE,
  data: { action: text, entities: { by: ENTITY, for: ENTITY, on: ENTITY } },
};
/** Any message, of which a list may hold several kinds. */
export const MESSAGE: Shape = { ...ENVELOPE, data: { entities: {} } };

export const CONVERSATION: Shape = {
  conversationId: text,
  conversationType: text,
  unreadMessageCount: text,
  createdAt: time,
  updatedAt: time,
  lastMessage: MESSAGE,
  conversationWith: { conversationId: text, createdAt: time, name: text },
};

/** An app, without what is about plans and people: those are the vendor's business with its customers. */
export const APP: Shape = {
  id: text,
  name: text,
  state: text,
  region: text,
  createdAt: time,
  apiKeys: { each: { apiKey: text, name: text, scope: text, createdBy: text } },
};
export const WEBHOOK: Shape = { id: text, name: text, webhookURL: text, createdAt: time, updatedAt: time };

/** What came of each, by id. */
export function results(success: Shape): Shape {
  return { each: { success: "boolean", ...(success as object) } };
}

/** What an answer lacks of a shape, or has of another type, place by place. */
export function differences(shape: Shape, value: unknown, at = "data"): string[] {
  if (typeof shape === "string") {
    const type = value === null ? "null" : typeof value;
    return type === shape ? [] : [`${at} is ${type} and not ${shape}`];
  }
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    if (value.length === 0) return [`${at} is empty`];
    return value.flatMap((item, index) => differences(shape[0] as Shape, item, `${at}[${index}]`));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at} is no object`];
  const { each, ...fields } = shape as { readonly each?: Shape };
  const rows = value as Readonly<Record<string, unknown>>;
  if (each) return Object.entries(rows).flatMap(([id, row]) => differences(each, row, `${at}.${id}`));
  return Object.entries(fields as Readonly<Record<string, Shape>>).flatMap(([name, field]) =>
    rows[name] === undefined ? [`${at}.${name} is missing`] : differences(field, rows[name], `${at}.${name}`),
  );
}
