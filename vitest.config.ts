import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: [
      "mock-server/**/*.test.ts",
      "conformance/**/*.test.ts",
      "fixtures/**/*.test.ts",
      "scripts/**/*.test.ts",
    ],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
