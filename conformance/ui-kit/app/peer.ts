import type { Group, User } from "@cometchat/chat-sdk-javascript";

/** Who is chatted with: the kit's components take one of the two. */
export interface Peer {
  readonly user?: User;
  readonly group?: Group;
}
