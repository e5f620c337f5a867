import type { GroupType } from "../rules/group-types.ts";
import type { Scope } from "../rules/scope-privileges.ts";
import type { JsonObject } from "./common.ts";

export interface Group {
  readonly guid: string;
  readonly name: string;
  readonly type: GroupType;
  readonly password?: string;
  readonly icon?: string;
  readonly description?: string;
  readonly metadata?: JsonObject;
  readonly tags?: readonly string[];
  /** A member, or {@link SYSTEM_UID}, which is in no member list. */
  readonly owner: string;
  readonly createdAt: number;
  readonly updatedAt?: number;
  readonly updatedBy?: string;
}

export interface Member {
  readonly guid: string;
  readonly uid: string;
  readonly scope: Scope;
  readonly joinedAt: number;
  /** Order of joining among all memberships of the app. */
  readonly serial: number;
}

export interface Ban {
  readonly guid: string;
  readonly uid: string;
  /** The scope held before, if the user was a member. */
  readonly scope?: Scope;
  readonly bannedAt: number;
  readonly serial: number;
}
