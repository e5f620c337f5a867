import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Not `.test.ts`: these need a browser, and so are no part of the root's `npm test`.
    dir: fileURLToPath(new URL("..", import.meta.url)),
    include: ["{ui-kit,in-browser}/**/*.browser.ts"],
    globalSetup: ["browser/build-app.ts"],
    // A browser with several pages in it keeps two cores busy.
    fileParallelism: false,
    expect: { poll: { timeout: 15_000 } },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
