import type { Member } from "../simulator/records.ts";
import type { Fields } from "./json-text.ts";
import type { Of } from "./shape.ts";
import type { membershipShape } from "./user.ts";

/** A member as an import answers it. docs: rest-api/data-import */
export function printImportedMember(
  member: Pick<Member, "guid" | "uid" | "scope" | "joinedAt">,
): Fields<Of<typeof membershipShape>> {
  const { guid, uid, scope, joinedAt } = member;
  return { guid, uid, scope, joinedAt };
}
