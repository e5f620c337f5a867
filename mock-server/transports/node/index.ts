export { type CertificateOptions, loadCertificates, type TlsMaterial } from "./certificates.ts";
export type { CertifiedKey } from "./certified-key.ts";
export { type ListenOptions, listen, type NodeListener } from "./listener.ts";
