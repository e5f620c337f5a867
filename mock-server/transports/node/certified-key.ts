/** A private key and the certificate of its public half, both as PEM. */
export interface CertifiedKey {
  key: string;
  cert: string;
}
