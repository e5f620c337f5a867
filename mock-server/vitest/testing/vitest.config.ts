import { defineConfig } from "vitest/config";

export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  test: { include: ["*.shared.ts"], globalSetup: ["../server.ts"], testTimeout: 20_000 },
});
