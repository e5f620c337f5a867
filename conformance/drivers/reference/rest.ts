import type { ClientError, ClientOptions } from "../../protocol/index.ts";
import type { Behaviour, ClientRequest } from "./behaviour.ts";
import type { Environment } from "./environment.ts";
import type { Session } from "./session.ts";
import { compact, type Json, object, text } from "./wire.ts";

/** What a call ends with that has not worked. */
export class CallFailure extends Error {
  readonly reason: ClientError;

  constructor(reason: ClientError) {
    super(reason.code);
    this.reason = reason;
  }
}

/** What the service has answered. */
export interface Answer {
  readonly data: unknown;
  readonly meta: Json;
}

interface RestOptions {
  readonly options: ClientOptions;
  readonly behaviour: Behaviour;
  readonly environment: Environment;
  readonly session: () => Session | undefined;
  readonly isOnline: () => boolean;
  /** Hears of every refusal by the service. */
  readonly onRefused: (code: string) => void;
}

export type Rest = (request: ClientRequest) => Promise<Answer>;

/** Makes what sends requests, and reads their answers. */
export function createRest({
  options,
  behaviour,
  environment,
  session,
  isOnline,
  onRefused,
}: RestOptions): Rest {
  const { appId, region, hosts, deviceId } = options;

  function baseOf(api: "client" | "admin"): string {
    const settings = session()?.settings ?? {};
    const told = text(api === "client" ? settings.CLIENT_API_HOST : settings.ADMIN_API_HOST);
    if (told) return `https://${told}/${text(settings.CHAT_API_VERSION)}`;
    if (hosts) return `https://${hosts[api]}`;
    return `https://${appId}.${api === "client" ? "apiclient" : "api"}-${region}.cometchat.io/v3.0`;
  }

  return async (asked) => {
    const { api, verb, path, query, body, headers } = behaviour.request({
      ...asked,
      headers: {
        appId,
        resource: deviceId,
        sdk: "reference@1.0.0",
        Accept: "application/json",
        "Content-Type": "application/json",
        ...(asked.api === "client" && session() && { authToken: session()?.authToken }),
        ...asked.headers,
      },
    });
    const url = `${baseOf(api)}/${path.map(encodeURIComponent).join("/")}${queryOf(query)}`;
    const init = {
      method: verb,
      headers: { ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    };
    let read: Json;
    try {
      if (!isOnline()) throw new TypeError("There is no network.");
      const response = await environment.fetch(url, init);
      read = object(await response.json());
    } catch (error) {
      throw new CallFailure({ code: "FAILED_TO_FETCH", message: String(error) });
    }
    if (Object.hasOwn(read, "data")) return { data: read.data, meta: object(read.meta) };
    const { code, message, details } = object(read.error);
    const reason = {
      code: text(code) ?? "FAILED_TO_FETCH",
      message: text(message),
      details: details ?? undefined,
    };
    onRefused(reason.code);
    throw new CallFailure(compact(reason));
  };
}

/** Values of lists are encoded one by one: a comma within one is no comma between two. */
function queryOf(query: ClientRequest["query"] = {}): string {
  const parts = Object.entries(query).flatMap(([key, value]) => {
    if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return [];
    const encoded = Array.isArray(value)
      ? value.map((one) => encodeURIComponent(String(one))).join(",")
      : encodeURIComponent(value === true ? "1" : String(value));
    return [`${key}=${encoded}`];
  });
  return parts.length > 0 ? `?${parts.join("&")}` : "";
}
