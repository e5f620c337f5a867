/** The domains, each with everything below it, that the local authority may sign for. */
export const PERMITTED_DOMAINS: readonly string[] = [
  "localhost",
  "cometchat.io",
  "cc-cluster-2.io",
  "cc-edge-2.io",
];

/** The addresses that the local authority may sign for. */
export const PERMITTED_ADDRESSES: readonly string[] = ["127.0.0.1", "::1"];

const KNOWN_REGIONS = ["us", "eu", "in"];

// The socket alone is also reached on these two. docs: network requirements.
const SOCKET_DOMAINS = ["cometchat.io", "cc-cluster-2.io", "cc-edge-2.io"];

const HOST_LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** DNS names in the server certificate: the vendor's known regions and the given ones. */
export function serverDomains(regions: readonly string[]): string[] {
  const domains = ["localhost", "*.localhost", "*.cometchat.io"];
  for (const region of new Set([...KNOWN_REGIONS, ...regions])) {
    domains.push(`*.apiclient-${region}.cometchat.io`, `*.api-${region}.cometchat.io`);
    domains.push(...SOCKET_DOMAINS.map((domain) => `*.websocket-${region}.${domain}`));
  }
  return domains;
}

/** Whether the local authority may sign for this lower-case host name. */
export function isPermittedDomain(name: string): boolean {
  return (
    name.length <= 253 &&
    name.split(".").every((label) => HOST_LABEL.test(label)) &&
    PERMITTED_DOMAINS.some((domain) => name === domain || name.endsWith(`.${domain}`))
  );
}

/** Whether clients accept a certificate with these DNS names for this lower-case host name. */
export function coversDomain(domains: readonly string[], name: string): boolean {
  if (domains.includes(name)) return true;
  const parent = name.slice(name.indexOf(".") + 1);
  // Node and Chromium refuse a wildcard directly below a top-level name, so `*.localhost` counts for nothing.
  return parent !== name && parent.includes(".") && domains.includes(`*.${parent}`);
}
