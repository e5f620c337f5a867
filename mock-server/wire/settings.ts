import * as z from "zod";
import type { App } from "../simulator/app.ts";
import { CALLS_MOVE_CONVERSATIONS, chosenSettings } from "../simulator/app-settings.ts";
import { FILE_LIMIT_SETTINGS } from "../simulator/file-limits.ts";
import { byText } from "../simulator/orders.ts";
import { AI_FEATURES } from "../simulator/rules/ai-features.ts";
import { SHELF_FEATURES, type ShelfFeature, shelfSettings } from "../simulator/shelf-features.ts";
import { readHost } from "./host.ts";
import type { Fields } from "./json-text.ts";
import { mediaAddresses } from "./media-addresses.ts";
import { flagReasonShape, printFlagReason } from "./moderation.ts";
import { type Of, shape } from "./shape.ts";
import { socketPath } from "./socket-address.ts";
import { anyObject, anyText, filled } from "./words.ts";

/** An app may choose any of them, and add more. */
export const settingsShape = shape("Settings", () =>
  z.looseObject({
    APP_VERSION: z.number(),
    CHAT_API_VERSION: anyText,
    REGION: anyText,
    CLIENT_API_HOST: anyText,
    ADMIN_API_HOST: anyText,
    ANALYTICS_HOST: anyText,
    CHAT_HOST: anyText,
    CHAT_WSS_PORT: z.int(),
    EXTENSION_DOMAIN: anyText,
    flagReasons: z.array(flagReasonShape.schema),
    extensions: z.array(z.strictObject({ id: filled, name: filled })),
    parameters: anyObject,
    settingsHash: filled,
  }),
);

/** How a client is to behave, whatever host it came by. */
const BEHAVIOUR = {
  // Below 4 the SDK logs out and in again at every start. seen from the official SDK 4.2.0
  APP_VERSION: 4,
  MODE: "DEFAULT",
  CHAT_API_VERSION: "v3.0",
  WS_API_VERSION: "v1",
  ...FILE_LIMIT_SETTINGS,
  ANALYTICS_PING_DISABLED: true,
  // As it stands in the path of the ping, which is one of the API here.
  ANALYTICS_VERSION: "v3.0",
  ANALYTICS_USE_SSL: true,
  /**
   * What moves a conversation to the top at the client: exactly what does so at the server. A custom message does it by
   * its own `updateConversation` flag only, and so not by this setting. docs: sdk conversations, rest-api/conversations
   */
  parameters: {
    "core.conversations.updateOnCallActivity": CALLS_MOVE_CONVERSATIONS,
    "core.conversations.updateOnGroupActions": true,
    "core.conversations.updateOnReplies": true,
    "core.conversations.updateOnCustomMessage": false,
    ...shelfParameters(),
  },
} as const;

/** What can be pinned and saved, and how much. */
function shelfParameters(): Fields {
  return Object.fromEntries(
    Object.entries(SHELF_FEATURES).flatMap(([feature, { limit, appLimit }]) => {
      const names = shelfSettings(feature as ShelfFeature);
      const own = [
        [names.enabled, true],
        [names.limit, limit],
      ] as const;
      return appLimit === undefined ? own : [...own, [names.appLimit, appLimit]];
    }),
  );
}

/**
 * The settings a client gets at login: from then on they say where everything is, so they name this server the way the
 * request did.
 *
 * @param host the request's host, with its port
 */
export function printSettings(app: App, host: string): Fields<Of<typeof settingsShape>> {
  const settings = {
    ...BEHAVIOUR,
    // With a reason that is not among them, the SDK refuses without a request.
    flagReasons: app.state.flagReasons.list("all", "all").map(printFlagReason),
    extensions: extensionsOf(app),
    REGION: app.region,
    ...addresses(app, host),
    ...mediaAddresses(app.appId, host),
    ...chosenSettings(app.state),
  };
  const parameters = { ...BEHAVIOUR.parameters, ...aiParameters(app), ...settings.parameters };
  return { ...settings, parameters, settingsHash: hashOf(JSON.stringify({ ...settings, parameters })) };
}

/** What `isExtensionEnabled` looks at. seen from the official SDK 4.2.0 */
function extensionsOf({ state }: App) {
  const enabled = [...state.extensions.values()].sort((a, b) => byText(a.slug, b.slug));
  return enabled.map(({ slug: id, name }) => ({ id, name }));
}

/** What `isAIFeatureEnabled` looks at. seen from the official SDK 4.2.0 */
function aiParameters({ state }: App): Fields {
  const parameters: Record<string, boolean> = {
    "features.ai.accessible": true,
    "features.ai.enabled": state.aiFeatures.size > 0,
  };
  for (const feature of AI_FEATURES) {
    parameters[`features.ai.${feature}.accessible`] = true;
    parameters[`features.ai.${feature}.enabled`] = state.aiFeatures.has(feature);
  }
  return parameters;
}

const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]"]);

type Addresses = Pick<
  Of<typeof settingsShape>,
  "CLIENT_API_HOST" | "ADMIN_API_HOST" | "ANALYTICS_HOST" | "CHAT_HOST" | "CHAT_WSS_PORT" | "EXTENSION_DOMAIN"
>;

/** Where the parts of the service are. */
function addresses(app: App, requested: string): Addresses {
  const { name, port, vendor } = readHost(requested);
  const suffix = port === undefined ? "" : `:${port}`;
  // Extensions are sub-domains, which an address cannot have.
  const domain = LOOPBACK.has(name) ? "localhost" : name;
  if (!vendor) return onOneHost(name + suffix + socketPath(app.appId), port, domain + suffix, name + suffix);
  const host = (service: string) => `${app.appId}.${service}-${app.region}.${vendor.domain}`;
  const extensions = vendor.domain + suffix;
  const client = host("apiclient") + suffix;
  const admin = host("api") + suffix;
  if (suffix) return onOneHost(`${host("websocket")}${suffix}/ws`, port, extensions, client, admin);
  return {
    CLIENT_API_HOST: client,
    ADMIN_API_HOST: admin,
    ANALYTICS_HOST: client,
    CHAT_HOST: host("websocket"),
    CHAT_WSS_PORT: 443,
    EXTENSION_DOMAIN: extensions,
  };
}

/**
 * Addresses for a port other than 443. The SDK appends the port to the chat host for the socket and leaves it out for
 * online counts: with the port and a path in the chat host both lead here, the socket to the path `/ws/<appId>:<port>`.
 * seen from the official SDK 4.2.0
 */
function onOneHost(
  chat: string,
  port: number | undefined,
  extensions: string,
  client: string,
  admin = client,
): Addresses {
  return {
    CLIENT_API_HOST: client,
    ADMIN_API_HOST: admin,
    ANALYTICS_HOST: client,
    CHAT_HOST: chat,
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
