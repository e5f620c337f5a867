import { test as base, inject } from "vitest";
import { connectTestkit, type RemoteApp, type RemoteAppChoice } from "../client.ts";
import { type NodeTestkitOptions, setupTestkit, type Testkit } from "../node.ts";
import { UsageError } from "../usage-error.ts";
import type { SharedServer } from "./server.ts";
import { tellReach, wantsReach } from "./told-reach.ts";

declare module "vitest" {
  interface ProvidedContext {
    cometchatTestkit: SharedServer | undefined;
  }
}

/** What {@link test} brings for each test file. */
interface InFile {
  /** How the testkit is set up; override it with `test.extend`. */
  testkitOptions: NodeTestkitOptions;
  runningTestkit: Testkit;
}

/** What {@link test} brings for each test. */
interface InTest {
  /** A chat service inside this process, as it was set up: nothing of the test before is in it. */
  testkit: Testkit;
  /** How the app of the shared server is to be; override it with `test.extend`. */
  appChoice: RemoteAppChoice;
  /** An app of its own on the server that all workers share; it is taken away after the test. */
  app: RemoteApp;
}

/**
 * vitest's own `test`, with a chat service for each test: `testkit` in the same process, or `app` on a server that
 * `cometchat-testkit/vitest/server` has started for all workers. What a test does not name is not set up.
 *
 * @example
 * test("greets", async ({ testkit }) => {
 *   await testkit.as("cometchat-uid-1").comeOnline();
 *   await testkit.as("cometchat-uid-2").sendText({ receiver: "cometchat-uid-1", text: "Hello" });
 *   expect(testkit).toHaveHeard("cometchat-uid-1", "message");
 * });
 */
export const test = base.extend<{ $file: InFile; $test: InTest }>({
  // vitest reads off the first parameter what a fixture needs.
  // biome-ignore lint/correctness/noEmptyPattern: see above
  testkitOptions: [async ({}, use) => use({}), { scope: "file" }],
  runningTestkit: [
    async ({ testkitOptions }, use) => {
      const testkit = await setupTestkit(testkitOptions);
      await use(testkit);
      await testkit.close();
    },
    { scope: "file" },
  ],
  testkit: async ({ runningTestkit, task }, use) => {
    await runningTestkit.reset();
    await use(runningTestkit);
    if (wantsReach()) tellReach(task, runningTestkit.reach());
  },
  // biome-ignore lint/correctness/noEmptyPattern: see above
  appChoice: async ({}, use) => use({}),
  app: async ({ appChoice, task }, use) => {
    const server = inject("cometchatTestkit");
    if (!server) {
      throw new UsageError(
        'Failed to add an app: no server was started for the tests. Add globalSetup: ["cometchat-testkit/vitest/server"] to vitest\'s configuration.',
      );
    }
    const app = await connectTestkit({ url: server.httpUrl }).addApp(appChoice);
    await use(app);
    if (wantsReach()) tellReach(task, await app.reach());
    await app.remove();
  },
});
