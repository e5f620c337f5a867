import { createHash } from "node:crypto";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";
import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../fixtures/seed/run.ts";
import { playBatches } from "../fixtures/worlds/play-batches.ts";
import type { SeedOptions } from "./cli-seed-options.ts";
import { openProgressFile } from "./seeding/progress-file.ts";
import { requireFree, seedFolder } from "./seeding/seed-folder.ts";
import { findMockApp, requireEmpty, seedMock, streamIntoMock } from "./seeding/seed-mock.ts";
import { findWorld, type Source } from "./seeding/world-source.ts";

/** Where the command says what it does. */
export interface SeedOutput {
  readonly print: (line: string) => void;
  readonly problem: (line: string) => void;
}

/**
 * Does what `seed` asks for.
 *
 * @returns the exit code: 0 when everything is there, 1 when some of it was refused or the target was lost
 * @throws UsageError, and WorldError for a world that breaks a rule; nothing was changed then
 */
export async function seed(options: SeedOptions, output: SeedOutput): Promise<number> {
  if (options.target !== undefined) return seedTarget(options, output);
  if (options.to !== undefined) return seedRunningMock(options, output);
  const now = Date.now();
  const source = await findWorld(options, now);
  if (options.data !== undefined) {
    const { resolve } = await import("node:path");
    await requireFree(resolve(options.data));
  }
  if (options.dryRun) return tellDryRun(source, options.data ?? "nowhere", now, output);
  const bar = progressBar(source.kind === "stream" ? source.count : source.steps.length);
  const play: Extract<Source, { kind: "script" }>["play"] =
    source.kind === "script" ? source.play : (stage) => playBatches(source.batches, stage, now);
  await seedFolder(options.data ?? "", options.appId, play);
  bar.done();
  output.print(`Made ${options.data}. Start it with: cometchat-testkit serve --data ${options.data}`);
  return 0;
}

async function seedRunningMock(options: SeedOptions, { print, problem }: SeedOutput): Promise<number> {
  const found = await findMockApp(options);
  const appName = "add" in found ? found.appId : found.remote.app.appId;
  const task = { to: options.to, appName, ...worldOf(options) };
  const file = await openProgressFile<{ batches: number }>(task);
  const from = file.found?.progress.batches ?? 0;
  const now = file.found?.now ?? found.now;
  const source = await findWorld(options, now);
  if (from === 0 && !("add" in found)) requireEmpty(found, options.replace);
  if (options.dryRun) return tellDryRun(source, `the app "${appName}"`, now, { print, problem });
  // An app is added for a world only that can be in it.
  if ("add" in found && source.kind === "script") await requirePlayable(source, now);
  const app = "add" in found ? await found.add() : found;
  if (source.kind === "script") {
    await seedMock({ ...app, now: Math.max(now, app.now) }, source);
    print(`The app "${appName}" is ${source.name} now: ${source.steps.length} steps.`);
    return 0;
  }
  const bar = progressBar(source.count);
  try {
    await streamIntoMock({ ...app, now }, source, {
      from,
      async kept(batches, rows) {
        await file.write(now, { batches });
        bar.advance(rows);
      },
    });
  } catch (error) {
    bar.stop();
    problem(`Stopped: ${messageOf(error)}`);
    problem(`The same command goes on from where it was (${file.path}).`);
    return 1;
  }
  bar.done();
  await file.remove();
  print(`The app "${appName}" is ${source.name} now: ${source.count} rows.`);
  return 0;
}

async function seedTarget(options: SeedOptions, { print, problem }: SeedOutput): Promise<number> {
  const { planOf, streamJobs } = await import("../fixtures/seed/plan.ts");
  const { NO_PROGRESS, runJobs } = await import("../fixtures/seed/run.ts");
  const { TargetError } = await import("../fixtures/seed/rest-client.ts");
  const { target: url = "", appId = "", restApiKey = "" } = options;
  const file = await openProgressFile<Progress>({ url, appId, ...worldOf(options) });
  const now = file.found?.now ?? Date.now();
  const source = await findWorld(options, now);
  if (source.kind === "script") await requirePlayable(source, now);
  if (options.dryRun) return tellDryRun(source, url, now, { print, problem });
  const plan = source.kind === "script" ? planOf(source.steps, muidPrefix(source.name, options)) : undefined;
  const jobs = plan?.jobs ?? (source.kind === "stream" ? streamJobs(source.batches) : []);
  const bar = progressBar(
    plan ? plan.jobs.length : Math.ceil((source.kind === "stream" ? source.count : 0) / 50),
  );
  let latest = file.found?.progress ?? NO_PROGRESS;
  bar.advance(latest.next);
  try {
    latest = await runJobs({
      address: { url, appId, restApiKey },
      jobs,
      from: latest,
      fetch: globalThis.fetch,
      sleep: (milliseconds) => sleep(milliseconds),
      waiting: (why, milliseconds) => bar.tell(`waiting ${Math.ceil(milliseconds / 1000)} s: ${why}`),
      async kept(progress) {
        await file.write(now, progress);
        latest = progress;
        bar.advance(1);
      },
    });
  } catch (error) {
    bar.stop();
    if (!(error instanceof TargetError)) throw error;
    problem(`Stopped: ${error.message.replace(/\.$/, "")}.`);
    summary(latest, plan?.leftOut ?? {}, { print, problem });
    if (latest.next > 0) problem(`The same command goes on from where it was (${file.path}).`);
    return 1;
  }
  bar.done();
  await file.remove();
  summary(latest, plan?.leftOut ?? {}, { print, problem });
  return latest.failures.length === 0 ? 0 : 1;
}

/** Plays a world nobody looks at: a real app would tell of its mistakes one by one, and keep what came before. */
async function requirePlayable(source: Extract<Source, { kind: "script" }>, now: number): Promise<void> {
  const { makeApp } = await import("./seeding/local-app.ts");
  const { DEFAULT_APP } = await import("./presets.ts");
  await makeApp({ app: DEFAULT_APP, now, frozen: true }, source.play);
}

async function tellDryRun(
  source: Source,
  where: string,
  now: number,
  { print }: SeedOutput,
): Promise<number> {
  if (source.kind === "stream") {
    print(`Would bring ${source.count} rows of ${source.name} to ${where}.`);
    return 0;
  }
  await requirePlayable(source, now);
  const words = new Map<string, number>();
  for (const { step } of source.steps) words.set(step.do, (words.get(step.do) ?? 0) + 1);
  const counted = [...words].map(([word, count]) => `${count} ${word}`).join(", ");
  print(`Would bring ${source.name} to ${where}: ${counted || "nothing"}. It breaks no rule.`);
  return 0;
}

/** What makes one world another one. */
function worldOf({ preset, file, seed, users, groups, messages, locales }: SeedOptions): object {
  return { preset, file, seed, users, groups, messages, locales };
}

/** The same world has the same muids, and no other world has. */
function muidPrefix(name: string, options: SeedOptions): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(worldOf(options)))
    .digest("hex")
    .slice(0, 6);
  return `${name}-${digest}`;
}

const FAILURES_SHOWN = 10;

function summary(
  { done, already, failures }: Progress,
  leftOut: Readonly<Record<string, number>>,
  { print, problem }: SeedOutput,
): void {
  print(`Done: ${done}. There already: ${already}. Refused: ${failures.length}.`);
  const left = Object.entries(leftOut).map(([word, count]) => `${count} ${word}`);
  if (left.length > 0) print(`Left out, since servers have no request for it: ${left.join(", ")}.`);
  for (const { what, why } of failures.slice(0, FAILURES_SHOWN)) problem(`Refused: ${what}: ${why}`);
  if (failures.length > FAILURES_SHOWN) problem(`… and ${failures.length - FAILURES_SHOWN} more.`);
}

/** What is done and left, where somebody looks at it. */
function progressBar(total: number) {
  if (!process.stderr.isTTY) return { advance: () => {}, tell: () => {}, stop: () => {}, done: () => {} };
  const bar = new SingleBar(
    {
      format: "{bar} {percentage}% | {value} of {total} | {eta_formatted} left {note}",
      stream: process.stderr,
      hideCursor: true,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0, { note: "" });
  return {
    advance: (count: number) => bar.increment(count, { note: "" }),
    tell: (note: string) => bar.update({ note }),
    stop: () => bar.stop(),
    done() {
      bar.update(total, { note: "" });
      bar.stop();
    },
  };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
