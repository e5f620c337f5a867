/** The server-side REST API of one app, called with its REST API key over plain HTTP. */
export interface AdminApi {
  /**
   * Calls an endpoint and resolves with `data` of the answer; rejects with the service's error, code first.
   *
   * @example await api.call("POST", "users", { uid: "bob", name: "Bob" });
   */
  call(
    method: string,
    path: string,
    body?: unknown,
    options?: AdminCallOptions,
  ): Promise<Record<string, unknown>>;
}

export interface AdminCallOptions {
  /** The user on whose behalf the call is made; without one the app itself acts, as `app_system`. */
  readonly onBehalfOf?: string;
}

/** An error the service answered with. */
export class ServiceRefusal extends Error {
  readonly code: string;

  constructor(request: string, code: string, message: string) {
    super(`[${code}] ${message} (${request})`);
    this.name = "ServiceRefusal";
    this.code = code;
  }
}

interface Envelope {
  readonly data?: Record<string, unknown>;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Opens the API at a base URL such as `http://localhost:8080`. */
export function openAdminApi(
  httpUrl: string,
  app: { readonly appId: string; readonly restApiKey: string },
): AdminApi {
  return {
    async call(method, path, body, { onBehalfOf } = {}) {
      const response = await fetch(new URL(`/v3/${path}`, httpUrl), {
        method,
        headers: {
          appid: app.appId,
          apikey: app.restApiKey,
          "content-type": "application/json",
          ...(onBehalfOf !== undefined && { onbehalfof: onBehalfOf }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const { data, error } = (await response.json()) as Envelope;
      if (error !== undefined) throw new ServiceRefusal(`${method} ${path}`, error.code, error.message);
      if (data === undefined)
        throw new Error(`Failed to read the answer of ${method} ${path}: it has no data.`);
      return data;
    },
  };
}
