import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["conformance/official-sdk/*.test.ts"],
    setupFiles: ["scripts/mutate-sdk/setup.ts"],
    runner: "scripts/mutate-sdk/runner.ts",
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Most mutants show by something that never comes.
    env: { SDK_DEADLINE: process.env.SDK_DEADLINE ?? "2500" },
    // What a mutant leaves unhandled is its own.
    dangerouslyIgnoreUnhandledErrors: true,
  },
});
