import type { Mutant } from "../mutant.ts";
import { asking, giving, type Params, querying, saying, without } from "./change.ts";

/** Users and blocking. */
export const users: readonly Mutant[] = [
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
];
