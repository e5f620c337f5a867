import type { ResultOf } from "../../simulator/operations/index.ts";
import { printMessage } from "../../wire/message.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { printResults } from "../bulk.ts";
import type { Call } from "../call.ts";

/** The lists of a bulk call. */
export function bulkMembersOf({ params, body }: Call) {
  const { admins, moderators, participants, usersToBan } = body;
  return { guid: params.guid, admins, moderators, participants, usersToBan };
}

/** All four lists, whichever were sent: the SDK reads them unchecked. seen from the official SDK 4.2.0 */
export function printBulkMembers(view: Viewpoint, result: ResultOf<"addMembers">): object {
  const print = (list: keyof typeof result) =>
    printResults(result[list], ({ message }) => (message ? { data: printMessage(view, message) } : {}));
  return {
    admins: print("admins"),
    moderators: print("moderators"),
    participants: print("participants"),
    usersToBan: print("usersToBan"),
  };
}
