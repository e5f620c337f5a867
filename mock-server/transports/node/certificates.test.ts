import { createPrivateKey, X509Certificate } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { loadCertificates, type TlsMaterial } from "./certificates.ts";
import { temporaryFolder } from "./test-listener.ts";

const DAY = 86_400_000;
const FILES = ["ca-key.pem", "ca.pem", "server-key.pem", "server.pem"];

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(directory, { recursive: true, force: true });
});

const inFolder = (file: string) => join(directory, "certificates", file);
const later = (days: number) => new Date(Date.now() + days * DAY);

describe("the certificates of a first start", () => {
  it("are made and kept, and nothing else is left in the folder", async () => {
    const tls = await loadCertificates({ directory });
    expect(tls).toMatchObject({ created: true, warnings: [], caFile: inFolder("ca.pem") });
    expect(readdirSync(inFolder("")).sort()).toEqual(FILES);
    expect(readFileSync(inFolder("ca.pem"), "utf8")).toBe(tls.caCert);
    expect(readFileSync(inFolder("server.pem"), "utf8")).toBe(tls.cert);
  });

  it.skipIf(process.platform === "win32")("keep their keys for the owner", async () => {
    await loadCertificates({ directory });
    const mode = (file: string) => statSync(inFolder(file)).mode & 0o777;
    expect([mode(""), mode("ca-key.pem"), mode("server-key.pem")]).toEqual([0o700, 0o600, 0o600]);
  });

  it("are kept where COMETCHAT_TESTKIT_HOME says", async () => {
    vi.stubEnv("COMETCHAT_TESTKIT_HOME", directory);
    expect((await loadCertificates()).caFile).toBe(inFolder("ca.pem"));
  });

  it("are the same for all servers that start together", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadCertificates({ directory })));
    expect(new Set(all.map(({ caCert }) => caCert)).size).toBe(1);
    expect(new Set(all.map(({ cert }) => cert)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(readdirSync(inFolder("")).sort()).toEqual(FILES);
  });

  it("do not wait for a server that died while it made them", async () => {
    mkdirSync(inFolder(""), { recursive: true });
    // No process has this id: it is above the largest that any system gives.
    writeFileSync(inFolder("lock"), JSON.stringify({ host: hostname(), pid: 2 ** 30 }));
    expect((await loadCertificates({ directory })).created).toBe(true);
    expect(existsSync(inFolder("lock"))).toBe(false);
  });

  it("do not wait for a lock that was left long ago", async () => {
    mkdirSync(inFolder(""), { recursive: true });
    writeFileSync(inFolder("lock"), "");
    utimesSync(inFolder("lock"), later(-1), later(-1));
    expect((await loadCertificates({ directory })).warnings).toEqual([]);
  });
});

describe("the certificates of a later start", () => {
  it("are the ones of the first", async () => {
    const first = await loadCertificates({ directory });
    const { certify: _, ...second } = await loadCertificates({ directory });
    expect(first).toMatchObject({ ...second, created: true });
    expect(second.created).toBe(false);
  });

  it("are new below the same authority when the server's is near its end", async () => {
    const first = await loadCertificates({ directory });
    const second = await loadCertificates({ directory, now: later(380) });
    expect(second.cert).not.toBe(first.cert);
    expect(second).toMatchObject({ caCert: first.caCert, created: false });
  });

  it("are new below the same authority when another region is served", async () => {
    const first = await loadCertificates({ directory });
    const second = await loadCertificates({ directory, regions: ["au"] });
    expect(new X509Certificate(second.cert).subjectAltName).toContain("DNS:*.apiclient-au.cometchat.io");
    expect(second).toMatchObject({ caCert: first.caCert, created: false });
  });

  it("are all new when the authority is near its end", async () => {
    const first = await loadCertificates({ directory });
    const second = await loadCertificates({ directory, now: later(5 * 365 - 59) });
    expect(second.caCert).not.toBe(first.caCert);
    expect(second.created).toBe(true);
  });

  it.each(FILES)("are made anew where %s is lost or damaged", async (file) => {
    for (const damage of ["lose", "cut", "junk", "flip", "swap"]) {
      const { caCert } = await loadCertificates({ directory });
      const text = readFileSync(inFolder(file), "utf8");
      if (damage === "lose") rmSync(inFolder(file));
      if (damage === "cut") writeFileSync(inFolder(file), text.slice(0, text.length / 2));
      if (damage === "junk") writeFileSync(inFolder(file), "\0\u0001junk");
      if (damage === "flip")
        writeFileSync(
          inFolder(file),
          text.replace(/.(?=.*\n.*\n-----END)/, (c) => (c === "A" ? "B" : "A")),
        );
      // Whole, but of another start: what is left when the process ends between two files.
      if (damage === "swap") writeFileSync(inFolder(file), await fromElsewhere(file));
      const remade = await loadCertificates({ directory });
      expect(remade.created).toBe(file.startsWith("ca"));
      expect(remade.caCert === caCert).toBe(file.startsWith("server"));
      expectToFit(remade);
      const again = await loadCertificates({ directory });
      expect(again).toMatchObject({ cert: remade.cert, caCert: remade.caCert, created: false });
    }
  });

  function expectToFit({ key, cert, caCert }: TlsMaterial): void {
    const certificate = new X509Certificate(cert);
    expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(certificate.verify(new X509Certificate(caCert).publicKey)).toBe(true);
  }

  async function fromElsewhere(file: string): Promise<string> {
    const elsewhere = temporaryFolder();
    await loadCertificates({ directory: elsewhere });
    const text = readFileSync(join(elsewhere, "certificates", file), "utf8");
    rmSync(elsewhere, { recursive: true });
    return text;
  }
});

describe("where nothing can be kept", () => {
  // Unlike permissions, something in the way stops the superuser, too.
  it("the certificates are temporary, and a warning says so", async () => {
    writeFileSync(inFolder(""), "a file in the place of the folder");
    const tls = await loadCertificates({ directory });
    expect(tls.created).toBe(true);
    expect(tls.warnings).toEqual([
      expect.stringContaining(`Failed to keep certificates in ${join(directory, "certificates")}`),
    ]);
    expect(tls.caFile).not.toContain(directory);
    const caFile = tls.caFile ?? "";
    expect(readFileSync(caFile, "utf8")).toBe(tls.caCert);
    rmSync(dirname(caFile), { recursive: true });
  });

  it("the authority that is there still signs", async () => {
    const first = await loadCertificates({ directory });
    rmSync(inFolder("server-key.pem"));
    mkdirSync(inFolder("server-key.pem/in-the-way"), { recursive: true });
    const second = await loadCertificates({ directory });
    expect(second).toMatchObject({ caCert: first.caCert, caFile: first.caFile, created: false });
    expect(second.cert).not.toBe(first.cert);
    expect(second.warnings).toHaveLength(1);
    expect(readdirSync(inFolder("")).sort()).toEqual(FILES);
  });
});

describe("a certificate on demand", () => {
  it("is made for a name below localhost", async () => {
    const tls = await loadCertificates({ directory });
    const certified = await tls.certify("polls-us.localhost");
    expect(certified?.key).toBe(tls.key);
    expect(new X509Certificate(certified?.cert ?? "").subjectAltName).toBe("DNS:polls-us.localhost");
  });

  it.each(["localhost", "app1.apiclient-us.cometchat.io", "example.com"])(
    "is not made for %s",
    async (name) => {
      const tls = await loadCertificates({ directory });
      expect(await tls.certify(name)).toBeUndefined();
    },
  );
});
