import { openSdkRealm, type RealmOptions, type SdkRealm } from "../../official-sdk/realm.ts";
import { type ClientOptions, METHODS, type MethodName, type Outcome } from "../../protocol/index.ts";
import { Refusal } from "./forms/errors.ts";
import { attachListeners, type Hear } from "./listeners.ts";
import { callMethods } from "./methods/calls.ts";
import type { Context, Methods, Sdk } from "./methods/context.ts";
import { conversationMethods } from "./methods/conversations.ts";
import { groupMethods } from "./methods/groups.ts";
import { messageMethods } from "./methods/messages.ts";
import { sessionMethods } from "./methods/sessions.ts";
import { signalMethods } from "./methods/signals.ts";
import { userMethods } from "./methods/users.ts";

/** The SDK in a page of its own: one user on one device. */
export interface Client {
  readonly realm: SdkRealm;
  call(method: string, params: Readonly<Record<string, unknown>>): Promise<Outcome>;
}

/** Everything the protocol knows, but `ping`, which this SDK does not have. */
export const OFFICIAL_METHODS: readonly MethodName[] = (Object.keys(METHODS) as MethodName[]).filter(
  (name) => name !== "ping",
);

/** Where the SDK looks for the name of its session: a page that is reloaded leaves it there for the next one. */
const SESSION_KEY = "common_store/sessionId";

/** Opens a page, and initialises the SDK in it as an app does. */
export async function openClient(options: ClientOptions, page: RealmOptions, hear: Hear): Promise<Client> {
  const { appId, deviceId } = options;
  const local = { [`${appId}:${SESSION_KEY}`]: JSON.stringify(deviceId) };
  const realm = openSdkRealm({ ...page, storage: { local } });
  const { CometChat: sdk } = realm;
  const methods = methodsOf(sdk);
  attachListeners(sdk, hear);
  try {
    await sdk.init(appId, settingsOf(sdk, options));
  } catch (error) {
    await realm.close();
    throw error;
  }
  return {
    realm,
    async call(method, params) {
      const act = methods[method as MethodName] as ((params: unknown) => Promise<unknown>) | undefined;
      if (!act) throw new Error(`The official SDK has no method ${JSON.stringify(method)}.`);
      try {
        return { value: await act(params) };
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        return { error: error.reason };
      }
    },
  };
}

function methodsOf(sdk: Sdk): Methods {
  const requests = new Map<string, unknown>();
  const context: Context = {
    sdk,
    request<T>(name: string, make: () => T): T {
      if (!requests.has(name)) requests.set(name, make());
      return requests.get(name) as T;
    },
  };
  return {
    ...sessionMethods(context),
    ...userMethods(context),
    ...groupMethods(context),
    ...messageMethods(context),
    ...conversationMethods(context),
    ...signalMethods(context),
    ...callMethods(context),
  };
}

function settingsOf(sdk: Sdk, { region, hosts, autoConnect, presenceSubscription: presence }: ClientOptions) {
  const builder = new sdk.AppSettingsBuilder().setRegion(region);
  if (hosts) builder.overrideClientHost(hosts.client).overrideAdminHost(hosts.admin);
  if (presence?.type === "ALL_USERS") builder.subscribePresenceForAllUsers();
  if (presence?.type === "FRIENDS") builder.subscribePresenceForFriends();
  if (presence?.type === "ROLES") builder.subscribePresenceForRoles(presence.roles);
  if (!autoConnect) builder.autoEstablishSocketConnection(false);
  return builder.build();
}
