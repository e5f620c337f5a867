import * as z from "zod";
import type { Usage } from "../simulator/operations/metrics.ts";
import type { Fields } from "./json-text.ts";
import { type Of, shape } from "./shape.ts";
import { count, seconds } from "./words.ts";

export const usageShape = shape("Usage", () =>
  z.strictObject({
    metrics: z.strictObject({
      audio_minutes: count,
      video_minutes: count,
      recorded_minutes: count,
      active_users: count,
      concurrent_users: count,
    }),
    time_range: z.strictObject({ fromDate: seconds, toDate: seconds }),
  }),
);

/** docs: rest-api/metrics (usage metrics) */
export function printUsage({
  activeUsers,
  concurrentUsers,
  fromDate,
  toDate,
}: Usage): Fields<Of<typeof usageShape>> {
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
