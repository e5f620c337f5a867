import { defineConfig } from "vitest/config";
import { reportReach } from "../reach.ts";

export default defineConfig({
  root: new URL(".", import.meta.url).pathname,
  test: {
    include: ["*.reaching.ts"],
    globalSetup: ["../server.ts"],
    testTimeout: 20_000,
    reporters: ["default", reportReach({ file: process.env.REACH_FILE })],
  },
});
