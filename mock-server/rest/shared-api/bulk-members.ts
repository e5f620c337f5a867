import * as z from "zod";
import type { ResultOf } from "../../simulator/operations/index.ts";
import type { Fields } from "../../wire/json-text.ts";
import { printMessage } from "../../wire/message.ts";
import { messageShape } from "../../wire/message-shape.ts";
import { type Of, shape } from "../../wire/shape.ts";
import type { Viewpoint } from "../../wire/viewpoint.ts";
import { printResults, resultsOf } from "../bulk.ts";
import type { Call } from "../call.ts";

/** What came of each. Who is one already, or is banned, has no message. */
export const bulkMembersShape = shape("BulkMembers", () => {
  const added = z.strictObject({ success: z.literal(true), data: messageShape.schema.optional() });
  const each = resultsOf(shape(undefined, () => added)).schema;
  return z.strictObject({ admins: each, moderators: each, participants: each, usersToBan: each });
});

/** The lists of a bulk call. */
export function bulkMembersOf({ params, body }: Call) {
  const { admins, moderators, participants, usersToBan } = body;
  return { guid: params.guid, admins, moderators, participants, usersToBan };
}

/** All four lists, whichever were sent: the SDK reads them unchecked. seen from the official SDK 4.2.0 */
export function printBulkMembers(
  view: Viewpoint,
  result: ResultOf<"addMembers">,
): Fields<Of<typeof bulkMembersShape>> {
  const print = (list: keyof typeof result) =>
    printResults(result[list], ({ message }) => ({ data: message && printMessage(view, message) }));
  return {
    admins: print("admins"),
    moderators: print("moderators"),
    participants: print("participants"),
    usersToBan: print("usersToBan"),
  };
}
