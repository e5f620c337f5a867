import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { createAuthority, issueServerCertificate } from "./certificate-authority.ts";
import type { CertifiedKey } from "./certified-key.ts";

const now = new Date();
const authority = createAuthority(now);

/** What a TLS client that trusts the authority says of this server: nothing when all is well. */
async function verdict(server: CertifiedKey, name: string): Promise<string | undefined> {
  const listening = createServer({ key: server.key, cert: server.cert }, (socket) => socket.end());
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  listening.on("tlsClientError", () => {});
  const { port } = listening.address() as AddressInfo;
  // An IP address is no server name (RFC 6066); it is checked as the host.
  const target = name.includes(".0.") ? { host: name } : { host: "127.0.0.1", servername: name };
  const client = connect({ ...target, port, ca: authority.cert });
  const outcome = await new Promise<string | undefined>((resolve) => {
    client.once("secureConnect", () => resolve(undefined));
    client.once("error", (error) => resolve(error.message));
  });
  client.destroy();
  listening.close();
  return outcome;
}

describe("a client that trusts the authority", () => {
  it.each(["localhost", "app1.apiclient-us.cometchat.io", "deep.below.localhost"])(
    "accepts its %s",
    async (name) => {
      const server = issueServerCertificate(authority, { domains: [name], addresses: [] }, now);
      expect(await verdict(server, name)).toBeUndefined();
    },
  );

  it("accepts its 127.0.0.1", async () => {
    const server = issueServerCertificate(authority, { domains: [], addresses: ["127.0.0.1"] }, now);
    expect(await verdict(server, "127.0.0.1")).toBeUndefined();
  });

  it.each(["example.com", "notcometchat.io", "io"])("refuses its %s", async (name) => {
    const server = issueServerCertificate(authority, { domains: [name], addresses: [] }, now);
    expect(await verdict(server, name)).toBe("permitted subtree violation");
  });

  it("refuses a certificate with one foreign name among good ones", async () => {
    const names = { domains: ["localhost", "example.com"], addresses: [] };
    const server = issueServerCertificate(authority, names, now);
    expect(await verdict(server, "localhost")).toBe("permitted subtree violation");
  });

  it("refuses its certificates for other addresses", async () => {
    const names = { domains: ["localhost"], addresses: ["127.0.0.2"] };
    const server = issueServerCertificate(authority, names, now);
    expect(await verdict(server, "localhost")).toBe("permitted subtree violation");
  });
});

describe("a server certificate", () => {
  const days = (pem: string) => {
    const certificate = new X509Certificate(pem);
    return (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 86_400_000;
  };

  it("lives for no more than 397 days, and its authority for five years", () => {
    const server = issueServerCertificate(authority, { domains: ["localhost"], addresses: [] }, now);
    expect(days(server.cert)).toBeLessThan(397);
    expect(days(server.cert)).toBeGreaterThan(396);
    expect(Math.round(days(authority.cert) / 365)).toBe(5);
  });

  it("does not outlive its authority", () => {
    const late = new Date(now.getTime() + 4.8 * 365 * 86_400_000);
    const server = issueServerCertificate(authority, { domains: ["localhost"], addresses: [] }, late);
    expect(new X509Certificate(server.cert).validTo).toBe(new X509Certificate(authority.cert).validTo);
  });

  it("can be made for an existing key", () => {
    const names = { domains: ["localhost"], addresses: [] };
    const first = issueServerCertificate(authority, names, now);
    const second = issueServerCertificate(authority, names, now, first.key);
    expect(second.key).toBe(first.key);
    expect(second.cert).not.toBe(first.cert);
  });
});
