import type { Group, Member, User } from "../../../protocol/index.ts";
import { compact, filled, flag, get, list, number, text, time } from "./values.ts";

/** A User of the SDK; a bare UID, which getters of messages give without an entity, is a user of whom nothing else is known. */
export function toUser(user: unknown): User {
  if (typeof user === "string") return { uid: user, name: "", status: "offline" };
  const status = get(user, "getStatus");
  return compact({
    uid: text(get(user, "getUid")) ?? "",
    name: text(get(user, "getName")) ?? "",
    status: status === "online" || status === "available" ? "online" : "offline",
    avatar: text(get(user, "getAvatar")),
    link: text(get(user, "getLink")),
    role: text(get(user, "getRole")),
    statusMessage: text(get(user, "getStatusMessage")),
    metadata: filled(get(user, "getMetadata")),
    tags: list(get(user, "getTags"), String),
    lastActiveAt: time(get(user, "getLastActiveAt")),
    blockedByMe: flag(get(user, "getBlockedByMe")),
    hasBlockedMe: flag(get(user, "getHasBlockedMe")),
  });
}

export function toMember(member: unknown): Member {
  return compact({
    ...toUser(member),
    scope: text(get(member, "getScope")) as Member["scope"],
    joinedAt: time(get(member, "getJoinedAt")),
  });
}

export function toGroup(group: unknown): Group {
  return compact({
    guid: text(get(group, "getGuid")) ?? "",
    name: text(get(group, "getName")) ?? "",
    type: text(get(group, "getType")) as Group["type"],
    icon: text(get(group, "getIcon")),
    description: text(get(group, "getDescription")),
    metadata: filled(get(group, "getMetadata")),
    tags: list(get(group, "getTags"), String),
    owner: text(get(group, "getOwner")),
    membersCount: number(get(group, "getMembersCount")),
    hasJoined: flag(get(group, "getHasJoined")),
    scope: text(get(group, "getScope")) as Group["scope"],
    joinedAt: time(get(group, "getJoinedAt")),
    createdAt: time(get(group, "getCreatedAt")),
    updatedAt: time(get(group, "getUpdatedAt")),
  });
}

/** Either: who has been written to, or what an action is about. */
export function toUserOrGroup(one: unknown): User | Group {
  return text(get(one, "getGuid")) === undefined ? toUser(one) : toGroup(one);
}
