import { createHash } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect } from "node:tls";
import { type Browser, chromium } from "playwright-core";

/** Where Debian keeps it. */
const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser"];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The mock server a browser is to trust. */
export interface TrustedServer {
  readonly port: number;
  /** The certificate authority that has signed for it, PEM. */
  readonly ca: string;
}

/**
 * Starts a headless Chromium that trusts the server's key and nothing else, with the vendor's names leading to it.
 *
 * @param server when left out, the vendor's names lead nowhere; names under `.test` are this machine's
 */
export async function launchChromium(server?: TrustedServer): Promise<Browser> {
  const network = server
    ? [
        `--ignore-certificate-errors-spki-list=${await keyFingerprint(server)}`,
        `--host-resolver-rules=MAP *.cometchat.io:443 127.0.0.1:${server.port}`,
      ]
    : ["--host-resolver-rules=MAP *.cometchat.io ~NOTFOUND, MAP *.test 127.0.0.1"];
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [...QUIET, ...network],
  });
}

/** @throws Error when there is no Chromium */
function findChromium(): string {
  const wanted = process.env.CHROMIUM_PATH;
  const found = wanted === undefined ? INSTALLED.find((path) => existsSync(path)) : wanted;
  if (found !== undefined && existsSync(found)) return found;
  const looked = wanted ?? INSTALLED.join(", ");
  throw new Error(
    `Failed to find Chromium: there is none at ${looked}. Install it, or set CHROMIUM_PATH to where it is.`,
  );
}

/** What Chromium knows a key by: the SHA-256 of its SubjectPublicKeyInfo. Every host name is served with the same key. */
async function keyFingerprint({ port, ca }: TrustedServer): Promise<string> {
  const socket = connect({ host: "127.0.0.1", port, servername: "localhost", ca });
  await once(socket, "secureConnect");
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
  socket.destroy();
  if (key === undefined)
    throw new Error(`Failed to read the certificate of localhost:${port}: it sent none.`);
  return createHash("sha256").update(key).digest("base64");
}
