import type { Exchanged, RealmHttp, RealmRequest } from "./realm-fetch.ts";

/** What an XMLHttpRequest needs of the realm it serves. */
export interface XhrHost {
  readonly exchange: RealmHttp["exchange"];
  /** Runs code of the realm: nothing once the realm is closed, and what it throws is the realm's failure. */
  readonly guard: (run: () => void) => void;
}

type EventName = "readystatechange" | "loadstart" | "progress" | "abort" | "error" | "load" | "loadend";
type Handler = (event: Readonly<Record<string, unknown>>) => void;

/** The events of a transfer, in one direction. */
class Watched {
  onreadystatechange: Handler | null = null;
  onloadstart: Handler | null = null;
  onprogress: Handler | null = null;
  onabort: Handler | null = null;
  onerror: Handler | null = null;
  onload: Handler | null = null;
  onloadend: Handler | null = null;
  readonly #listeners = new Map<string, Set<Handler>>();

  addEventListener(type: string, listener: Handler): void {
    const known = this.#listeners.get(type);
    if (known === undefined) this.#listeners.set(type, new Set([listener]));
    else known.add(listener);
  }

  removeEventListener(type: string, listener: Handler): void {
    this.#listeners.get(type)?.delete(listener);
  }

  handlersOf(type: EventName): Handler[] {
    const own = this[`on${type}`];
    return [...(own === null ? [] : [own]), ...(this.#listeners.get(type) ?? [])];
  }
}

const UNSENT = 0;
const OPENED = 1;
const HEADERS_RECEIVED = 2;
const LOADING = 3;
const DONE = 4;

/** Opens the browser's XMLHttpRequest on top of the realm's fetch: asynchronous, for text answers, without timeouts. */
export function openXhr({ exchange, guard }: XhrHost): unknown {
  return class RealmXhr extends Watched {
    static readonly UNSENT = UNSENT;
    static readonly OPENED = OPENED;
    static readonly HEADERS_RECEIVED = HEADERS_RECEIVED;
    static readonly LOADING = LOADING;
    static readonly DONE = DONE;

    readonly upload = new Watched();
    readyState = UNSENT;
    #request: { readonly method: string; readonly url: URL } | undefined;
    #headers: Record<string, string> = {};
    #answer: Exchanged | undefined;
    /** Ends the transfer under way. */
    #controller: AbortController | undefined;
    #isSending = false;

    get status(): number {
      return this.#answer?.status ?? 0;
    }

    get statusText(): string {
      return this.#answer?.statusText ?? "";
    }

    get responseText(): string {
      return this.#answer?.text ?? "";
    }

    get response(): string {
      return this.responseText;
    }

    get responseURL(): string {
      return this.#answer?.url ?? "";
    }

    open(method: string, url: string): void {
      this.#controller?.abort();
      this.#controller = undefined;
      this.#request = { method: method.toUpperCase(), url: new URL(url) };
      this.#headers = {};
      this.#answer = undefined;
      this.#move(OPENED);
    }

    setRequestHeader(name: string, value: string): void {
      if (this.readyState !== OPENED) throw new Error("The request is not open.");
      this.#headers[name.toLowerCase()] = String(value);
    }

    getResponseHeader(name: string): string | null {
      return this.#answer?.headers.get(name) ?? null;
    }

    getAllResponseHeaders(): string {
      const rows = [...(this.#answer?.headers ?? [])];
      return rows.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    }

    send(body: unknown = null): void {
      if (this.#request === undefined || this.#controller !== undefined)
        throw new Error("The request is not open.");
      const { method, url } = this.#request;
      const controller = new AbortController();
      this.#controller = controller;
      this.#isSending = body !== null;
      const init: RealmRequest = { method, headers: this.#headers, body };
      const onProgress = (loaded: number, total: number) => {
        if (!controller.signal.aborted)
          this.#fire(this.upload, "progress", { loaded, total, lengthComputable: true });
      };
      this.#fire(this, "loadstart");
      if (this.#isSending) this.#fire(this.upload, "loadstart");
      exchange(url, init, { signal: controller.signal, onProgress }).then(
        (answer) => this.#receive(controller, answer),
        () => this.#fail(controller),
      );
    }

    abort(): void {
      const controller = this.#controller;
      this.#controller = undefined;
      if (controller === undefined) return;
      controller.abort();
      this.#end("abort");
      // No event tells of it.
      this.readyState = UNSENT;
    }

    #receive(controller: AbortController, answer: Exchanged): void {
      if (controller !== this.#controller) return;
      this.#finishSending("load");
      this.#answer = answer;
      this.#move(HEADERS_RECEIVED);
      this.#move(LOADING);
      this.#controller = undefined;
      this.#move(DONE);
      this.#fire(this, "load");
      this.#fire(this, "loadend");
    }

    #fail(controller: AbortController): void {
      if (controller !== this.#controller) return;
      this.#controller = undefined;
      this.#end("error");
    }

    #end(how: "abort" | "error"): void {
      this.#answer = undefined;
      this.#move(DONE);
      this.#finishSending(how);
      this.#fire(this, how);
      this.#fire(this, "loadend");
    }

    #finishSending(how: "load" | "abort" | "error"): void {
      if (!this.#isSending) return;
      this.#isSending = false;
      this.#fire(this.upload, how);
      this.#fire(this.upload, "loadend");
    }

    #move(state: number): void {
      this.readyState = state;
      this.#fire(this, "readystatechange");
    }

    #fire(target: Watched, type: EventName, init: Readonly<Record<string, unknown>> = {}): void {
      const event = { type, target, loaded: 0, total: 0, lengthComputable: false, ...init };
      for (const handler of target.handlersOf(type)) guard(() => handler.call(target, event));
    }
  };
}
