import { readExtensionName, readHost } from "../../wire/host.ts";
import { appIdOfSocketHost } from "../../wire/socket-address.ts";

/** What a host name of the vendor's stands for. */
export interface VendorHost {
  readonly kind: "api" | "socket" | "extension";
  /** Whose it is, where the name says it: as the name spells it, in lower case mostly. */
  readonly appId?: string | undefined;
}

/**
 * Reads a host as one of the vendor's that a client of an app is led to.
 *
 * @param host with or without a port
 * @returns `undefined` for any other host, the vendor's own site included
 */
export function readVendorHost(host: string): VendorHost | undefined {
  const { name, vendor } = readHost(host);
  if (!name.toLowerCase().endsWith(".cometchat.io")) return undefined;
  if (vendor)
    return vendor.domain.toLowerCase() === "cometchat.io" ? { kind: "api", appId: vendor.appId } : undefined;
  const appId = appIdOfSocketHost(name);
  if (appId !== undefined) return { kind: "socket", appId };
  return readExtensionName(name)?.isOurs ? { kind: "extension" } : undefined;
}
