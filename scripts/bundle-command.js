// @ts-check
import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// JavaScript, because `npm start` reads this too: a loader of TypeScript would take longer than the start itself.

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** How every bundle of dist/ is made. */
export const BUNDLE = /** @satisfies {import("esbuild").BuildOptions} */ ({
  absWorkingDir: ROOT,
  outdir: "dist",
  bundle: true,
  external: [
    // Optional native helpers of ws.
    "bufferutil",
    "utf-8-validate",
    // A test of an app may use these as well: there must be one of each, since they change what is global.
    "msw",
    "mock-socket",
    "vitest",
    // Large, and loaded by language: what is not asked for is never read.
    "@faker-js/faker",
    // Finds its compiler in a file of its own, and only when a world is written in TypeScript.
    "jiti",
    // Arbitraries of ours are put together with a test's own.
    "fast-check",
  ],
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
});

/** What is for Node. */
export const FOR_NODE = /** @satisfies {import("esbuild").BuildOptions} */ ({
  platform: "node",
  target: "node20.19",
  // Of packages that have both, what is written for bundlers: some of what Node would load cannot be bundled.
  mainFields: ["module", "main"],
});

/** What is for Node's `require`, with something for `import.meta.url`. */
export const FOR_REQUIRE = /** @satisfies {import("esbuild").BuildOptions} */ ({
  ...FOR_NODE,
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  define: { "import.meta.url": "moduleUrl" },
  banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
});

/** The commands that `command.cjs` leaves to modules beside it, by name: they share theirs with the library. */
export const OTHER_COMMANDS = {
  "cli-conform": "conformance/command.ts",
  "cli-seed": "mock-server/cli-seed.ts",
  "cli-export": "mock-server/cli-export.ts",
};

const BEYOND_ASCII = /[^\t-\x7f]/;

/**
 * Makes `dist/cli.cjs`, and `dist/command.cjs` that it runs: one file, so that V8's code for it can be kept as one.
 *
 * @returns the files that they were made of, from the project's folder
 * @throws Error when a character beyond ASCII stands where the bundler leaves it: each would be read as several
 */
export async function bundleCommand() {
  const script = /** @satisfies {import("esbuild").BuildOptions} */ ({
    ...BUNDLE,
    ...FOR_REQUIRE,
    write: false,
  });
  const results = await Promise.all([
    build({
      ...script,
      entryPoints: { command: "mock-server/cli-command.ts" },
      // Modules are loaded by `require`: code that was kept cannot import them before Node 22.
      supported: { "dynamic-import": false },
      plugins: [otherCommands],
      // THIRD-PARTY-LICENSES.txt has them.
      legalComments: "none",
    }),
    build({ ...script, entryPoints: { cli: "mock-server/cli-built.ts" } }),
  ]);
  for (const { path, contents, text } of results.flatMap(({ outputFiles }) => outputFiles)) {
    if (path.endsWith(".cjs") && BEYOND_ASCII.test(text)) {
      throw new Error(`Failed to bundle ${path}: it holds more than ASCII. Write such characters as \\u….`);
    }
    writeWhole(path, contents);
  }
  chmodSync(join(ROOT, "dist/cli.cjs"), 0o755);
  return results.flatMap(({ metafile }) => Object.keys(metafile.inputs));
}

/** @type {import("esbuild").Plugin} */
const otherCommands = {
  name: "other-commands",
  setup({ onResolve }) {
    onResolve({ filter: /\.ts$/ }, ({ path, resolveDir, kind }) => {
      if (kind !== "dynamic-import") return undefined;
      const found = Object.entries(OTHER_COMMANDS).find(
        ([, file]) => join(ROOT, file) === join(resolveDir, path),
      );
      return found && { path: `./${found[0]}.js`, external: true };
    });
  },
};

/**
 * Another start may read the file in this moment.
 *
 * @param {string} path
 * @param {Uint8Array} contents
 */
function writeWhole(path, contents) {
  const unfinished = join(dirname(path), `${basename(path)}.${process.pid}.tmp`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(unfinished, contents);
  renameSync(unfinished, path);
}
