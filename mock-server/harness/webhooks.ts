import type { DomainEvent } from "../simulator/events.ts";
import type { App, Clock, Simulator } from "../simulator/index.ts";
import type { Webhook } from "../simulator/records.ts";
import { WEBHOOK_DELIVERY, type WebhookTrigger } from "../simulator/rules/webhook-triggers.ts";
import { jsonText } from "../wire/json-text.ts";
import { tellingsOf } from "../wire/webhook.ts";
import type { WebhookSender } from "./webhook-sender.ts";

/** Deliveries of one app that its log remembers. */
const LOG_LENGTH = 1_000;
/** Deliveries that wait for one webhook; beyond that the newest are dropped, so that a dead receiver costs no more. */
const QUEUE_LENGTH = 10_000;

/** One try to deliver, and what came of it. */
export interface WebhookAttempt {
  /** Unix milliseconds. */
  readonly at: number;
  /** The receiver's HTTP status, if it answered in time. */
  readonly status?: number;
  /** Why there is none. */
  readonly error?: string;
}

/** What a webhook was told, or is still to be. */
export interface WebhookDelivery {
  readonly webhook: string;
  readonly trigger: WebhookTrigger;
  readonly url: string;
  /** JSON, as it was sent. */
  readonly body: string;
  readonly state: "waiting" | "delivered" | "failed" | "dropped";
  readonly attempts: readonly WebhookAttempt[];
}

/** Tells an app's servers what happens in it. */
export interface Webhooks {
  /** Puts what a command has caused in the queues of the webhooks that want to hear it. What they hear is settled now. */
  publish(app: App, events: readonly DomainEvent[]): void;
  /** The last deliveries of an app, oldest first. */
  log(appId: string): readonly WebhookDelivery[];
  /** Forgets an app: nothing of it is delivered any more. */
  forget(appId: string): void;
  /** Ends what is under way; nothing is delivered any more. */
  close(): void;
}

export interface WebhooksOptions {
  readonly simulator: Simulator;
  readonly send: WebhookSender;
}

type Entry = { -readonly [K in keyof WebhookDelivery]: WebhookDelivery[K] } & { attempts: WebhookAttempt[] };

/** The deliveries of one webhook, one after the other in the order of their causes. */
interface Queue {
  readonly waiting: Entry[];
  isBusy: boolean;
}

/** What is kept for an app. */
interface Outbox {
  readonly appId: string;
  readonly clock: Clock;
  readonly log: Entry[];
  readonly queues: Map<string, Queue>;
  /** Ends what is under way. */
  readonly endings: Set<() => void>;
}

/** Makes the delivery of webhooks, whose times run on the clocks of the apps. */
export function createWebhooks({ simulator, send }: WebhooksOptions): Webhooks {
  const outboxes = new Map<string, Outbox>();
  let isClosed = false;

  return {
    publish(app, events) {
      if (isClosed || app.state.webhooks.size === 0) return;
      const webhooks = app.state.webhooks.list("all", "all").filter((webhook) => webhook.enabled);
      for (const event of events) {
        for (const { trigger, data, type } of tellingsOf(app, event)) {
          const wanting = webhooks.filter((webhook) => webhook.triggers.includes(trigger));
          if (wanting.length === 0) continue;
          // Printed once, however many hear it.
          const told = jsonText(data());
          for (const webhook of wanting) enqueue(app, webhook, trigger, told, type);
        }
      }
    },
    log: (appId) => outboxes.get(appId)?.log ?? [],
    forget,
    close() {
      isClosed = true;
      for (const appId of [...outboxes.keys()]) forget(appId);
    },
  };

  function forget(appId: string): void {
    const outbox = outboxes.get(appId);
    if (!outbox) return;
    outboxes.delete(appId);
    for (const queue of outbox.queues.values()) queue.waiting.length = 0;
    for (const end of [...outbox.endings]) end();
  }

  /** docs: webhooks overview (`trigger`, `data`, `appId`, `region`, `webhook`; `type` for calls) */
  function enqueue(
    app: App,
    { id, webhookURL }: Webhook,
    trigger: WebhookTrigger,
    data: string,
    type: string | undefined,
  ): void {
    const { appId, region } = app;
    const outbox = outboxOf(app);
    const queue = queueOf(outbox, id);
    const rest = JSON.stringify({ type, appId, region, webhook: id }).slice(1);
    const body = `{"trigger":"${trigger}","data":${data},${rest}`;
    const isFull = queue.waiting.length >= QUEUE_LENGTH;
    const entry: Entry = {
      webhook: id,
      trigger,
      url: webhookURL,
      body,
      state: isFull ? "dropped" : "waiting",
      attempts: [],
    };
    outbox.log.push(entry);
    if (outbox.log.length > LOG_LENGTH) outbox.log.shift();
    if (isFull) return;
    queue.waiting.push(entry);
    if (queue.isBusy) return;
    queue.isBusy = true;
    // Not now: whoever caused it is still waiting for an answer.
    after(outbox, 0, () => next(outbox, id, queue));
  }

  /** Delivers the first in the queue, and then the rest. */
  function next(outbox: Outbox, id: string, queue: Queue): void {
    const entry = queue.waiting[0];
    if (!entry) {
      queue.isBusy = false;
      return;
    }
    const webhook = simulator.app(outbox.appId)?.state.webhooks.get(id);
    if (!webhook?.enabled) {
      // Whatever was still to be told, nobody wants to hear it any more.
      for (const dropped of queue.waiting.splice(0)) dropped.state = "dropped";
      queue.isBusy = false;
      return;
    }
    attempt(outbox, webhook, entry, (isDelivered) => {
      const wait = webhook.retryOnFailure
        ? WEBHOOK_DELIVERY.retryAfter[entry.attempts.length - 1]
        : undefined;
      if (!isDelivered && wait !== undefined) {
        after(outbox, wait, () => next(outbox, id, queue));
        return;
      }
      entry.state = isDelivered ? "delivered" : "failed";
      queue.waiting.shift();
      next(outbox, id, queue);
    });
  }

  function attempt(
    outbox: Outbox,
    webhook: Webhook,
    entry: Entry,
    done: (isDelivered: boolean) => void,
  ): void {
    const at = outbox.clock.now();
    const abort = new AbortController();
    let isOver = false;
    const settle = (outcome: Omit<WebhookAttempt, "at">) => {
      if (isOver) return;
      isOver = true;
      cancelTimeout();
      outbox.endings.delete(end);
      entry.attempts.push({ at, ...outcome });
      // docs: webhooks overview (200; others of the kind are taken for it, assumed)
      done(outcome.status !== undefined && outcome.status >= 200 && outcome.status < 300);
    };
    const end = () => {
      isOver = true;
      cancelTimeout();
      abort.abort();
    };
    const cancelTimeout = outbox.clock.schedule(WEBHOOK_DELIVERY.timeout, () => {
      settle({ error: `no answer within ${WEBHOOK_DELIVERY.timeout} ms` });
      abort.abort();
    });
    outbox.endings.add(end);
    const { webhookURL: url, useBasicAuth, username = "", password = "" } = webhook;
    entry.url = url;
    const credentials = useBasicAuth ? { username, password } : undefined;
    send({ url, body: entry.body, credentials, signal: abort.signal }).then(
      (status) => settle({ status }),
      (error: unknown) => settle({ error: error instanceof Error ? error.message : String(error) }),
    );
  }

  /** Like the app's clock, and ended with the outbox. */
  function after(outbox: Outbox, delay: number, task: () => void): void {
    const cancel = outbox.clock.schedule(delay, () => {
      outbox.endings.delete(cancel);
      task();
    });
    outbox.endings.add(cancel);
  }

  function outboxOf({ appId, clock }: App): Outbox {
    const known = outboxes.get(appId);
    if (known) return known;
    const made: Outbox = { appId, clock, log: [], queues: new Map(), endings: new Set() };
    outboxes.set(appId, made);
    return made;
  }
}

function queueOf({ queues }: Outbox, id: string): Queue {
  const known = queues.get(id);
  if (known) return known;
  const made: Queue = { waiting: [], isBusy: false };
  queues.set(id, made);
  return made;
}
