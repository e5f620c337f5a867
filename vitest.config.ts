import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests that change what is global, or start programs: each file has a realm of its own. */
const APART = [
  "mock-server/*.test.ts",
  "mock-server/transports/**/*.test.ts",
  "mock-server/vitest/**/*.test.ts",
  "conformance/*.test.ts",
  "conformance/check-driver/**/*.test.ts",
  "conformance/drivers/**/*.test.ts",
  "conformance/in-process/**/*.test.ts",
  "conformance/mutants/**/*.test.ts",
];

const test = {
  // For machines that do a lot besides: a test that hangs is told all the same.
  testTimeout: 60_000,
  hookTimeout: 60_000,
  setupFiles: ["scripts/properties/seed.ts"],
};

export default defineConfig({
  test: {
    // Vitest leaves one core to itself, which on two is half of the machine.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          ...test,
          name: "together",
          include: ["{mock-server,conformance,fixtures,scripts}/**/*.test.ts"],
          exclude: [...APART, "**/node_modules/**"],
          // Half of the time would go into loading the simulator for each file anew.
          isolate: false,
        },
      },
      { test: { ...test, name: "apart", include: APART } },
    ],
  },
});
