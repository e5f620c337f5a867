import { startServer } from "cometchat-testkit";
import { connectTestkit, type RemoteTestkit } from "cometchat-testkit/client";
import { setupTestkit, type Testkit } from "cometchat-testkit/node";

// Compiled and never run: what a test in TypeScript that is compiled to `require` is told of the package.

export const url: Promise<string> = startServer({ port: 0 }).then((server) => server.url);
export const testkit: Promise<Testkit> = setupTestkit();
export const remote: RemoteTestkit = connectTestkit({ url: "http://localhost:8443" });
