import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  X509Certificate,
} from "node:crypto";
import {
  BasicConstraints,
  ExtendedKeyUsage,
  GeneralName,
  GeneralSubtree,
  GeneralSubtrees,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_nameConstraints,
  id_ce_subjectAltName,
  id_kp_serverAuth,
  KeyUsage,
  KeyUsageFlags,
  NameConstraints,
  SubjectAlternativeName,
} from "@peculiar/asn1-x509";
import { PERMITTED_ADDRESSES, PERMITTED_DOMAINS } from "./certificate-names.ts";
import type { CertifiedKey } from "./certified-key.ts";
import { distinguishedName, extension, signCertificate, subjectOf } from "./x509-certificate.ts";

const DAY = 24 * 60 * 60 * 1_000;
const AUTHORITY_DAYS = 5 * 365;
// Apple's clients refuse server certificates of 398 days and more.
const SERVER_DAYS = 397;
// A client whose clock is a little behind ours must not find the certificate not yet valid.
const CLOCK_SKEW = DAY;

/** What a server certificate is for. */
export interface ServerNames {
  domains: readonly string[];
  addresses: readonly string[];
}

/**
 * Makes a certificate authority that can sign for local and CometChat names only: clients that trust it refuse whatever
 * else its key may be made to sign.
 */
export function createAuthority(now: Date): CertifiedKey {
  const { publicKey, privateKey } = newKey();
  // Browsers keep old authorities; one subject with two keys confuses those that look issuers up by name.
  const name = distinguishedName(`cometchat-testkit local CA ${randomBytes(3).toString("hex")}`);
  const cert = signCertificate({
    subject: name,
    subjectKey: publicKey,
    issuer: name,
    issuerKey: privateKey,
    notBefore: new Date(now.getTime() - CLOCK_SKEW),
    notAfter: new Date(now.getTime() + AUTHORITY_DAYS * DAY),
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints({ cA: true, pathLenConstraint: 0 }), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign), true),
      extension(id_ce_nameConstraints, nameConstraints(), true),
    ],
  });
  return { key: pem(privateKey), cert };
}

/**
 * Signs a server certificate for any names, permitted or not: it is the client's check that holds the line.
 *
 * @param key PEM of the private key to certify; a new one without it
 */
export function issueServerCertificate(
  authority: CertifiedKey,
  names: ServerNames,
  now: Date,
  key?: string,
): CertifiedKey {
  const privateKey = key === undefined ? newKey().privateKey : createPrivateKey(key);
  const issuer = new X509Certificate(authority.cert);
  const notBefore = now.getTime() - CLOCK_SKEW;
  const cert = signCertificate({
    subject: distinguishedName("cometchat-testkit server"),
    subjectKey: createPublicKey(privateKey),
    issuer: subjectOf(issuer.raw),
    issuerKey: createPrivateKey(authority.key),
    notBefore: new Date(notBefore),
    notAfter: new Date(Math.min(notBefore + SERVER_DAYS * DAY - 1_000, Date.parse(issuer.validTo))),
    extensions: [
      extension(id_ce_basicConstraints, new BasicConstraints(), true),
      extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), true),
      extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
      extension(id_ce_subjectAltName, alternativeNames(names)),
    ],
  });
  return { key: pem(privateKey), cert };
}

function nameConstraints(): NameConstraints {
  const permitted = [
    ...PERMITTED_DOMAINS.map((dNSName) => new GeneralName({ dNSName })),
    ...PERMITTED_ADDRESSES.map((address) => new GeneralName({ iPAddress: exactly(address) })),
  ];
  return new NameConstraints({
    permittedSubtrees: new GeneralSubtrees(permitted.map((base) => new GeneralSubtree({ base }))),
  });
}

/** An address as a network of one. */
function exactly(address: string): string {
  return address.includes(":") ? `${address}/128` : `${address}/32`;
}

function alternativeNames({ domains, addresses }: ServerNames): SubjectAlternativeName {
  return new SubjectAlternativeName([
    ...domains.map((dNSName) => new GeneralName({ dNSName })),
    ...addresses.map((iPAddress) => new GeneralName({ iPAddress })),
  ]);
}

function newKey(): { publicKey: KeyObject; privateKey: KeyObject } {
  return generateKeyPairSync("ec", { namedCurve: "P-256" });
}

function pem(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
