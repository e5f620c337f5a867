import { writeFile } from "node:fs/promises";
import { exportApp } from "../fixtures/export/export-app.ts";
import { printWorld } from "../fixtures/export/print.ts";
import type { ExportOptions } from "./cli-seed-options.ts";
import { connectTestkit } from "./client/connect-testkit.ts";
import { UsageError } from "./usage-error.ts";

/**
 * Writes an app of a running mock as a world file.
 *
 * @throws UsageError when there is no such server, app or place to write to; RemoteError for what the server refuses
 */
export async function exportFrom(
  { from, appId, controlToken: token, format, out }: ExportOptions,
  { print, problem }: { readonly print: (text: string) => void; readonly problem: (line: string) => void },
): Promise<void> {
  const testkit = connectTestkit({ url: from, token });
  const [app] = appId === undefined ? await testkit.apps() : [await testkit.forApp(appId)];
  if (!app) throw new UsageError(`Failed to export: the server at ${from} has no app. Add one first.`);
  const { world, leftOut } = exportApp(await app.export());
  const text = printWorld(world, format);
  if (out === undefined) print(text);
  else await write(out, text);
  const left = Object.entries(leftOut).map(([table, count]) => `${count} ${table}`);
  if (left.length > 0) problem(`Left out, since a world does not say it: ${left.join(", ")}.`);
}

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    throw new UsageError(
      `Failed to write ${path}: ${(error as NodeJS.ErrnoException).code}. Give another path with --out.`,
    );
  }
}
