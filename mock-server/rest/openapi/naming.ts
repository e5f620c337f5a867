/** What a path is about → the tag it stands under, where the path's own word is not the concept's name. */
const CONCEPTS: Readonly<Record<string, string>> = {
  ai: "AI",
  apikeys: "API keys",
  auth_tokens: "Auth tokens",
  banned_members: "Banned users",
  bannedusers: "Banned users",
  blockedusers: "Blocked users",
  conversation: "Conversations",
  friends: "Friends",
  me: "Sessions",
  members: "Group members",
  data_import: "Data import",
  "online-members": "Presence",
  permissions: "Permissions",
  ping: "Presence",
  reactions: "Reactions",
  restrictedfeatures: "Permissions",
  scopes: "Permissions",
  settings: "Sessions",
  thread: "Threads",
  user_sessions: "Sessions",
};

/** The paths of services beside the chat's own have versions of their own. */
const VERSIONED = /^(\/api)?\/v\d\//;

/**
 * The concept that a path is about: the word after the first id if it is a concept of its own, else the first word.
 *
 * @example conceptOf("/groups/:guid/members/:uid"); // "Group members"
 */
export function conceptOf(path: string): string {
  const segments = path.split("/").filter(Boolean);
  const [first = "", , inner = ""] = segments;
  if (segments[1]?.startsWith(":")) {
    if (CONCEPTS[inner]) return CONCEPTS[inner];
    if (inner.endsWith("s")) return sentence(inner);
  }
  const concept = VERSIONED.test(path) ? (segments.at(-1) ?? "") : first;
  return CONCEPTS[concept] ?? sentence(concept);
}

/** `changeScope` → `Change scope`. */
export function sentence(name: string): string {
  const words = name.replace(/[_-]/g, " ").replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** `/users/:uid/auth_tokens` → `/users/{uid}/auth_tokens`. */
export function templateOf(path: string): string {
  return path.replace(/:(\w+)/g, "{$1}");
}

/** A name for code that is generated from the document, made longer where an operation has several places. */
export function operationIdOf(api: string, operation: string, path: string, isAlone: boolean): string {
  const words = isAlone ? [operation] : [operation, ...path.split(/[\W_]+/).filter(Boolean)];
  return words.reduce((id, word) => id + word.charAt(0).toUpperCase() + word.slice(1), api);
}
