import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type * as z from "zod";
import type { Driver } from "./driver.ts";
import { RPC_ERRORS, readRpcLine, writeRpcLine } from "./json-rpc.ts";
import { REQUESTS, type RequestName } from "./messages.ts";

type Params<N extends RequestName> = z.output<(typeof REQUESTS)[N]["params"]>;
type Handlers = { readonly [N in RequestName]: (params: Params<N>) => Promise<unknown> };

interface Streams {
  readonly input: Readable;
  readonly output: Writable;
}

/**
 * Speaks for a driver over two streams, until it is told to shut down or the input ends. A call is answered when it has
 * ended, so that answers may overtake each other.
 */
export function serveDriver(driver: Driver, { input, output }: Streams): Promise<void> {
  const tell = (message: object) => output.write(writeRpcLine(message));
  driver.onEvent((params) => tell({ method: "event", params }));
  const handlers: Handlers = {
    describe: () => driver.describe(),
    createClient: nothing((options) => driver.createClient(options)),
    closeClient: nothing(({ clientId }) => driver.closeClient(clientId)),
    call: ({ clientId, method, params }) => driver.call(clientId, method, params),
    setAppState: nothing(({ clientId, state }) => driver.setAppState(clientId, state)),
    setNetwork: nothing(({ clientId, state }) => driver.setNetwork(clientId, state)),
    advanceClock: ({ milliseconds }) => driver.advanceClock(milliseconds),
    reset: nothing(() => driver.reset()),
    shutdown: nothing(() => driver.shutdown()),
  };

  return new Promise((resolve) => {
    const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
    const answer = async (line: string) => {
      const read = readRpcLine(line);
      if (read.kind !== "request") {
        const reason = read.kind === "junk" ? read.reason : `it is a ${read.kind}`;
        tell({
          id: null,
          error: { code: RPC_ERRORS.invalidRequest, message: `Failed to read a line: ${reason}.` },
        });
        return;
      }
      const { id, method, params } = read.message;
      tell({ id, ...(await answerTo(handlers, method, params)) });
      if (method === "shutdown") lines.close();
    };
    lines.on("line", (line) => void answer(line));
    lines.once("close", () => resolve());
  });
}

async function answerTo(handlers: Handlers, method: string, given: unknown): Promise<object> {
  if (!Object.hasOwn(REQUESTS, method)) {
    return {
      error: { code: RPC_ERRORS.noSuchMethod, message: `There is no request ${JSON.stringify(method)}.` },
    };
  }
  const name = method as RequestName;
  const params = REQUESTS[name].params.safeParse(given ?? {});
  if (!params.success) {
    return { error: { code: RPC_ERRORS.badParams, message: params.error.message } };
  }
  try {
    const handle = handlers[name] as (params: unknown) => Promise<unknown>;
    return { result: await handle(params.data) };
  } catch (error) {
    return {
      error: { code: RPC_ERRORS.broken, message: error instanceof Error ? error.message : String(error) },
    };
  }
}

function nothing<P>(act: (params: P) => Promise<void>): (params: P) => Promise<null> {
  return async (params) => {
    await act(params);
    return null;
  };
}
