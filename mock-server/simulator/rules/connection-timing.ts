/** Times of the socket surface, in milliseconds. */
export const CONNECTION_TIMING = {
  /**
   * A socket that has not authenticated by then is closed. assumed; the SDK can leave silent sockets behind, which
   * nobody else would ever close.
   */
  authTimeout: 10_000,
  /**
   * A socket without a ping for so long is closed; 0 is never. docs: the 30-second rule of manual mode speaks of 30 s
   * for clients in background. The JS SDK pings every 15 s, but browsers stretch the timers of hidden pages to a
   * minute, so the default is off and 30 000 is the documented rule.
   */
  pingTimeout: 0,
  /**
   * How long after the last socket of a user the offline presence is published: a page reload closes one socket and
   * opens the next, and is no absence. A logout publishes at once. assumed.
   */
  presenceGrace: 1_000,
  /**
   * Frames that a REST request causes leave so long after its execution, so that the HTTP answer is there first, as
   * it is with the hosted service. Seen with the official React UI Kit: ticks are lost below 20 ms.
   */
  frameDelay: 20,
  /** Between two frames of what an agent streams, and before the first. assumed */
  streamInterval: 20,
} as const;

/** The adjustable times of the socket surface, in milliseconds. */
export type ConnectionTiming = { readonly [K in keyof typeof CONNECTION_TIMING]: number };
