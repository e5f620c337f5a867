import type { Driver } from "../protocol/index.ts";

/** A driver of a client that claims to do everything, and does nothing: no rule may pass with it. */
export function doNothing(claims: Driver): Driver {
  return {
    ...claims,
    describe: () => claims.describe(),
    async createClient() {},
    async closeClient() {},
    call: async () => ({ value: null }),
    async setAppState() {},
    async setNetwork() {},
  };
}
