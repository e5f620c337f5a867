import type { CometChat, User } from "@cometchat/chat-sdk-javascript";
import { timed } from "./deadline.ts";
import { openSdkRealm, type RealmOptions, type SdkRealm } from "./realm.ts";

/** The server a realm talks to. */
export interface ServerAddress {
  readonly port: number;
  /** The certificate authority to trust, PEM. */
  readonly ca: string;
  readonly appId: string;
  readonly region: string;
  readonly authKey: string;
}

/** Whose presence a client asks for: everybody's, its friends', or that of users with one of some roles. */
export type Presence = "all" | "friends" | readonly string[];

/** How the SDK is initialised. */
export interface SettingsOptions {
  readonly server: ServerAddress;
  readonly presence?: Presence;
  /** Whether login opens the socket; it does unless told otherwise. */
  readonly autoConnect?: boolean;
  /** Leaves the vendor's host names in place and leads them to the server, instead of overriding them. */
  readonly vendorHosts?: boolean;
}

/** Who logs in: a user by auth key, or whoever an auth token stands for. */
export type Credentials = { readonly uid: string } | { readonly authToken: string };

export type ConnectOptions = SettingsOptions & Credentials & Pick<RealmOptions, "origin" | "storage">;

/** Opens a realm for a server, with nothing called yet. */
export function openRealmFor({
  server,
  vendorHosts = false,
  origin,
  storage,
}: Pick<ConnectOptions, "server" | "vendorHosts" | "origin" | "storage">): SdkRealm {
  return openSdkRealm({
    ca: server.ca,
    ...(vendorHosts && { hosts: { "*.cometchat.io": `127.0.0.1:${server.port}` } }),
    ...(origin !== undefined && { origin }),
    ...(storage !== undefined && { storage }),
  });
}

/** Calls the SDK's `init` with settings that lead to the server. */
export async function initialise(realm: SdkRealm, options: SettingsOptions): Promise<void> {
  const sdk = timed(realm.CometChat, "CometChat");
  await sdk.init(options.server.appId, settingsOf(sdk, options));
}

/** Calls the SDK's `login` the way the credentials ask for. It resolves before the socket opens. */
export async function login(realm: SdkRealm, server: ServerAddress, who: Credentials): Promise<User> {
  const args = "uid" in who ? [who.uid, server.authKey] : [who.authToken];
  return timed(realm.CometChat, "CometChat").login(...args);
}

/** Waits until the server has accepted a socket's auth frame; `from` is the first frame to look at. */
export async function authenticated(realm: SdkRealm, from = 0): Promise<void> {
  await realm.frames.next(isAuthAnswer, "the answer 200 to the socket's auth frame", { from });
}

/** Opens a realm, initialises the SDK, logs in and waits for the socket, unless that is not to open by itself. */
export async function connect(options: ConnectOptions): Promise<SdkRealm> {
  const realm = openRealmFor(options);
  try {
    await initialise(realm, options);
    await login(realm, options.server, options);
    if (options.autoConnect !== false) await authenticated(realm);
    return realm;
  } catch (error) {
    await realm.close();
    throw error;
  }
}

function settingsOf(sdk: typeof CometChat, { server, presence, autoConnect, vendorHosts }: SettingsOptions) {
  const builder = new sdk.AppSettingsBuilder().setRegion(server.region);
  if (vendorHosts !== true) {
    const host = `localhost:${server.port}/v3.0`;
    builder.overrideAdminHost(host).overrideClientHost(host);
  }
  if (presence === "all") builder.subscribePresenceForAllUsers();
  else if (presence === "friends") builder.subscribePresenceForFriends();
  else if (presence !== undefined) builder.subscribePresenceForRoles([...presence]);
  if (autoConnect !== undefined) builder.autoEstablishSocketConnection(autoConnect);
  return builder.build();
}

function isAuthAnswer({ direction, json }: { readonly direction: string; readonly json: unknown }): boolean {
  const frame = json as { type?: unknown; body?: { code?: unknown } } | undefined;
  return direction === "received" && frame?.type === "auth" && frame.body?.code === "200";
}
