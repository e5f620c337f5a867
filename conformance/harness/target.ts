import { setTimeout as delay } from "node:timers/promises";
import WebSocket from "ws";
import { type ClientSocket, createReferenceDriver, systemClock } from "../drivers/reference/index.ts";
import { adminApi } from "./admin-api.ts";
import type { Opened } from "./open-driver.ts";
import type { Place } from "./place.ts";

/** An app of a service that is checked, rather than a client. */
export interface Target {
  /** Where the service is, as `https://host[:port]`; `vendor` for the vendor's own hosts. */
  readonly url: string;
  readonly appId: string;
  readonly region: string;
  readonly authKey: string;
  readonly restApiKey: string;
}

/** Milliseconds between two requests of the harness itself: a hosted service is used gently. */
const GENTLY = 150;
/** Milliseconds that are waited for what is pushed. */
const PUSHED = 700;

/** A place in an app that others use too: every case has users and groups of its own there, and takes them away again. */
export function openTarget({ url, appId, region, authKey, restApiKey }: Target): Place {
  const isVendor = url === "vendor";
  const host = isVendor ? "" : `${new URL(url).host}/v3.0`;
  const base = isVendor ? `https://${appId}.api-${region}.cometchat.io/v3` : `${url.replace(/\/$/, "")}/v3.0`;
  const api = adminApi({ base, appId, restApiKey, fetch });
  const begun = Date.now().toString(36);
  /** Roles that were made here. */
  const roles = new Set<string>();
  let made = 0;
  return {
    isPartial: true,
    async openApp() {
      made += 1;
      const prefix = `cf${begun}-${made}-`;
      const created: string[] = [];
      const admin = async (verb: string, path: string, body?: unknown) => {
        await delay(GENTLY);
        if (verb === "POST" && path === "roles") return addRole(body);
        const answer = await api(verb, path, body);
        const { uid, guid } = (body ?? {}) as { readonly uid?: string; readonly guid?: string };
        if (verb === "POST" && path === "users") created.push(`users/${uid}`);
        if (verb === "POST" && path === "groups") created.push(`groups/${guid}`);
        return answer;
      };
      return {
        appId,
        region,
        authKey,
        restApiKey,
        where: isVendor ? {} : { hosts: { client: host, admin: host } },
        prefix,
        admin,
        now: Date.now,
        isVirtual: false,
        isRemote: true,
        advance: async () => {},
        settled: () => delay(PUSHED),
        mark: () => 0,
        since: () => undefined,
        openSockets: () => undefined,
        addFault: undefined,
        async close() {
          for (const path of created.reverse()) {
            // What a case has deleted itself is gone already.
            await admin("DELETE", path, { permanent: true }).catch(() => {});
          }
        },
      };
    },
    async close() {
      for (const role of roles) await api("DELETE", `roles/${role}`);
    },
  };

  /** Cases share roles, and the app may have one of the name already. */
  async function addRole(body: unknown): Promise<void> {
    const { role } = body as { readonly role: string };
    if (roles.has(role)) return;
    const there = (await api("GET", "roles")) as readonly { readonly role: string }[];
    if (there.some((one) => one.role === role)) return;
    await api("POST", "roles", body);
    roles.add(role);
  }
}

/** The reference client, with real time and real sockets, for an app of a service. */
export async function openReferenceFor(target: Target): Promise<Opened> {
  const driver = createReferenceDriver({
    environment: {
      fetch: (url, init) => fetch(url, init),
      WebSocket: WebSocket as unknown as new (url: string) => ClientSocket,
      clock: systemClock,
    },
  });
  const place = openTarget(target);
  const close = async () => {
    await driver.shutdown();
    await place.close();
  };
  return { driver, place, description: await driver.describe(), takeFaults: () => [], close };
}
