import { randomInt } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, run } from "../own-packages.ts";

// Runs the property tests with a new seed again and again, and stops at the first failure.
// `npm run test:explore [minutes]`

const FOLDERS = ["mock-server", "fixtures"];
const minutes = Number(process.argv[2] ?? 10);

function propertyTests(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".test.ts"))
    .map((file) => join(folder, file))
    .filter((file) => readFileSync(join(ROOT, file), "utf8").includes('from "fast-check"'));
}

const files = FOLDERS.flatMap(propertyTests);
const end = Date.now() + minutes * 60_000;
do {
  const seed = randomInt(2 ** 31);
  console.log(`PROPERTY_SEED=${seed}`);
  run("npx", ["vitest", "run", "--reporter=dot", ...files], ROOT, {
    ...process.env,
    PROPERTY_SEED: String(seed),
  });
} while (Date.now() < end);
