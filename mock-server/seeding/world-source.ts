import { readFile } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type PlacedStep, playScript } from "../../fixtures/script/play.ts";
import type { FoundWorld } from "../../fixtures/script/read-world.ts";
import type { ImportBatch } from "../../fixtures/worlds/named-world.ts";
import type { SeedOptions } from "../cli-seed-options.ts";
import { DEFAULT_APP, PRESET_NAMES, type PresetWorld } from "../presets.ts";
import { UsageError } from "../usage-error.ts";
import { makeApp } from "./local-app.ts";

/** A world that is to be taken somewhere, at a time. */
export type Source = ScriptSource | StreamSource;

export interface ScriptSource {
  readonly kind: "script";
  readonly name: string;
  readonly steps: readonly PlacedStep[];
  /** Plays it. @throws WorldError that names file and line */
  readonly play: PresetWorld;
}

export interface StreamSource {
  readonly kind: "stream";
  readonly name: string;
  readonly count: number;
  readonly batches: Iterable<ImportBatch>;
}

const TYPED = new Set([".ts", ".mts"]);
const MODULES = new Set([...TYPED, ".js", ".mjs"]);

/**
 * Finds the world that is asked for, and checks its form.
 *
 * @param now when it is looked at, in unix milliseconds
 * @throws UsageError for what there is not; WorldError with lines for a file that cannot be read
 */
export async function findWorld(options: SeedOptions, now: number): Promise<Source> {
  if (options.file !== undefined) return fileSource(options.file, now);
  const { preset = "", seed = 1, users, groups, messages, locales } = options;
  if (!PRESET_NAMES.some((name) => name === preset)) {
    throw new UsageError(
      `Failed to read --preset: there is no world ${JSON.stringify(preset)}. Give one of ${PRESET_NAMES.join(", ")}.`,
    );
  }
  const { makeNamedWorld, namedWorld, streamWorld } = await import("../../fixtures/worlds/index.ts");
  if (preset === "demo" || preset === "empty") return demoSource(preset, now);
  const { requireLocale } = await import("../../fixtures/locales.ts");
  const choice = { seed, now, users, groups, messages, locales: locales?.map(requireLocale) };
  const name = `${preset}-${seed}`;
  if (namedWorld(preset).kind === "stream")
    return { kind: "stream", name, ...(await streamWorld(preset, choice)) };
  return scriptSource(
    name,
    { value: await makeNamedWorld(preset, choice), where: ({ path }) => path.join(".") },
    now,
  );
}

async function demoSource(preset: "demo" | "empty", now: number): Promise<Source> {
  const { PRESETS } = await import("../presets.ts");
  const { exportApp } = await import("../../fixtures/export/export-app.ts");
  const app = await makeApp({ app: DEFAULT_APP, now, frozen: true }, PRESETS[preset]);
  const found = { value: exportApp(app).world, where: () => preset };
  return { ...(await scriptSource(preset, found, now)), play: PRESETS[preset] };
}

async function fileSource(path: string, now: number): Promise<Source> {
  const { foundInModule, readWorldText } = await import("../../fixtures/script/read-world.ts");
  const name = path.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "") || "world";
  if (MODULES.has(extname(path)))
    return scriptSource(name, foundInModule(await exportedWorld(path), path), now);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `Failed to read ${path}: ${(error as NodeJS.ErrnoException).code}. Give the path of a world file.`,
    );
  }
  return scriptSource(name, readWorldText(text, path), now);
}

async function exportedWorld(path: string): Promise<unknown> {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await importModule(resolve(path));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `Failed to read ${path}: ${message.replace(/\.$/, "")}. Give the path of a module that exports \`world\`.`,
    );
  }
  const world = module.world ?? module.default;
  if (world !== undefined) return world;
  throw new UsageError(
    `Failed to read ${path}: it exports no \`world\`. Write: export const world: WorldFile = { … }`,
  );
}

/** TypeScript too, which not every Node reads by itself. */
async function importModule(path: string): Promise<Readonly<Record<string, unknown>>> {
  if (!TYPED.has(extname(path))) return import(pathToFileURL(path).href);
  const { createJiti } = await import("jiti");
  // Of this package there must be one, since it knows the lines of the steps; nothing is kept on the disk.
  return createJiti(path, { nativeModules: ["cometchat-testkit"], fsCache: false }).import(path);
}

async function scriptSource(name: string, found: FoundWorld, now: number): Promise<ScriptSource> {
  const { tellingWhere } = await import("../../fixtures/script/read-world.ts");
  const { readWorldFile } = await import("../../fixtures/script/world-file.ts");
  const steps = tellingWhere(found, () => readWorldFile(found.value, now));
  return {
    kind: "script",
    name,
    steps,
    play: (stage) => tellingWhere(found, () => playScript(steps, stage)),
  };
}
