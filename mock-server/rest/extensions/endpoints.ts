import type { Extension, ExtensionCall } from "./extension.ts";

/** Method and path → what answers there. */
type Endpoints = Readonly<Record<string, (call: ExtensionCall) => unknown>>;

/**
 * Answers calls by a table.
 *
 * @example { slug: "polls", handle: byEndpoint({ "POST v2/create": (call) => call.execute("createPoll", call.body) }) }
 */
export function byEndpoint(endpoints: Endpoints): Extension["handle"] {
  return (call) => {
    const place = `${call.method} ${call.path}`;
    return Object.hasOwn(endpoints, place) ? endpoints[place]?.(call) : undefined;
  };
}
