import { createHash, createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import * as x509 from "@peculiar/asn1-x509";

const ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
const COMMON_NAME = "2.5.4.3";
const ORGANIZATION = "2.5.4.10";

/** What a certificate says, and who signs it. */
export interface CertificateContent {
  subject: x509.Name;
  /** The public key of the subject. */
  subjectKey: KeyObject;
  issuer: x509.Name;
  /** The private ECDSA key of the issuer. */
  issuerKey: KeyObject;
  notBefore: Date;
  notAfter: Date;
  extensions: x509.Extension[];
}

/** Signs a version 3 certificate with ECDSA and SHA-256; returns it as PEM. */
export function signCertificate(content: CertificateContent): string {
  const algorithm = new x509.AlgorithmIdentifier({ algorithm: ECDSA_WITH_SHA256 });
  const { subjectKey, issuerKey } = content;
  const extensions = [
    ...content.extensions,
    extension(x509.id_ce_subjectKeyIdentifier, new x509.SubjectKeyIdentifier(keyIdentifier(subjectKey))),
    extension(
      x509.id_ce_authorityKeyIdentifier,
      new x509.AuthorityKeyIdentifier({
        keyIdentifier: new x509.KeyIdentifier(keyIdentifier(createPublicKey(issuerKey))),
      }),
    ),
  ];
  const tbsCertificate = new x509.TBSCertificate({
    version: x509.Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: content.issuer,
    validity: new x509.Validity({ notBefore: content.notBefore, notAfter: content.notAfter }),
    subject: content.subject,
    subjectPublicKeyInfo: publicKeyInfo(subjectKey),
    extensions: new x509.Extensions(extensions),
  });
  const signature = sign("sha256", Buffer.from(AsnConvert.serialize(tbsCertificate)), issuerKey);
  const certificate = new x509.Certificate({
    tbsCertificate,
    signatureAlgorithm: algorithm,
    signatureValue: arrayBuffer(signature),
  });
  return pem(Buffer.from(AsnConvert.serialize(certificate)));
}

/** One extension of a certificate, in DER. */
export function extension(id: string, value: object, critical = false): x509.Extension {
  return new x509.Extension({
    extnID: id,
    critical,
    extnValue: new OctetString(AsnConvert.serialize(value)),
  });
}

/** The name of a subject: its common name within our organization. */
export function distinguishedName(commonName: string): x509.Name {
  const attribute = (type: string, text: string) =>
    new x509.RelativeDistinguishedName([
      new x509.AttributeTypeAndValue({ type, value: new x509.AttributeValue({ utf8String: text }) }),
    ]);
  return new x509.Name([attribute(ORGANIZATION, "cometchat-testkit"), attribute(COMMON_NAME, commonName)]);
}

/** The subject of an existing certificate, given in DER, to name as issuer byte for byte. */
export function subjectOf(certificate: Buffer): x509.Name {
  return AsnConvert.parse(certificate, x509.Certificate).tbsCertificate.subject;
}

function publicKeyInfo(key: KeyObject): x509.SubjectPublicKeyInfo {
  return AsnConvert.parse(key.export({ type: "spki", format: "der" }), x509.SubjectPublicKeyInfo);
}

/** RFC 5280, 4.2.1.2, method 1. */
function keyIdentifier(publicKey: KeyObject): ArrayBuffer {
  const bits = Buffer.from(publicKeyInfo(publicKey).subjectPublicKey);
  return arrayBuffer(createHash("sha1").update(bits).digest());
}

function serialNumber(): ArrayBuffer {
  const bytes = randomBytes(16);
  // A serial number is a positive DER integer without leading zeros.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return arrayBuffer(bytes);
}

function arrayBuffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer;
}

function pem(der: Buffer): string {
  const lines = der.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}
