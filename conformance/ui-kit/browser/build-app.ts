import { copyFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { build, type InlineConfig } from "vite";

/** An app that tests open in the browser. */
interface App {
  readonly root: string;
  readonly outDir: string;
  readonly pages: readonly string[];
}

const UI_KIT: App = {
  root: fileURLToPath(new URL("../app", import.meta.url)),
  outDir: fileURLToPath(new URL("../dist", import.meta.url)),
  pages: ["index.html"],
};
const IN_BROWSER: App = {
  root: fileURLToPath(new URL("../../in-browser/app", import.meta.url)),
  outDir: fileURLToPath(new URL("../../in-browser/dist", import.meta.url)),
  pages: ["index.html", "frame.html"],
};

/** Where the UI kit's app lies when it is built. */
export const BUILT_APP = UI_KIT.outDir;
/** Where the pages that are their own chat service lie when they are built. */
export const BUILT_PAGES = IN_BROWSER.outDir;

/** Builds the apps once for all test files; vitest calls it before the first. */
export async function setup(): Promise<void> {
  await buildApp(UI_KIT);
  await buildApp(IN_BROWSER);
  // As `npx msw init` does.
  const script = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js");
  await copyFile(script, `${BUILT_PAGES}/mockServiceWorker.js`);
}

async function buildApp(app: App): Promise<void> {
  await build(configOf(app));
}

/** What a bundle of the pages that are their own chat service is made of, and what it imports of itself. */
export async function bundlePages(): Promise<{ modules: string[]; imports: string[] }> {
  const { build: options, ...config } = configOf(IN_BROWSER);
  const built = await build({ ...config, build: { ...options, write: false } });
  const outputs = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunks = outputs.flatMap((output) => (output.type === "chunk" ? [output] : []));
  return {
    modules: chunks.flatMap((chunk) => chunk.moduleIds),
    imports: chunks.flatMap((chunk) => [...chunk.imports, ...chunk.dynamicImports]),
  };
}

function configOf({ root, outDir, pages }: App): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: "error",
    build: {
      outDir,
      emptyOutDir: true,
      minify: false,
      chunkSizeWarningLimit: Infinity,
      rolldownOptions: { input: pages.map((page) => `${root}/${page}`) },
    },
  };
}
