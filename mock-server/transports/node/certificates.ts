import type { ServerNames } from "./certificate-authority.ts";
import { isUsableAuthority, isUsableServer } from "./certificate-checks.ts";
import {
  certificateFile,
  certificateFolder,
  prepareFolder,
  readStored,
  type StoredCertificates,
  writePair,
  writeTemporary,
} from "./certificate-folder.ts";
import { coversDomain, isPermittedDomain, PERMITTED_ADDRESSES, serverDomains } from "./certificate-names.ts";
import type { CertifiedKey } from "./certified-key.ts";
import { withFolderLock } from "./folder-lock.ts";

/** Which certificates, and where they are kept. */
export interface CertificateOptions {
  /** Regions beside the vendor's known ones, in lower case. */
  regions?: readonly string[];
  /** The testkit's folder: before COMETCHAT_TESTKIT_HOME and the user's cache folder. */
  directory?: string;
  /** The time that decides on renewal; the system's without it. */
  now?: Date;
}

/** What a server needs to speak TLS, and its clients to trust it. */
export interface TlsMaterial extends CertifiedKey {
  /** PEM of the authority that clients have to trust. */
  caCert: string;
  /** The file that holds `caCert`, for NODE_EXTRA_CA_CERTS; undefined where no file could be written at all. */
  caFile: string | undefined;
  /** Whether the authority is new, so that nobody can trust it yet. */
  created: boolean;
  /** What the user should know, one sentence or two each. */
  warnings: string[];
  /**
   * Makes a certificate for one lower-case host name; undefined where `cert` serves it already, or where the authority
   * may not sign for it.
   */
  certify(serverName: string): Promise<CertifiedKey | undefined>;
}

interface Certificates {
  authority: CertifiedKey;
  server: CertifiedKey;
  created: boolean;
}

/** Reads the certificates; makes what is missing, damaged, near its end or too narrow, and keeps it for later starts. */
export async function loadCertificates(options: CertificateOptions = {}): Promise<TlsMaterial> {
  const now = options.now ?? new Date();
  const names = { domains: serverDomains(options.regions ?? []), addresses: PERMITTED_ADDRESSES };
  const folder = certificateFolder(options.directory);
  const file = certificateFile(folder, "ca");

  const stored = usable(await readStored(folder), names, now);
  if (stored.authority && stored.server) {
    return tlsMaterial(await complete(stored, names, now), names, file);
  }
  try {
    await prepareFolder(folder);
    const made = await withFolderLock(folder, () => makeStored(folder, names, now));
    return tlsMaterial(made, names, file);
  } catch (error) {
    const made = await complete(stored, names, now);
    const caFile = made.created ? await writeTemporary("ca.pem", made.authority.cert) : file;
    const warning = `Failed to keep certificates in ${folder}: ${reason(error)}. This run uses temporary ones; make the folder writable, or set COMETCHAT_TESTKIT_HOME to one that is.`;
    return tlsMaterial(made, names, caFile, [warning]);
  }
}

async function makeStored(folder: string, names: ServerNames, now: Date): Promise<Certificates> {
  // Another server may have made them while this one waited for the lock.
  const stored = usable(await readStored(folder), names, now);
  const made = await complete(stored, names, now);
  if (!stored.authority) writePair(folder, "ca", made.authority);
  if (!stored.server) writePair(folder, "server", made.server);
  return made;
}

/** What of the stored certificates can go on serving. */
function usable(
  { authority, server }: StoredCertificates,
  names: ServerNames,
  now: Date,
): StoredCertificates {
  if (!authority || !isUsableAuthority(authority, now)) return { authority: undefined, server: undefined };
  return { authority, server: server && isUsableServer(server, authority, names, now) ? server : undefined };
}

async function complete(stored: StoredCertificates, names: ServerNames, now: Date): Promise<Certificates> {
  if (stored.authority && stored.server) {
    return { authority: stored.authority, server: stored.server, created: false };
  }
  const { createAuthority, issueServerCertificate } = await makers();
  const authority = stored.authority ?? createAuthority(now);
  return {
    authority,
    server: issueServerCertificate(authority, names, now),
    created: stored.authority === undefined,
  };
}

function tlsMaterial(
  { authority, server, created }: Certificates,
  { domains }: ServerNames,
  caFile: string | undefined,
  warnings: string[] = [],
): TlsMaterial {
  return {
    ...server,
    caCert: authority.cert,
    caFile,
    created,
    warnings,
    async certify(serverName) {
      if (coversDomain(domains, serverName) || !isPermittedDomain(serverName)) return undefined;
      const { issueServerCertificate } = await makers();
      const names = { domains: [serverName], addresses: [] };
      return issueServerCertificate(authority, names, new Date(), server.key);
    },
  };
}

/** Loaded when something must be made only: reading the files of an earlier start is ten times faster. */
function makers(): Promise<typeof import("./certificate-authority.ts")> {
  return import("./certificate-authority.ts");
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
