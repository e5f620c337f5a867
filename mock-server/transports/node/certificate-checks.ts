import { sign, verify, X509Certificate } from "node:crypto";
import type { ServerNames } from "./certificate-authority.ts";
import { PERMITTED_DOMAINS } from "./certificate-names.ts";
import type { CertifiedKey } from "./certified-key.ts";

const DAY = 24 * 60 * 60 * 1_000;
const SERVER_RENEWAL = 30 * DAY;
// A server certificate ends with its authority at the latest: with less time, it would be remade at every start.
const AUTHORITY_RENEWAL = 2 * SERVER_RENEWAL;
const DNS_NAME_TAG = 0x82;

/** Whether this is a whole, current authority for all the names it has to sign for. */
export function isUsableAuthority(authority: CertifiedKey, now: Date): boolean {
  return holds(() => {
    const certificate = new X509Certificate(authority.cert);
    return (
      certificate.ca &&
      isCurrent(certificate, now, AUTHORITY_RENEWAL) &&
      signsFor(authority.key, certificate) &&
      certificate.verify(certificate.publicKey) &&
      PERMITTED_DOMAINS.every((domain) => certificate.raw.includes(dnsName(domain)))
    );
  });
}

/** Whether this is a whole, current server certificate of that authority for at least these names. */
export function isUsableServer(
  server: CertifiedKey,
  authority: CertifiedKey,
  names: ServerNames,
  now: Date,
): boolean {
  return holds(() => {
    const certificate = new X509Certificate(server.cert);
    const issuer = new X509Certificate(authority.cert);
    const covered = new Set(certificate.subjectAltName?.split(", "));
    return (
      isCurrent(certificate, now, SERVER_RENEWAL) &&
      signsFor(server.key, certificate) &&
      certificate.checkIssued(issuer) &&
      certificate.verify(issuer.publicKey) &&
      names.domains.every((domain) => covered.has(`DNS:${domain}`)) &&
      names.addresses.every((address) => certificate.checkIP(address) !== undefined)
    );
  });
}

function isCurrent(certificate: X509Certificate, now: Date, renewal: number): boolean {
  return (
    Date.parse(certificate.validFrom) <= now.getTime() &&
    Date.parse(certificate.validTo) - now.getTime() > renewal
  );
}

/** A damaged key may hold its public half still, so only a signature shows that both are whole. */
function signsFor(key: string, certificate: X509Certificate): boolean {
  const { raw, publicKey } = certificate;
  return verify("sha256", raw, publicKey, sign("sha256", raw, key));
}

/** A DNS name as it stands in the name constraints. Node reads no constraints, and a parser costs start-up time. */
function dnsName(name: string): Buffer {
  return Buffer.concat([Buffer.from([DNS_NAME_TAG, name.length]), Buffer.from(name)]);
}

function holds(check: () => boolean): boolean {
  try {
    return check();
  } catch {
    // Whatever node's crypto cannot read is damaged, and damaged files are made anew.
    return false;
  }
}
