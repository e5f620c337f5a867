import type { TestProject } from "vitest/node";
import { type ServerOptions, startServer } from "../index.ts";

/** Where the server is that all workers of a test run share. */
export interface SharedServer {
  /** For the SDK: `https://localhost:<port>`. */
  readonly url: string;
  /** For all that speaks HTTP without TLS. */
  readonly httpUrl: string;
  /** The certificate that clients must trust. */
  readonly caFile: string;
}

/**
 * Makes a global setup that starts one server for a whole test run, on any free port.
 *
 * @example
 * // testkit-server.ts, named in vitest's configuration as globalSetup
 * export const setup = serveTests({ preset: "empty" });
 */
export function serveTests(options: ServerOptions = {}) {
  return async ({ provide }: Pick<TestProject, "provide">): Promise<() => Promise<void>> => {
    const server = await startServer({ port: 0, ...options });
    const { url, httpUrl, caFile } = server;
    provide("cometchatTestkit", { url, httpUrl, caFile });
    return () => server.close();
  };
}

/** vitest calls it when the module itself is named as a global setup. */
export const setup = serveTests();
