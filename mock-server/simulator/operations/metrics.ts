import * as z from "zod";
import { secondsField } from "../fields.ts";
import { isOnline } from "../lookups.ts";
import { operation } from "../operation.ts";

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
 * Who was online in a time: as far as it is remembered, which is each user's last time, and how many are now.
 * docs: rest-api/metrics; the names of the parameters are assumed.
 */
export const getUsage = operation({
  name: "getUsage",
  access: "key",
  input: () => z.object({ fromDate: secondsField.optional(), toDate: secondsField.optional() }),
  run({ state, now }, { toDate = now, fromDate = Math.max(0, toDate - DEFAULT_SPAN) }): Usage {
    let activeUsers = 0;
    for (const { uid, lastActiveAt } of state.users.values()) {
      const seen = isOnline(state, uid) ? now : lastActiveAt;
      if (seen !== undefined && seen >= fromDate && seen <= toDate) activeUsers += 1;
    }
    return { activeUsers, concurrentUsers: state.connections.partitionCount("byUser"), fromDate, toDate };
  },
});
