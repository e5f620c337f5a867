import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import module from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { Script } from "node:vm";
import { crc32 } from "node:zlib";
import { makeFolder } from "./make-folder.ts";
import { writeWhole } from "./write-whole.ts";

/** Each release, and each version of Node, makes one of some megabytes. */
const MOST_KEPT = 8;
const CHECKSUM_BYTES = 4;

/** A CommonJS file that was run. */
export interface RunFile {
  readonly exports: unknown;
  /** Keeps the code that V8 has made until now for the next run, once, unless it came from an earlier one. Never throws. */
  keepCode(): void;
}

/**
 * Runs a CommonJS file, with the code that V8 made of it in an earlier run, if that was kept: to compile is more than half
 * of what a start takes otherwise. Node's own `enableCompileCache` does so from 22.1 on, and gains less for modules.
 *
 * @param file path of the file, in ASCII. It loads all else by `require`: kept code cannot `import()` before Node 22
 * @param folder where code is kept
 */
export function runWithKeptCode(file: string, folder: string): RunFile {
  const source = readFileSync(file);
  // Code fits one text, one version of V8, its flags, and one kind of processor.
  const flags = [process.env.NODE_OPTIONS, ...process.execArgv].join(" ");
  const name = `${crc32(flags, crc32(source)).toString(16)}-${process.versions.v8}-${process.arch}.code`;
  const kept = readKept(join(folder, name));
  const script = new Script(module.wrap(source.toString("latin1")), {
    filename: file,
    cachedData: kept,
  });
  const self = { exports: {} };
  script.runInThisContext()(self.exports, module.createRequire(file), self, file, dirname(file));
  let isKept = kept !== undefined && !script.cachedDataRejected;
  return {
    exports: self.exports,
    keepCode: () => {
      if (isKept) return;
      isKept = true;
      try {
        keep(folder, name, script.createCachedData());
      } catch {
        // The next start is as slow as this one was, which is all.
      }
    },
  };
}

/** What was kept, if it is whole: V8 itself ends the process on code that is not. */
function readKept(path: string): Buffer | undefined {
  try {
    const bytes = readFileSync(path);
    const code = bytes.subarray(CHECKSUM_BYTES);
    return code.length > 0 && crc32(code) === bytes.readUInt32LE() ? code : undefined;
  } catch {
    return undefined;
  }
}

function keep(folder: string, name: string, code: Buffer): void {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(code));
  makeFolder(folder);
  writeWhole(join(folder, name), Buffer.concat([checksum, code]), 0o600);
  for (const old of newestFirst(folder).slice(MOST_KEPT)) rmSync(old, { force: true });
}

function newestFirst(folder: string): string[] {
  const files = readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return { path, changedAt: statSync(path).mtimeMs };
  });
  return files.sort((one, other) => other.changedAt - one.changedAt).map(({ path }) => path);
}
