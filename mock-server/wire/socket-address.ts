/** seen from the official SDK 4.2.0: where the default settings lead a client */
const VENDOR_HOST = /^([^./]+)\.websocket-[^./]+\.cometchat\.io(?::\d+)?(?:\/|$)/i;
/** What the settings of a server on one host lead to; the SDK pastes the port behind it. */
const PATH = /\/ws\/([^/:]+)(?::\d*)?$/;

/** The path under which an app's sockets are opened on a host that is none of the vendor's. */
export function socketPath(appId: string): string {
  return `/ws/${encodeURIComponent(appId)}`;
}

/** The App ID in the vendor's host name of an app's sockets, as it spells it: in lower case mostly. */
export function appIdOfSocketHost(host: string): string | undefined {
  return VENDOR_HOST.exec(host)?.[1];
}

/**
 * Whose app a socket says to be for, before it has authenticated: most say it, and none has to.
 *
 * @param address host and path of the upgrade request
 */
export function appIdOfSocket(address: string): string | undefined {
  const named = PATH.exec(address)?.[1];
  if (named === undefined) return appIdOfSocketHost(address);
  try {
    return decodeURIComponent(named);
  } catch {
    // A client may have put anything into its URL; this names no app.
    return undefined;
  }
}
