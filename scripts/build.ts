import { execFileSync } from "node:child_process";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { build } from "esbuild";
import { worldJsonSchema } from "../fixtures/script/json-schema.ts";
import { BUNDLE, bundleCommand, FOR_NODE, FOR_REQUIRE, OTHER_COMMANDS } from "./bundle-command.js";
import { thirdPartyNotices } from "./third-party-notices.ts";

// Makes dist/: the command and the library as bundles, and the types beside them. Dependencies are bundled because
// finding and reading their many files is most of a start; their licences go along.

rmSync("dist", { recursive: true, force: true });

const forNode = await build({
  ...BUNDLE,
  ...FOR_NODE,
  format: "esm",
  entryPoints: {
    ...OTHER_COMMANDS,
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
  // CommonJS packages among the bundled ones ask for Node's modules by `require`.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  },
});
// For test runners that load packages with `require`, as jest does unless it is told otherwise.
const forRequire = await build({
  ...BUNDLE,
  ...FOR_REQUIRE,
  entryPoints: {
    index: "mock-server/index.ts",
    node: "mock-server/node.ts",
    client: "mock-server/client.ts",
  },
  // msw's own files of this kind ask for packages that are modules alone, and not every test runner can have them so.
  external: BUNDLE.external.filter((name) => name !== "msw"),
  // They would be most of the package.
  sourcemap: false,
});
const forBrowsers = await build({
  ...BUNDLE,
  format: "esm",
  entryPoints: { browser: "mock-server/browser.ts" },
  // Presets are parts of their own, which a page loads when it begins with one.
  splitting: true,
  chunkNames: "browser-[name]-[hash]",
  platform: "browser",
  target: "es2022",
});
const files = [forNode, forRequire, forBrowsers].flatMap(({ metafile }) => Object.keys(metafile.inputs));
writeFileSync("dist/THIRD-PARTY-LICENSES.txt", thirdPartyNotices([...files, ...(await bundleCommand())]));
writeFileSync("dist/world.schema.json", `${JSON.stringify(worldJsonSchema(), null, 2)}\n`);

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
// TypeScript takes types for those of a module or of what `require` loads by the package.json above them.
cpSync("dist/types/mock-server", "dist/types-for-require/mock-server", { recursive: true });
cpSync("dist/types/fixtures", "dist/types-for-require/fixtures", { recursive: true });
writeFileSync("dist/types-for-require/package.json", '{ "type": "commonjs" }\n');
