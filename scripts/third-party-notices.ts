import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The folders of the packages that bundled files belong to. */
function bundledPackages(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/**
 * The licence texts of everything that was bundled, as their terms ask of whoever passes the code on.
 *
 * @throws Error naming a package that says nothing of its licence
 */
export function thirdPartyNotices(files: readonly string[]): string {
  return bundledPackages(files)
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
        name: string;
        version: string;
        license?: string;
      };
      const file = existsSync(folder) && readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      if (!file && !license) throw new Error(`Failed to name the licence of ${name}: it has none.`);
      const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);
}
