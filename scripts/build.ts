import { execFileSync } from "node:child_process";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { type BuildOptions, build } from "esbuild";
import { worldJsonSchema } from "../fixtures/script/json-schema.ts";
import { thirdPartyNotices } from "./third-party-notices.ts";

// Makes dist/: the command and the library as bundles, and the types beside them. Dependencies are bundled because
// finding and reading their many files is most of a start; their licences go along.

rmSync("dist", { recursive: true, force: true });

const options = {
  outdir: "dist",
  bundle: true,
  format: "esm",
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
} satisfies BuildOptions;

const forNode = await build({
  ...options,
  entryPoints: {
    cli: "mock-server/cli.ts",
    index: "mock-server/index.ts",
    node: "mock-server/node.ts",
    client: "mock-server/client.ts",
    vitest: "mock-server/vitest.ts",
    "vitest-server": "mock-server/vitest/server.ts",
    "vitest-reach": "mock-server/vitest/reach.ts",
    "official-js": "conformance/drivers/official-js/main.ts",
    fixtures: "fixtures/index.ts",
    "fixtures-arbitraries": "fixtures/arbitraries.ts",
  },
  splitting: true,
  platform: "node",
  // Of packages that have both, what is written for bundlers: some of what Node would load cannot be bundled.
  mainFields: ["module", "main"],
  target: "node20.19",
  // CommonJS packages among the bundled ones ask for Node's modules by `require`.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  },
});
// For test runners that load packages with `require`, as jest does unless it is told otherwise.
const forRequire = await build({
  ...options,
  entryPoints: {
    index: "mock-server/index.ts",
    node: "mock-server/node.ts",
    client: "mock-server/client.ts",
  },
  format: "cjs",
  // msw's own files of this kind ask for packages that are modules alone, and not every test runner can have them so.
  external: options.external.filter((name) => name !== "msw"),
  // They would be most of the package.
  sourcemap: false,
  outExtension: { ".js": ".cjs" },
  platform: "node",
  target: "node20.19",
  define: { "import.meta.url": "moduleUrl" },
  banner: { js: 'const moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
});
const forBrowsers = await build({
  ...options,
  entryPoints: { browser: "mock-server/browser.ts" },
  // Presets are parts of their own, which a page loads when it begins with one.
  splitting: true,
  chunkNames: "browser-[name]-[hash]",
  platform: "browser",
  target: "es2022",
});
chmodSync("dist/cli.js", 0o755);
const inputs = Object.assign(
  {},
  ...[forNode, forRequire, forBrowsers].map(({ metafile }) => metafile.inputs),
);
writeFileSync("dist/THIRD-PARTY-LICENSES.txt", thirdPartyNotices({ inputs }));
writeFileSync("dist/world.schema.json", `${JSON.stringify(worldJsonSchema(), null, 2)}\n`);

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
