/** A host as a request named it. */
export interface RequestedHost {
  readonly name: string;
  readonly port: number | undefined;
  /** What the name says, when it is one that the vendor gives to an app's API. */
  readonly vendor: VendorName | undefined;
}

export interface VendorName {
  /** As the host name spells it: in lower case, mostly. Older names have none, and a header says it. */
  readonly appId: string | undefined;
  /** `api` for servers, `apiclient` for clients. */
  readonly service: "api" | "apiclient";
  readonly region: string;
  /** What comes after it, `cometchat.io` */
  readonly domain: string;
}

/**
 * docs: rest-api/chat-apis (`https://{appId}.api-{region}.cometchat.io`), articles/error-guide (names without an App ID,
 * which a header gives); the clients' name: seen from the SDK 4.2.0
 */
const VENDOR_NAME = /^(?:([^.]+)\.)?(api|apiclient)-([^.]+)\.(.+)$/i;
/** docs: sdk call-extension; seen from the SDK 4.2.0 (`https://{slug}-{region}.{EXTENSION_DOMAIN}`) */
const EXTENSION_NAME = /^([a-z0-9]+(?:-[a-z0-9]+)*)-([a-z0-9]+)\.(.+)$/i;
const PORT = /:(\d+)$/;

/** One request names the same host to several readers, and the next one mostly does too. */
let latest: readonly [host: string, read: RequestedHost] | undefined;

/** Reads a host, with or without a port. */
export function readHost(host: string): RequestedHost {
  if (latest?.[0] !== host) latest = [host, partsOf(host)];
  return latest[1];
}

function partsOf(host: string): RequestedHost {
  const port = PORT.exec(host);
  const name = port ? host.slice(0, port.index) : host;
  return { name, port: port ? Number(port[1]) : undefined, vendor: readVendorName(name) };
}

function readVendorName(name: string): VendorName | undefined {
  const match = VENDOR_NAME.exec(name);
  if (!match) return undefined;
  const [, appId, service = "", region = "", domain = ""] = match;
  return {
    appId,
    service: service.toLowerCase() as VendorName["service"],
    region: region.toLowerCase(),
    domain,
  };
}

/** What a name says that may be an extension's. */
export interface ExtensionName {
  readonly slug: string;
  readonly region: string;
  /** Whether names below this domain are the service's alone, and nobody's own. */
  readonly isOurs: boolean;
}

const DOMAINS: ReadonlySet<string> = new Set(["localhost", "cometchat.io"]);

/** Reads a host, with or without a port, as an extension's: `polls-us.cometchat.io`. */
export function readExtensionName(host: string): ExtensionName | undefined {
  const { name, vendor } = readHost(host);
  const match = vendor ? null : EXTENSION_NAME.exec(name);
  if (!match) return undefined;
  const [, slug = "", region = "", domain = ""] = match;
  return {
    slug: slug.toLowerCase(),
    region: region.toLowerCase(),
    isOurs: DOMAINS.has(domain.toLowerCase()),
  };
}
