import type { DirectSocket, DirectTestkit, VerdictChanges } from "../../mock-server/index.ts";
import { adminApi } from "./admin-api.ts";

type Json = Readonly<Record<string, unknown>>;

/** A request of a client, as the service reads it. */
export interface ApiRequest {
  readonly verb: string;
  /** What comes behind the version, not encoded. */
  readonly path: readonly string[];
  /** As it stands in the address: lists have commas between, values are encoded. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: Json;
  readonly headers: Readonly<Record<string, string>>;
  /** Who asks; empty where it is not logged in. */
  readonly uid: string;
}

/** An answer of the service: `data` and `meta`, or an `error`. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: Json;
}

/** Whose socket it is. */
export interface SocketOwner {
  readonly uid: string;
  readonly deviceId: string;
}

/** What a broken server can do behind its clients' backs. */
export interface Inside {
  /** Asks the admin API: a refusal is the mutant's own mistake. */
  readonly admin: (verb: string, path: string, body?: unknown) => Promise<unknown>;
  /** Sends a frame to every device that is meant. */
  readonly push: (frame: Json, isMeant: (owner: SocketOwner) => boolean) => void;
}

/** What stands between the clients and the service. What it leaves out is as the service has it. */
export interface Layer {
  /** Answers a request; `ask` is what the service says to it, or to another one. */
  readonly answer?: (
    request: ApiRequest,
    ask: (request: ApiRequest) => Promise<ApiAnswer>,
  ) => Promise<ApiAnswer>;
  /** What a client is sent instead of a frame. */
  readonly sends?: (frame: Json, to: SocketOwner) => readonly Json[];
  /** What the service hears instead of a client's frame. */
  readonly hears?: (frame: Json, from: SocketOwner) => readonly Json[];
}

/** The mock server with something wrong. */
export interface BrokenServer {
  /** Cells of the tables of who may do what that say something else. */
  readonly verdicts?: VerdictChanges;
  /** What stands before each app. */
  readonly layer?: (inside: Inside) => Layer;
}

/** How clients of this process come to the service. */
export type WayIn = Pick<DirectTestkit, "fetch" | "WebSocket">;

interface Guarded {
  readonly layer: Layer;
  readonly sockets: Set<{ readonly owner: SocketOwner; tell(frame: Json): void }>;
}

/** No JSON: a fault has answered. */
class Unreadable extends Error {
  readonly response: Response;

  constructor(response: Response) {
    super("This is no answer of the service.");
    this.response = response;
  }
}

/** The way in to a service that something stands before. */
export function wayInto(testkit: DirectTestkit, make: NonNullable<BrokenServer["layer"]>): WayIn {
  const guarded = new Map<string, Guarded>();

  function guardOf(appId: string): Guarded {
    const known = guarded.get(appId);
    if (known) return known;
    const { restApiKey, region } = testkit.forApp(appId).app;
    const base = `https://${appId}.api-${region}.cometchat.io/v3.0`;
    const sockets: Guarded["sockets"] = new Set();
    const layer = make({
      admin: adminApi({ base, appId, restApiKey, fetch: testkit.fetch }),
      push(frame, isMeant) {
        for (const socket of sockets) if (isMeant(socket.owner)) socket.tell(frame);
      },
    });
    const made = { layer, sockets };
    guarded.set(appId, made);
    return made;
  }

  return {
    async fetch(url, init = {}) {
      const headers = new Headers(init.headers);
      const { answer } = guardOf(headers.get("appid") ?? "").layer;
      if (!answer) return testkit.fetch(url, init);
      const { origin, pathname, search } = new URL(url);
      const [version, ...path] = pathname.slice(1).split("/").map(decodeURIComponent);
      const given: ApiRequest = {
        verb: init.method ?? "GET",
        path,
        query: Object.fromEntries(search.slice(1).split("&").filter(Boolean).map(parted)),
        body: typeof init.body === "string" ? JSON.parse(init.body) : {},
        headers: Object.fromEntries(headers),
        uid: headers.get("authtoken")?.split("_")[0] ?? "",
      };
      const ask = async (request: ApiRequest) => {
        const { verb, path: to, query, body, headers: said } = request;
        const text = Object.entries(query)
          .map((pair) => pair.join("="))
          .join("&");
        const address = `${origin}/${[version, ...to.map(encodeURIComponent)].join("/")}${text && `?${text}`}`;
        const hasBody = verb !== "GET" && Object.keys(body).length > 0;
        const changed = { method: verb, headers: said, body: hasBody ? JSON.stringify(body) : null };
        return read(await testkit.fetch(address, changed));
      };
      try {
        const { status, body } = await answer(given, ask);
        return Response.json(body, { status });
      } catch (error) {
        if (error instanceof Unreadable) return error.response;
        throw error;
      }
    },
    WebSocket: guardedSocket(testkit, guardOf),
  };
}

function parted(pair: string): readonly [name: string, value: string] {
  const at = pair.indexOf("=");
  return [pair.slice(0, at), pair.slice(at + 1)];
}

async function read(response: Response): Promise<ApiAnswer> {
  const raw = response.clone();
  const text = await response.text();
  try {
    return { status: response.status, body: JSON.parse(text) as Json };
  } catch {
    throw new Unreadable(raw);
  }
}

function guardedSocket(testkit: DirectTestkit, guardOf: (appId: string) => Guarded): WayIn["WebSocket"] {
  return class implements DirectSocket {
    onopen: DirectSocket["onopen"] = null;
    onmessage: DirectSocket["onmessage"] = null;
    onerror: DirectSocket["onerror"] = null;
    onclose: DirectSocket["onclose"] = null;
    readonly #inner: DirectSocket;
    readonly #guard: Guarded;
    owner: SocketOwner = { uid: "", deviceId: "" };

    constructor(url: string) {
      this.#guard = guardOf(new URL(url).hostname.split(".")[0] ?? "");
      this.#inner = new testkit.WebSocket(url);
      this.#inner.onopen = () => this.onopen?.();
      this.#inner.onerror = () => this.onerror?.();
      this.#inner.onclose = (end) => {
        this.#guard.sockets.delete(this);
        this.onclose?.(end);
      };
      this.#inner.onmessage = ({ data }) => {
        const frame = JSON.parse(data) as Json;
        const { sends } = this.#guard.layer;
        for (const one of sends ? sends(frame, this.owner) : [frame]) this.tell(one);
      };
    }

    tell(frame: Json): void {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    send(text: string): void {
      const frame = JSON.parse(text) as Json;
      if (frame.type === "auth") {
        this.owner = { uid: String(frame.sender), deviceId: String(frame.deviceId) };
        this.#guard.sockets.add(this);
      }
      const { hears } = this.#guard.layer;
      for (const one of hears ? hears(frame, this.owner) : [frame]) this.#inner.send(JSON.stringify(one));
    }

    close(code?: number, reason?: string): void {
      this.#inner.close(code, reason);
    }
  };
}
