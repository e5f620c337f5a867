import * as z from "zod";
import type { Verdict } from "./verdict.ts";

/** The group types. docs: fundamentals/key-concepts */
export const GROUP_TYPES = ["public", "password", "private"] as const;
export type GroupType = (typeof GROUP_TYPES)[number];

/** A group type as it may be sent. `protected` is an older word for `password`. docs: rest-api/groups, list-groups */
export const groupTypeField = z
  .enum([...GROUP_TYPES, "protected"])
  .transform((type): GroupType => (type === "protected" ? "password" : type));

/**
 * Who sees a group of each type in lists, and how one joins it.
 *
 * | type     | listed to    | joined by            |
 * |----------|--------------|----------------------|
 * | public   | all users    | anyone               |
 * | password | all users    | the right password   |
 * | private  | members only | being added          |
 *
 * docs: fundamentals/key-concepts
 */
export const GROUP_TYPE_RULES: Readonly<
  Record<GroupType, { readonly listedToAll: boolean; readonly needsPassword: boolean }>
> = {
  public: { listedToAll: true, needsPassword: false },
  password: { listedToAll: true, needsPassword: true },
  private: { listedToAll: false, needsPassword: false },
};

/** Whether a user may join by itself. The refusal code of a private group: the vendor's own SDK tests. */
export const JOIN_VERDICTS = {
  public: "ok",
  password: "ok",
  private: "ERR_GROUP_JOIN_NOT_ALLOWED",
} as const satisfies Record<GroupType, Verdict>;
