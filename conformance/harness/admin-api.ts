import { invariantAnswer } from "./harness-error.ts";

interface AdminOptions {
  readonly base: string;
  readonly appId: string;
  readonly restApiKey: string;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
}

/** The admin API of an app, as the harness uses it: a refusal is the harness's own failure. */
export function adminApi({ base, appId, restApiKey, fetch }: AdminOptions) {
  return async (verb: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${base}/${path}`, {
      method: verb,
      headers: { appId, apikey: restApiKey, "content-type": "application/json", "x-conform": "world" },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const answer = (await response.json()) as { readonly data?: unknown; readonly error?: unknown };
    invariantAnswer(answer.error === undefined, `${verb} ${path}: ${JSON.stringify(answer.error)}`);
    return answer.data;
  };
}
