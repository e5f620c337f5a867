import type { Member } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";

/** A member as an import answers it. docs: rest-api/data-import */
export function printImportedMember(member: Pick<Member, "guid" | "uid" | "scope" | "joinedAt">): Fields {
  const { guid, uid, scope, joinedAt } = member;
  return { guid, uid, scope, joinedAt };
}
