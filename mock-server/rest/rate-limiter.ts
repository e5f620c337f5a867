import { type ServiceError, serviceError } from "../simulator/errors.ts";
import {
  RATE_LIMIT_NAMES,
  RATE_LIMIT_WINDOW,
  type RateLimitKind,
  rateLimitKind,
} from "../simulator/rules/rate-limits.ts";
import type { App } from "../simulator/simulator.ts";

/** What a request took of its app's limit. */
export interface RateUsage {
  /** Why it is not executed, if it was one too many. */
  readonly refusal: ServiceError | undefined;
  /** What the answer tells of it. docs: articles/rate-limits */
  readonly headers: Readonly<Record<string, string>>;
}

export interface RateLimiter {
  /** Counts a request. Costs nothing for an app without limits, and tells nothing. */
  count(app: App, operation: string): RateUsage | undefined;
}

/** One minute of an app. */
interface Window {
  readonly start: number;
  readonly used: Record<RateLimitKind, number>;
}

/** Makes a limiter whose minutes are the app's own. docs: articles/rate-limits; that the minutes are fixed is assumed */
export function createRateLimiter(): RateLimiter {
  const windows = new WeakMap<App, Window>();
  return {
    count(app, operation) {
      const { rateLimits } = app;
      if (!rateLimits) return undefined;
      const now = app.clock.now();
      const start = now - (now % RATE_LIMIT_WINDOW);
      let window = windows.get(app);
      if (window?.start !== start) {
        window = { start, used: { core: 0, standard: 0, dataImport: 0 } };
        windows.set(app, window);
      }
      const kind = rateLimitKind(operation);
      const limit = rateLimits[kind];
      const isOver = window.used[kind] >= limit;
      if (!isOver) window.used[kind] += 1;
      const headers: Record<string, string> = {
        "x-rate-limit": String(limit),
        "x-rate-limit-remaining": String(limit - window.used[kind]),
      };
      if (!isOver) return { refusal: undefined, headers };
      const reset = start + RATE_LIMIT_WINDOW;
      headers["retry-after"] = String(Math.ceil((reset - now) / 1_000));
      headers["x-rate-limit-reset"] = String(reset / 1_000);
      const refusal = serviceError("ERR_TOO_MANY_REQUESTS", { what: RATE_LIMIT_NAMES[kind], limit });
      return { refusal, headers };
    },
  };
}
