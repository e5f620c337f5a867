import * as z from "zod";
import { secondsField } from "../fields.ts";
import { operation } from "../operation.ts";
import { lowerBound } from "../sorted-list.ts";

/** How much an app was used in a time, in unix seconds. */
export interface Usage {
  readonly activeUsers: number;
  readonly concurrentUsers: number;
  readonly fromDate: number;
  readonly toDate: number;
}

/** The time that is told of where none is named: thirty days (assumed). */
const DEFAULT_SPAN = 30 * 24 * 60 * 60;

/**
 * Who was online in a time: as far as it is remembered, which is each user's last time, and how many are now. Costs those
 * who are online. docs: rest-api/metrics; the names of the parameters are assumed.
 */
export const getUsage = operation({
  name: "getUsage",
  access: "key",
  input: () => z.object({ fromDate: secondsField.optional(), toDate: secondsField.optional() }),
  run({ state, now }, { toDate = now, fromDate = Math.max(0, toDate - DEFAULT_SPAN) }): Usage {
    const isWithin = (time: number) => time >= fromDate && time <= toDate;
    const seen = state.users.list("byLastActivity", "all");
    const upTo = (time: number) => lowerBound(seen, ({ lastActiveAt = 0 }) => lastActiveAt <= time);
    let activeUsers = Math.max(0, upTo(toDate) - upTo(fromDate - 1));
    for (const uid of state.connections.partitions("byUser")) {
      const before = state.users.get(String(uid))?.lastActiveAt;
      if (before !== undefined && isWithin(before)) activeUsers -= 1;
      if (isWithin(now)) activeUsers += 1;
    }
    return { activeUsers, concurrentUsers: state.connections.partitionCount("byUser"), fromDate, toDate };
  },
});
