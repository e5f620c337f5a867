import { UsageError } from "../usage-error.ts";

/** A refusal of the server: of the service for what was done in an app, or of the control API itself. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  readonly code: string;
  readonly status: number;
  readonly details: unknown;

  constructor(status: number, { code, message, details }: PrintedError) {
    super(`[${code}] ${message}`);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

interface PrintedError {
  readonly code: string;
  readonly message: string;
  readonly details?: unknown;
}

/** Asks the control API of one server. */
export interface ControlClient {
  /**
   * @param path after the prefix
   * @returns what the answer carries as `data`
   * @throws RemoteError for a refusal; UsageError when there is no such server
   */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Gets what is answered as a file. @throws RemoteError, UsageError as `ask` does */
  askFile(path: string): Promise<string>;
}

/** Where a server is, and what it asks for. */
export interface ServerAddress {
  /** As the server prints it; the one without TLS needs no certificate: `http://localhost:8443`. */
  readonly url: string;
  /** What the server was started with as `--control-token`. */
  readonly token?: string | undefined;
  /** The process's own when left out. */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/** Makes a client of the control API. */
export function createControlClient({
  url,
  token,
  fetch = (...request) => globalThis.fetch(...request),
}: ServerAddress): ControlClient {
  if (!URL.canParse(url)) {
    throw new UsageError(
      `Failed to connect: ${JSON.stringify(url)} is no URL. Give the server's own, like "http://localhost:8443".`,
    );
  }
  const base = new URL("/testkit/v1", url).href;
  const headers = {
    "content-type": "application/json",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  };
  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    const init = { method, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    try {
      return await fetch(`${base}${path}`, init);
    } catch (cause) {
      throw new UsageError(
        `Failed to reach the server at ${url}: ${String(cause)}. Start it with: npx cometchat-testkit serve`,
        { cause },
      );
    }
  }

  async function dataOf<T>(response: Response): Promise<T> {
    const answer = (await read(response, url)) as { data?: T; error?: PrintedError };
    if (answer.error) throw new RemoteError(response.status, answer.error);
    return answer.data as T;
  }

  return {
    ask: async (method, path, body) => dataOf(await send(method, path, body)),
    async askFile(path) {
      const response = await send("GET", path);
      return response.ok ? await response.text() : await dataOf<never>(response);
    },
  };
}

async function read(response: Response, url: string): Promise<object> {
  try {
    return (await response.json()) as object;
  } catch (cause) {
    throw new UsageError(
      `Failed to read the answer of ${url}: it is no JSON (HTTP ${response.status}). Is that a testkit server?`,
      { cause },
    );
  }
}
