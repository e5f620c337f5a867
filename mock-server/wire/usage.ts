import type { Usage } from "../simulator/operations/metrics.ts";
import type { Fields } from "./json-text.ts";

/** docs: rest-api/metrics (usage metrics) */
export function printUsage({ activeUsers, concurrentUsers, fromDate, toDate }: Usage): Fields {
  return {
    metrics: {
      audio_minutes: 0,
      video_minutes: 0,
      recorded_minutes: 0,
      active_users: activeUsers,
      concurrent_users: concurrentUsers,
    },
    time_range: { fromDate, toDate },
  };
}
