import { readdir } from "node:fs/promises";
import type { FileHeader } from "./history-file.ts";

const NAME = /^(journal|snapshot)-(\d{1,9})\.history$/;

export function fileName(kind: FileHeader["kind"], number: number): string {
  return `${kind}-${number}.history`;
}

/** What a folder holds. */
export interface FoundFiles {
  /** The number of the newest snapshot. */
  readonly snapshot: number | undefined;
  /** The numbers of the journals that go on from there, in order. */
  readonly journals: readonly number[];
  /** Names of files that are of no use any more: unfinished, or replaced by the newest snapshot. */
  readonly leftovers: readonly string[];
  /** Names of the files with a smaller number. */
  before(number: number): readonly string[];
}

export async function findFiles(folder: string): Promise<FoundFiles> {
  const names = await readdir(folder);
  const files = names.flatMap((name) => {
    const [, kind, number] = NAME.exec(name) ?? [];
    return kind === undefined ? [] : [{ name, kind, number: Number(number) }];
  });
  const numbersOf = (wanted: FileHeader["kind"]) =>
    files.flatMap(({ kind, number }) => (kind === wanted ? [number] : [])).sort((a, b) => a - b);
  const snapshot = numbersOf("snapshot").at(-1);
  const before = (limit: number) => files.flatMap(({ name, number }) => (number < limit ? [name] : []));
  return {
    snapshot,
    journals: numbersOf("journal").filter((number) => number >= (snapshot ?? 1)),
    leftovers: [
      ...names.filter((name) => name.endsWith(".tmp") && NAME.test(name.slice(0, -".tmp".length))),
      ...before(snapshot ?? 1),
    ],
    before,
  };
}
