import { execFileSync } from "node:child_process";
import { chmodSync, rmSync } from "node:fs";
import { build } from "esbuild";

// Makes dist/: the command and the library as bundles, and the types beside them.

rmSync("dist", { recursive: true, force: true });

await build({
  entryPoints: { cli: "mock-server/cli.ts", index: "mock-server/index.ts" },
  outdir: "dist",
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  // Dependencies are installed, not copied: their licences and updates stay their own.
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
});
chmodSync("dist/cli.js", 0o755);

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.build.json"], {
  stdio: "inherit",
});
