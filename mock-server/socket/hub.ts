import type { App } from "../simulator/app.ts";
import { type Audience, type DomainEvent, isServerEvent } from "../simulator/events.ts";
import { encodeFrame } from "./frames.ts";

/** A socket that has authenticated, as the hub knows it. */
export interface Subscriber {
  readonly connection: number;
  readonly uid: string;
  /** @param cause the number of what led to it in a record of what happened */
  send(text: string, cause?: number): void;
  /** The server ends the session: nothing more is sent, and the socket is closed. */
  end(reason: string): void;
}

/** Brings events to the sockets that must hear them. */
export interface Hub {
  join(appId: string, subscriber: Subscriber): void;
  leave(appId: string, subscriber: Subscriber): void;
  /** Ends every socket of an app. */
  end(appId: string, reason: string): void;
  /**
   * Goes on from another state of an app: what was still to leave is dropped, and sockets that are none of that state's
   * are ended.
   *
   * @returns the connections that are there still
   */
  keep(appId: string, isKnown: (connection: number) => boolean, reason: string): ReadonlySet<number>;
  /**
   * Delivers what a command has caused. Who hears it, and what they hear, is settled now; the frames leave later.
   *
   * @param options.resource the session that caused it, which recognises its own events by it
   * @param options.delay milliseconds until the frames leave. 0 is at once, or with what was caused before and has not
   * left yet: no frame overtakes an older one (assumed)
   * @param options.cause the number of the command in a record of what happened, where its events have those that follow
   */
  publish(app: App, events: readonly DomainEvent[], options: Publishing): void;
}

/** How events are brought to the sockets. */
export interface Publishing {
  readonly resource: string | undefined;
  readonly delay: number;
  readonly cause?: number | undefined;
}

interface Delivery {
  readonly text: string;
  readonly to: readonly Subscriber[];
  readonly cause: number | undefined;
}

/** What leaves at one time. */
interface Batch {
  readonly deliveries: Delivery[];
  /** Sockets to be closed once the frames are out. */
  readonly ended: { readonly reason: string; readonly subscriber: Subscriber }[];
}

/**
 * Makes a hub whose delays run on the clocks of the apps.
 *
 * @param whenKept runs a task once all that has happened so far is kept, where it has to be: what is told must be so
 * after a crash as well
 */
export function createHub(whenKept: (task: () => void) => void = (task) => task()): Hub {
  const apps = new Map<string, AppSubscribers>();
  const subscribersOf = (appId: string): AppSubscribers => {
    const known = apps.get(appId);
    if (known) return known;
    const made = new AppSubscribers();
    apps.set(appId, made);
    return made;
  };

  return {
    join: (appId, subscriber) => subscribersOf(appId).add(subscriber),
    leave: (appId, subscriber) => subscribersOf(appId).remove(subscriber),
    end(appId, reason) {
      const subscribers = subscribersOf(appId);
      apps.delete(appId);
      for (const subscriber of subscribers.all()) {
        subscribers.remove(subscriber);
        subscriber.end(reason);
      }
    },
    keep(appId, isKnown, reason) {
      const subscribers = subscribersOf(appId);
      subscribers.waiting = undefined;
      subscribers.epoch += 1;
      const kept = new Set<number>();
      for (const subscriber of subscribers.all()) {
        if (isKnown(subscriber.connection)) {
          kept.add(subscriber.connection);
          continue;
        }
        subscribers.remove(subscriber);
        subscriber.end(reason);
      }
      return kept;
    },
    publish(app, events, { resource, delay, cause }) {
      const subscribers = subscribersOf(app.appId);
      const batch: Batch = { deliveries: [], ended: [] };
      const { deliveries, ended } = batch;
      for (let at = 0; at < events.length; at += 1) {
        const event = events[at] as DomainEvent;
        if (event.type === "agentCalled" || isServerEvent(event)) continue;
        const to = subscribers.of(event.audience);
        if (to.length === 0) continue;
        if (event.type === "sessionEnded") {
          for (const subscriber of to) {
            subscribers.remove(subscriber);
            ended.push({ subscriber, reason: event.reason });
          }
        } else {
          const text = encodeFrame(app, event, resource);
          deliveries.push({ to, text, cause: cause === undefined ? undefined : cause + 1 + at });
        }
      }
      if (deliveries.length === 0 && ended.length === 0) return;
      const { waiting, epoch } = subscribers;
      if (delay === 0 && waiting) {
        waiting.deliveries.push(...deliveries);
        waiting.ended.push(...ended);
        return;
      }
      const deliver = () => {
        if (subscribers.waiting === batch) subscribers.waiting = undefined;
        const isDropped = subscribers.epoch !== epoch;
        for (const { to, text, cause } of isDropped ? [] : deliveries) {
          for (const subscriber of to) if (subscribers.has(subscriber)) subscriber.send(text, cause);
        }
        for (const { subscriber, reason } of ended) subscriber.end(reason);
      };
      if (delay === 0) {
        whenKept(deliver);
        return;
      }
      subscribers.waiting = batch;
      app.clock.schedule(delay, () => whenKept(deliver));
    },
  };
}

/** The authenticated sockets of one app, by connection and by user. */
class AppSubscribers {
  /** Grows when the app goes on from another state: what was to leave before is dropped then. */
  epoch = 0;
  /** The last batch that has not left yet. */
  waiting: Batch | undefined;
  readonly #byConnection = new Map<number, Subscriber>();
  readonly #byUid = new Map<string, Set<Subscriber>>();

  add(subscriber: Subscriber): void {
    this.#byConnection.set(subscriber.connection, subscriber);
    const own = this.#byUid.get(subscriber.uid);
    if (own) own.add(subscriber);
    else this.#byUid.set(subscriber.uid, new Set([subscriber]));
  }

  remove(subscriber: Subscriber): void {
    this.#byConnection.delete(subscriber.connection);
    const own = this.#byUid.get(subscriber.uid);
    own?.delete(subscriber);
    if (own?.size === 0) this.#byUid.delete(subscriber.uid);
  }

  all(): readonly Subscriber[] {
    return [...this.#byConnection.values()];
  }

  has(subscriber: Subscriber): boolean {
    return this.#byConnection.get(subscriber.connection) === subscriber;
  }

  of(audience: Audience): readonly Subscriber[] {
    const found: Subscriber[] = [];
    if ("connections" in audience) {
      for (const connection of audience.connections) {
        const subscriber = this.#byConnection.get(connection);
        if (subscriber) found.push(subscriber);
      }
    } else {
      for (const uid of audience.uids)
        for (const subscriber of this.#byUid.get(uid) ?? []) found.push(subscriber);
    }
    return found;
  }
}
