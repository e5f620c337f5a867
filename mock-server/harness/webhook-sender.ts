/** What a webhook is sent. */
export interface WebhookRequest {
  readonly url: string;
  /** JSON. */
  readonly body: string;
  readonly credentials?: { readonly username: string; readonly password: string } | undefined;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

/** Sends a webhook and resolves with the HTTP status of the answer; rejects when there is none. */
export type WebhookSender = (request: WebhookRequest) => Promise<number>;

/**
 * Sends webhooks over HTTP.
 *
 * @param fetch the web's own, or one that trusts the receiver's certificate
 */
export function httpWebhookSender(fetch: typeof globalThis.fetch): WebhookSender {
  return async ({ url, body, credentials, signal }) => {
    const headers: Record<string, string> = { "content-type": "application/json" };
    if (credentials)
      headers.authorization = `Basic ${base64(`${credentials.username}:${credentials.password}`)}`;
    const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
    // What the receiver says beside its status is of no interest, and must not hold the connection.
    await response.body?.cancel();
    return response.status;
  };
}

/** Of the UTF-8 bytes of a text: `btoa` alone takes no other characters than those of Latin-1. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
