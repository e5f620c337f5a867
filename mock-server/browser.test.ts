import { isBuiltin } from "node:module";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

describe("cometchat-testkit/browser", () => {
  it("is bundled for a browser with nothing of Node in it", async () => {
    const { metafile, warnings } = await build({
      entryPoints: ["mock-server/browser.ts"],
      bundle: true,
      format: "esm",
      platform: "browser",
      write: false,
      metafile: true,
      logLevel: "silent",
    });
    const imports = Object.values(metafile.inputs).flatMap((input) => input.imports);
    expect(imports.map(({ path }) => path).filter(isBuiltin)).toEqual([]);
    // What esbuild itself adds is called <runtime>.
    expect(imports.filter(({ external, path }) => external && path !== "<runtime>")).toEqual([]);
    expect(
      Object.keys(metafile.inputs).filter((file) =>
        /transports\/node|page-globals|msw\/lib\/node/.test(file),
      ),
    ).toEqual([]);
    expect(warnings).toEqual([]);
  });
});
