import { isBuiltin } from "node:module";
import { expect, it } from "vitest";
import { bundlePages } from "../ui-kit/browser/build-app.ts";

it("is bundled by Vite with nothing of Node in it", async () => {
  const { modules, imports } = await bundlePages();
  expect(modules.some((id) => id.endsWith("/mock-server/browser.ts"))).toBe(true);
  // What Vite puts in the place of a module of Node's.
  expect(modules.filter((id) => isBuiltin(id) || id.includes("vite-browser-external"))).toEqual([]);
  expect(imports.filter((path) => !/^assets\/[\w-]+\.js$/.test(path))).toEqual([]);
});
