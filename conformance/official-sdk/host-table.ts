/** Leads host names to other places, as a hosts file would: `{"*.cometchat.io": "127.0.0.1:8443"}`. */
export type HostTable = Readonly<Record<string, string>>;

/** Where to connect instead of the host named in a URL. */
export interface Place {
  readonly address: string;
  /** The URL's own when there is none. */
  readonly port: number | undefined;
}

/**
 * The place a host name leads to, or undefined where DNS decides. An exact name beats a `*.` pattern; and as in a browser,
 * every name below `localhost` leads to this machine, whatever DNS says (rest-client.md §1.4).
 */
export function placeOf(hostname: string, table: HostTable): Place | undefined {
  const name = hostname.toLowerCase();
  const pattern = Object.keys(table).find((key) => key.startsWith("*.") && name.endsWith(key.slice(1)));
  const value = table[name] ?? (pattern === undefined ? undefined : table[pattern]);
  if (value === undefined) {
    return name.endsWith(".localhost") ? { address: "127.0.0.1", port: undefined } : undefined;
  }
  const colon = value.lastIndexOf(":");
  return { address: value.slice(0, colon), port: Number(value.slice(colon + 1)) };
}
