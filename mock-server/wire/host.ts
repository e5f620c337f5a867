/** A host as a request named it. */
export interface RequestedHost {
  readonly name: string;
  readonly port: number | undefined;
  /** What the name says, when it is one that the vendor gives to an app's API. */
  readonly vendor: VendorName | undefined;
}

export interface VendorName {
  /** As the host name spells it: in lower case, mostly. */
  readonly appId: string;
  /** `api` for servers, `apiclient` for clients. */
  readonly service: "api" | "apiclient";
  readonly region: string;
  /** What comes after it, `cometchat.io` */
  readonly domain: string;
}

/** docs: rest-api/chat-apis (`https://{appId}.api-{region}.cometchat.io`); the clients' name: seen from the SDK 4.2.0 */
const VENDOR_NAME = /^([^.]+)\.(api|apiclient)-([^.]+)\.(.+)$/i;
const PORT = /:(\d+)$/;

/** Reads a host, with or without a port. */
export function readHost(host: string): RequestedHost {
  const port = PORT.exec(host);
  const name = port ? host.slice(0, port.index) : host;
  return { name, port: port ? Number(port[1]) : undefined, vendor: readVendorName(name) };
}

function readVendorName(name: string): VendorName | undefined {
  const match = VENDOR_NAME.exec(name);
  if (!match) return undefined;
  const [, appId = "", service = "", region = "", domain = ""] = match;
  return {
    appId,
    service: service.toLowerCase() as VendorName["service"],
    region: region.toLowerCase(),
    domain,
  };
}
