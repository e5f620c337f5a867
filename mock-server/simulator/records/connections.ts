import type { AuthToken } from "./people.ts";

export type PresenceSubscription =
  | { readonly kind: "none" }
  | { readonly kind: "all" }
  | { readonly kind: "friends" }
  | { readonly kind: "roles"; readonly roles: readonly string[] };

/** One authenticated socket. */
export interface Connection {
  readonly id: number;
  readonly uid: string;
  readonly authToken: string;
  readonly deviceId: string;
  readonly subscription: PresenceSubscription;
  /** What it said of the device it is on. */
  readonly device: Pick<AuthToken, "platform" | "userAgent" | "appInfo">;
  readonly connectedAt: number;
}
