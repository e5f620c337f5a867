import type { JsonObject } from "./common.ts";

export interface User {
  readonly uid: string;
  readonly name: string;
  readonly avatar?: string;
  readonly link?: string;
  readonly role: string;
  readonly metadata?: JsonObject;
  readonly statusMessage?: string;
  readonly tags?: readonly string[];
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly lastActiveAt?: number;
  readonly deactivatedAt?: number;
}

export interface AuthToken {
  readonly authToken: string;
  readonly uid: string;
  /** Position among the user's tokens, from 1: the newest has the highest. */
  readonly serial: number;
  readonly createdAt: number;
  /** What the socket authenticates with, valid until the session ends. */
  readonly jwt: string;
  /** Which session on this token the jwt is of, from 1. */
  readonly sessions: number;
  /** Made by a client's login with the Auth Key, not by the app's server. */
  readonly mintedByLogin: boolean;
  readonly platform?: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
  readonly appInfo?: JsonObject;
}

/** Marks a user as a bot. */
export interface Bot {
  readonly uid: string;
  readonly createdAt: number;
}

export interface RoleSettings {
  readonly listUsers?: "all" | "friendsOnly";
  readonly sendMessagesTo?: "all" | "friendsOnly";
}

export interface Role {
  readonly role: string;
  readonly name: string;
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly settings?: RoleSettings;
  readonly createdAt: number;
  readonly updatedAt?: number;
}

/** One direction of a friendship; there are always both. */
export interface Friendship {
  readonly uid: string;
  readonly friend: string;
  readonly serial: number;
}

/** `uid` has blocked `blocked`. */
export interface Block {
  readonly uid: string;
  readonly blocked: string;
  readonly blockedAt: number;
  readonly serial: number;
}
