import { readHost } from "./host.ts";
import type { Fields } from "./json-text.ts";

/** A path to where the media of an app's calls would be. */
export interface MediaPath {
  readonly appId: string;
  readonly what: "room-size" | "frontend";
}

const MEDIA_PATH = /^\/rtc\/([^/]+)\/(room-size|frontend)\/?$/;

/** Reads such a path; `undefined` when it is none. */
export function readMediaPath(path: string): MediaPath | undefined {
  const [, appId, what] = MEDIA_PATH.exec(path) ?? [];
  return appId === undefined ? undefined : { appId, what: what as MediaPath["what"] };
}

/**
 * Settings that say where the media of calls is: here, where there is none, but somebody to count who is in a call.
 *
 * The SDK asks for that count without saying for which app, so the path says it; and it joins subdomain and host with a
 * dot, so a host is cut at its first one. A name without a dot has none to be cut at: `localhost`, to which not every
 * system resolves names below it, is given as the address it stands for. seen from the official SDK 4.2.0
 *
 * @param requested how the request named this server, with the port if it did
 */
export function mediaAddresses(appId: string, requested: string): Fields {
  const { name, port } = readHost(requested);
  const suffix = `${port === undefined ? "" : `:${port}`}/rtc/${encodeURIComponent(appId)}`;
  const { subdomain, domain } = cut(name);
  return {
    WEBRTC_API_SUBDOMAIN: subdomain,
    WEBRTC_HOST: domain + suffix,
    WEBRTC_WEB_FRONTEND_HOST: `${name}${suffix}/frontend`,
  };
}

function cut(name: string): { readonly subdomain: string; readonly domain: string } {
  const loopback = name === "localhost" || name === "[::1]";
  const host = loopback ? "127.0.0.1" : name;
  const dot = host.indexOf(".");
  if (dot < 0) return { subdomain: "rtc", domain: host };
  return { subdomain: host.slice(0, dot), domain: host.slice(dot + 1) };
}
