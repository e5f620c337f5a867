/** Requests an app may make in a minute, by kind. docs: articles/rate-limits, rest-api/data-import */
export const RATE_LIMITS = {
  /** Cumulative over all core operations. */
  core: 10_000,
  /** Cumulative over everything else. */
  standard: 20_000,
  dataImport: 60,
} as const;

export type RateLimitKind = keyof typeof RATE_LIMITS;
export type RateLimits = Readonly<Record<RateLimitKind, number>>;

/** What a refusal calls each kind. docs: rest-api/data-import for its own; the others are ours */
export const RATE_LIMIT_NAMES: Readonly<Record<RateLimitKind, string>> = {
  core: "core operations",
  standard: "standard operations",
  dataImport: "data import API",
};

/**
 * The operations that are not standard ones. docs: articles/rate-limits (user connect and login, create and delete user,
 * create and join group); which operations these are is read off the names.
 */
const KIND_OF: Readonly<Record<string, RateLimitKind>> = {
  createAuthToken: "core",
  openSession: "core",
  createUser: "core",
  deleteUser: "core",
  createGroup: "core",
  joinGroup: "core",
  importUsers: "dataImport",
  importGroups: "dataImport",
  importMembers: "dataImport",
  importMessages: "dataImport",
};

/** What an operation counts as. */
export function rateLimitKind(operation: string): RateLimitKind {
  return Object.hasOwn(KIND_OF, operation) ? (KIND_OF[operation] as RateLimitKind) : "standard";
}

/** The length of a window, which begins with the minute (assumed), in milliseconds. */
export const RATE_LIMIT_WINDOW = 60_000;
