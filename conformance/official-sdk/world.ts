import { readFile } from "node:fs/promises";
import type { CometChat } from "@cometchat/chat-sdk-javascript";
import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { type RunningServer, startServer } from "../../mock-server/index.ts";
import { type AdminApi, openAdminApi } from "./admin-api.ts";
import {
  authenticated,
  initialise,
  login,
  openRealmFor,
  type ServerAddress,
  type SettingsOptions,
} from "./connect.ts";
import { timed } from "./deadline.ts";
import { type EventLog, record } from "./events.ts";
import type { SdkRealm } from "./realm.ts";
import { sdkHooks } from "./sdk-hooks.ts";

/** A page with the SDK initialised, recorded from the start. */
export interface Page {
  readonly realm: SdkRealm;
  /** The SDK, every promise of which has a deadline, those of its requests too. */
  readonly sdk: typeof CometChat;
  readonly events: EventLog;
}

/** A page whose user is logged in. */
export interface Device extends Page {
  readonly uid: string;
}

export type PageOptions = Omit<SettingsOptions, "server">;

/** What a test may say of a user it makes. */
export interface UserFields {
  readonly name?: string;
  readonly role?: string;
  readonly tags?: readonly string[];
  readonly avatar?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

/** What a test may say of a group it makes. The owner is an admin; the others are added by the app itself. */
export interface GroupFields {
  readonly name?: string;
  readonly type?: "public" | "password" | "private";
  readonly password?: string;
  readonly owner: string;
  readonly admins?: readonly string[];
  readonly moderators?: readonly string[];
  readonly participants?: readonly string[];
  readonly usersToBan?: readonly string[];
  readonly tags?: readonly string[];
}

/** One server for a test file. Each test makes users and groups of its own in it. */
export interface World {
  readonly server: ServerAddress;
  readonly restApiKey: string;
  readonly httpUrl: string;
  readonly api: AdminApi;
  /** Does something in the app that no API of the service does. */
  readonly execute: RunningServer["execute"];
  /** What `callExtension` reaches. */
  readonly extensions: RunningServer["extensions"];
  /** What the management API is opened with. */
  readonly management: RunningServer["management"];
  readonly setRateLimits: RunningServer["setRateLimits"];
  /** An id that no other test of the file has. */
  id(name: string): string;
  /** Creates a user over REST and resolves with the uid. */
  user(name: string, fields?: UserFields): Promise<string>;
  /** Creates a group over REST and resolves with the guid. */
  group(name: string, fields: GroupFields): Promise<string>;
  /** Opens a page that is not logged in. */
  page(options?: PageOptions): Promise<Page>;
  /** Logs a user in on a new device and waits for its socket, unless that is not to open by itself. */
  device(uid: string, options?: PageOptions): Promise<Device>;
  /** Creates a user and logs it in. */
  join(name: string, fields?: UserFields, options?: PageOptions): Promise<Device>;
  /** Reloads a device's page: the next page of the same tab, initialised and recorded, its socket open again. */
  reload(device: Device, options?: PageOptions): Promise<Device>;
  /** Waits until everything the server has sent to these devices so far has arrived. */
  settle(...devices: readonly Device[]): Promise<void>;
}

const BEACON = "beacon";

/**
 * Starts a server for this file, and closes every page after each test.
 * The test fails if it left a failure in a page or a bug in the server behind.
 */
export function useWorld(): World {
  const pages: Page[] = [];
  const bugs: unknown[] = [];
  let running: RunningServer | undefined;
  let ca = "";
  let api: AdminApi | undefined;
  let ids = 0;
  let beacons = 0;

  const server = () => {
    if (running === undefined)
      throw new Error("Failed to reach the world's server: it runs inside tests and hooks only.");
    return running;
  };
  const address = (): ServerAddress => ({ ...server().app, port: server().port, ca });

  beforeAll(async () => {
    running = await startServer({ port: 0, preset: "empty", onBug: (error) => bugs.push(error) });
    sdkHooks.serverStarted?.(running);
    if (running.caFile === "") throw new Error(`Failed to trust the server: ${running.warnings.join(" ")}`);
    ca = await readFile(running.caFile, "utf8");
    api = openAdminApi(running.httpUrl, running.app);
    await world.api.call("POST", "users", { uid: BEACON, name: "Beacon" });
  });
  afterEach(async () => {
    const closing = pages.splice(0);
    await Promise.all(closing.map(({ realm }) => realm.close()));
    expect(closing.flatMap(({ realm }) => realm.failures)).toEqual([]);
    expect(bugs.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await running?.close();
  });

  async function prepare(realm: SdkRealm, options: PageOptions): Promise<Page> {
    const page: Page = { realm, sdk: timed(realm.CometChat, "CometChat"), events: record(realm) };
    pages.push(page);
    await initialise(realm, { server: address(), ...options });
    return page;
  }

  const world: World = {
    get server() {
      return address();
    },
    get restApiKey() {
      return server().app.restApiKey;
    },
    get management() {
      return server().management;
    },
    setRateLimits: (limits) => server().setRateLimits(limits),
    get httpUrl() {
      return server().httpUrl;
    },
    get api() {
      if (api === undefined)
        throw new Error("Failed to reach the REST API: the world's server is not running.");
      return api;
    },
    execute: (operation, input, as) => server().execute(operation, input, as),
    get extensions() {
      return server().extensions;
    },
    id(name) {
      ids += 1;
      return `${name}-${ids}`;
    },
    async user(name, fields = {}) {
      const uid = world.id(name);
      await world.api.call("POST", "users", { uid, name: capitalised(name), ...fields });
      return uid;
    },
    async group(name, { owner, admins, moderators, participants, usersToBan, ...fields }) {
      const guid = world.id(name);
      await world.api.call("POST", "groups", {
        guid,
        name: capitalised(name),
        type: "public",
        owner,
        ...fields,
      });
      const members = { admins, moderators, participants, usersToBan };
      if (Object.values(members).some((uids) => uids !== undefined)) {
        await world.api.call("POST", `groups/${guid}/members`, members);
      }
      return guid;
    },
    page: (options = {}) => prepare(openRealmFor({ server: address(), ...options }), options),
    async device(uid, options = {}) {
      const page = await world.page(options);
      await login(page.realm, address(), { uid });
      if (options.autoConnect !== false) await authenticated(page.realm);
      return { ...page, uid };
    },
    async join(name, fields, options) {
      return world.device(await world.user(name, fields), options);
    },
    async reload({ uid, realm }, options = {}) {
      const page = await prepare(await realm.reload(), options);
      if (options.autoConnect !== false) await authenticated(page.realm);
      return { ...page, uid };
    },
    async settle(...devices) {
      await Promise.all(devices.map(arrival));
    },
  };

  // A message from a user nobody else deals with. The server sends a socket's frames in the order of their causes,
  // so whatever was caused before has arrived when this has. It leaves a conversation with the beacon behind.
  async function arrival({ uid, realm }: Device): Promise<void> {
    beacons += 1;
    const muid = `beacon-${beacons}`;
    const data = { customData: { beacon: beacons } };
    const message = { category: "custom", type: "beacon", receiver: uid, receiverType: "user", muid, data };
    await world.api.call("POST", "messages", message, { onBehalfOf: BEACON });
    const arrived = ({ direction, text }: { direction: string; text: string }) =>
      direction === "received" && text.includes(`"${muid}"`);
    await realm.frames.next(arrived, `the beacon ${muid} at ${uid}`);
  }

  return world;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
