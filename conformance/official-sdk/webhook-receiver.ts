import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { openJournal } from "./journal.ts";

/** A webhook that has arrived. */
export interface ReceivedWebhook {
  readonly trigger: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into payloads of every shape
  readonly data: any;
  readonly authorization: string | undefined;
}

/** An HTTP server that takes webhooks, as an app's own would. */
export interface WebhookReceiver {
  readonly url: string;
  /** Takes the earliest webhook of that trigger that the predicate accepts; waits for it if need be. */
  next(trigger: string, accepts?: (webhook: ReceivedWebhook) => boolean): Promise<ReceivedWebhook>;
  close(): Promise<void>;
}

/** Opens a receiver on this machine, on a free port. */
export async function openWebhookReceiver(): Promise<WebhookReceiver> {
  const journal = openJournal<ReceivedWebhook>(({ trigger, data }) => `${trigger} ${JSON.stringify(data)}`);
  const server = createServer(async (request, response) => {
    const { trigger, data } = JSON.parse(await bodyOf(request));
    journal.add({ trigger, data, authorization: request.headers.authorization });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    next: (trigger, accepts = () => true) =>
      journal.next((webhook) => webhook.trigger === trigger && accepts(webhook), `the webhook ${trigger}`),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}
