import type { App } from "../simulator/app.ts";
import { type ServiceError, serviceError } from "../simulator/errors.ts";
import {
  RATE_LIMIT_NAMES,
  RATE_LIMIT_WINDOW,
  type RateLimitKind,
  rateLimitKind,
} from "../simulator/rules/rate-limits.ts";

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
      const remaining = limit - window.used[kind];
      return isOver
        ? tooManyRequests(kind, limit, start + RATE_LIMIT_WINDOW, now)
        : { refusal: undefined, headers: headersOf(limit, remaining) };
    },
  };
}

/**
 * The refusal of one request too many.
 *
 * @param reset when requests are taken again, in unix milliseconds
 * @param now in unix milliseconds
 */
export function tooManyRequests(
  kind: RateLimitKind,
  limit: number,
  reset: number,
  now: number,
): RateUsage & { readonly refusal: ServiceError } {
  return {
    refusal: serviceError("ERR_TOO_MANY_REQUESTS", { what: RATE_LIMIT_NAMES[kind], limit }),
    headers: {
      ...headersOf(limit, 0),
      "retry-after": String(Math.ceil((reset - now) / 1_000)),
      "x-rate-limit-reset": String(Math.ceil(reset / 1_000)),
    },
  };
}

function headersOf(limit: number, remaining: number): Record<string, string> {
  return { "x-rate-limit": String(limit), "x-rate-limit-remaining": String(remaining) };
}
