import { fileURLToPath } from "node:url";
import { build } from "vite";

const APP_FOLDER = fileURLToPath(new URL("../app", import.meta.url));

/** Where the built app lies. */
export const BUILT_APP = fileURLToPath(new URL("../dist", import.meta.url));

/** Builds the app once for all test files; vitest calls it before the first. */
export async function setup(): Promise<void> {
  await build({
    configFile: false,
    root: APP_FOLDER,
    logLevel: "error",
    build: { outDir: BUILT_APP, emptyOutDir: true, minify: false, chunkSizeWarningLimit: Infinity },
  });
}
