import { Agent, buildConnector, FormData, Response, fetch as send } from "undici";
import { type HostTable, placeOf } from "./host-table.ts";
import { type Journal, openJournal } from "./journal.ts";
import { streamed } from "./realm-upload.ts";
import { sdkHooks } from "./sdk-hooks.ts";

/** One request of a realm, and its answer once that is there. */
export interface HttpExchange {
  readonly method: string;
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as sent, if it was text. */
  readonly body: string | undefined;
  /** The parts in order, if the body was multipart. */
  readonly form: readonly (readonly [name: string, value: unknown])[] | undefined;
  readonly sentAt: number;
  answer: HttpAnswer | undefined;
}

/** What came back for a request. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text as JSON, or undefined where it is none. */
  readonly json: unknown;
  readonly at: number;
}

/** What `fetch` needs of the realm it serves. */
export interface FetchHost {
  /** Unless those of the system will do. */
  readonly ca: string | undefined;
  readonly hosts: HostTable;
  readonly origin: string;
  /** Aborted when the page goes offline, and as long as it is. */
  readonly network: () => AbortSignal;
  /** What answers instead of the network. */
  readonly answer?: Answerer | undefined;
  /** Hands a promise of ours to the realm as one of its own, which never settles once the realm is closed. */
  readonly adopt: <T>(promise: Promise<T>) => Promise<T>;
  /** The realm's own `JSON.parse`, so that the SDK gets arrays and objects of its own kind. */
  readonly parse: (text: string) => unknown;
}

/** Answers requests within this process. */
export type Answerer = (url: string, init: RequestInit) => Promise<globalThis.Response>;

/** What all kinds of `fetch` agree on. */
type Answered = Pick<Response, "ok" | "status" | "statusText" | "url" | "text"> & {
  readonly headers: Exchanged["headers"];
};

/** The HTTP side of a realm. */
export interface RealmHttp {
  readonly fetch: (url: unknown, init?: RealmRequest) => Promise<unknown>;
  /** The same for an XMLHttpRequest, which sees the body on its way and may stop it. */
  readonly exchange: (url: URL, init: RealmRequest, transfer?: Transfer) => Promise<Exchanged>;
  readonly exchanges: Journal<HttpExchange>;
  close(): Promise<void>;
}

/** What came back for a request, for whoever made it. */
export interface Exchanged {
  readonly ok: boolean;
  readonly status: number;
  readonly statusText: string;
  readonly url: string;
  readonly headers: Iterable<[string, string]> & { get(name: string): string | null };
  readonly text: string;
}

/** How a request's body is watched on its way. */
export interface Transfer {
  readonly signal: AbortSignal;
  /** @param loaded bytes that have gone out, of so many in all */
  readonly onProgress: (loaded: number, total: number) => void;
}

export interface RealmRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Opens the HTTP side of a realm: undici's fetch, trusting the given CA, with everything recorded. */
export function openHttp(host: FetchHost): RealmHttp {
  const agent = new Agent({ connect: connectorOf(host) });
  const exchanges = openJournal(printExchange);

  // Only method, headers and body are taken over: Node's fetch refuses the `referrer` that the SDK always sets
  // (rest-client.md §2.1), and cache, mode and redirect mean nothing outside a browser.
  async function exchange(asked: URL, init: RealmRequest, transfer?: Transfer): Promise<Exchanged> {
    const url = sdkHooks.url?.(init.method ?? "GET", asked) ?? asked;
    const body = init.body instanceof FormData || typeof init.body === "string" ? init.body : null;
    const headers = { origin: host.origin, ...lowerCased(init.headers ?? {}) };
    const record: HttpExchange = {
      method: init.method ?? "GET",
      url,
      headers,
      body: typeof body === "string" ? body : undefined,
      form: body instanceof FormData ? [...body.entries()] : undefined,
      sentAt: Date.now(),
      answer: undefined,
    };
    exchanges.add(record);
    const network = host.network();
    const { method } = record;
    const { answer } = host;
    const options = { method, dispatcher: agent, signal: network };
    if (network.aborted) throw offline();
    const sent: Promise<Answered> = answer
      ? wholly(headers, body).then((whole) => answer(url.href, { method, ...whole }))
      : transfer
        ? streamed(headers, body, transfer).then((parts) => {
            const signal = AbortSignal.any([network, transfer.signal]);
            return send(url, { ...options, ...parts, signal });
          })
        : send(url, { ...options, headers, body });
    const response = await unlessAborted(network, sent);
    const text = await unlessAborted(network, response.text());
    const answered = Object.fromEntries(response.headers);
    record.answer = { status: response.status, headers: answered, text, json: jsonOf(text), at: Date.now() };
    exchanges.touch();
    const { ok, status, statusText, headers: answers } = response;
    return { ok, status, statusText, url: response.url, headers: answers, text };
  }

  async function fetch(url: URL, init: RealmRequest) {
    const { text, ...response } = await exchange(url, init);
    return {
      ...response,
      text: () => host.adopt(Promise.resolve(text)),
      json: () => host.adopt(Promise.resolve(text).then(host.parse)),
    };
  }

  return {
    exchanges,
    exchange,
    fetch: (url, init = {}) => host.adopt(fetch(new URL(String(url)), init)),
    close: () => agent.destroy(),
  };
}

/** A body as bytes, which is the same to whichever `fetch` it is handed. */
async function wholly(
  headers: Readonly<Record<string, string>>,
  body: FormData | string | null,
): Promise<Pick<RequestInit, "headers" | "body">> {
  const whole = new Headers({ ...headers });
  if (body === null) return { headers: whole };
  const encoded = new Response(body);
  if (body instanceof FormData) whole.set("content-type", encoded.headers.get("content-type") ?? "");
  return { headers: whole, body: await encoded.arrayBuffer() };
}

const offline = () => new TypeError("Failed to fetch: the page is offline.");

/** Fails as `fetch` does without a network. */
function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(offline());
    if (signal.aborted) fail();
    signal.addEventListener("abort", fail, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", fail));
  });
}

function connectorOf({ ca, hosts }: FetchHost): buildConnector.connector {
  const connect = buildConnector(ca === undefined ? {} : { ca });
  return (options, callback) => {
    const place = placeOf(options.hostname, hosts);
    if (place === undefined) return connect(options, callback);
    const redirected = {
      hostname: place.address,
      port: String(place.port ?? options.port),
      servername: options.hostname,
    };
    return connect({ ...options, ...redirected }, callback);
  };
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}

/** Text as JSON, or undefined where it is none: both are worth recording. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function printExchange({ method, url, body, answer }: HttpExchange): string {
  const request = `${method} ${url.pathname}${url.search} ${body ?? ""}`.trimEnd();
  return answer === undefined
    ? `${request} -> (no answer yet)`
    : `${request} -> ${answer.status} ${answer.text}`;
}
