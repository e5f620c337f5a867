import { createSecureContext, type SecureContext, type TlsOptions } from "node:tls";
import type { TlsMaterial } from "./certificates.ts";

const MAX_CONTEXTS = 256;

/** Chooses a certificate by the name that a TLS client asks for; for most names, the server's own serves. */
export function serverNameCallback(
  tls: Pick<TlsMaterial, "certify">,
): NonNullable<TlsOptions["SNICallback"]> {
  const contexts = new Map<string, Promise<SecureContext | undefined>>();

  async function make(name: string): Promise<SecureContext | undefined> {
    const certified = await tls.certify(name);
    return certified && createSecureContext(certified);
  }

  function contextFor(name: string): Promise<SecureContext | undefined> {
    const context = contexts.get(name) ?? make(name);
    // The least recently asked name stands first, and goes first.
    contexts.delete(name);
    contexts.set(name, context);
    const [oldest] = contexts.keys();
    if (contexts.size > MAX_CONTEXTS && oldest !== undefined) contexts.delete(oldest);
    return context;
  }

  return (serverName, done) => {
    contextFor(serverName.toLowerCase()).then(
      (context) => done(null, context),
      (error: Error) => done(error),
    );
  };
}
