import { copyFileSync, mkdirSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Inside node_modules, where nobody looks for sources. */
const FOLDER = new URL("../../node_modules/.cache/cometchat-testkit-bench/dist/", import.meta.url);

/**
 * Bundles a program as `npm run build` bundles the server: what is measured is the code that is published, without the
 * helpers that tsx adds to each function.
 *
 * @returns the path of the bundle
 */
export async function bundled(entry: URL): Promise<string> {
  const name = basename(entry.pathname, ".ts");
  // The server looks for its version beside the folder it is in.
  mkdirSync(FOLDER, { recursive: true });
  copyFileSync(new URL("../../package.json", import.meta.url), new URL("../package.json", FOLDER));
  const outfile = fileURLToPath(new URL(`${name}.mjs`, FOLDER));
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20.19",
    // As in build.ts.
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    external: ["bufferutil", "utf-8-validate", "msw", "mock-socket", "@cometchat/chat-sdk-javascript"],
    minifySyntax: true,
    sourcemap: true,
    logLevel: "warning",
  });
  return outfile;
}
