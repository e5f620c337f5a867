import type { App } from "../simulator/simulator.ts";
import { readHost } from "./host.ts";
import type { Fields } from "./json-text.ts";

/** How a client is to behave, whatever host it came by. */
const BEHAVIOUR = {
  // Below 4 the SDK logs out and in again at every start. seen from the official SDK 4.2.0
  APP_VERSION: 4,
  MODE: "DEFAULT",
  CHAT_API_VERSION: "v3.0",
  WS_API_VERSION: "v1",
  ANALYTICS_PING_DISABLED: true,
  extensions: [],
  // Empty until messages can be flagged: with no reason to give, the SDK refuses without a request.
  flagReasons: [],
  /**
   * What moves a conversation to the top at the client: exactly what does so at the server. A custom message does it by
   * its own `updateConversation` flag only, and so not by this setting. docs: sdk conversations, rest-api/conversations
   */
  parameters: {
    "core.conversations.updateOnCallActivity": true,
    "core.conversations.updateOnGroupActions": true,
    "core.conversations.updateOnReplies": true,
    "core.conversations.updateOnCustomMessage": false,
  },
} as const;

/**
 * The settings a client gets at login: from then on they say where everything is, so they name this server the way the
 * request did.
 *
 * @param host the request's host, with its port
 */
export function printSettings(app: App, host: string): Fields {
  const settings = { ...BEHAVIOUR, REGION: app.region, ...addresses(app, host) };
  return { ...settings, settingsHash: hashOf(JSON.stringify(settings)) };
}

/** Where the parts of the service are. */
function addresses(app: App, requested: string): Fields {
  const { name, port, vendor } = readHost(requested);
  const suffix = port === undefined ? "" : `:${port}`;
  if (!vendor) return onOneHost(name + suffix, port, name + suffix, name + suffix);
  const host = (service: string) => `${app.appId}.${service}-${app.region}.${vendor.domain}`;
  const extensions = vendor.domain + suffix;
  const client = host("apiclient") + suffix;
  const admin = host("api") + suffix;
  if (suffix) return onOneHost(host("websocket") + suffix, port, extensions, client, admin);
  return {
    CLIENT_API_HOST: client,
    ADMIN_API_HOST: admin,
    CHAT_HOST: host("websocket"),
    CHAT_WSS_PORT: 443,
    EXTENSION_DOMAIN: extensions,
  };
}

/**
 * Addresses for a port other than 443. The SDK appends the port to the chat host for the socket and leaves it out for
 * online counts: with the port and a path in the chat host both lead here, the socket to the path `/ws:<port>`.
 * seen from the official SDK 4.2.0
 */
function onOneHost(
  chat: string,
  port: number | undefined,
  extensions: string,
  client: string,
  admin = client,
): Fields {
  return {
    CLIENT_API_HOST: client,
    ADMIN_API_HOST: admin,
    CHAT_HOST: `${chat}/ws`,
    CHAT_WSS_PORT: port ?? 443,
    EXTENSION_DOMAIN: extensions,
  };
}

/** A fingerprint of a text (FNV-1a): settings that read the same have the same. */
function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
