import { fileURLToPath } from "node:url";
import { installOwnPackages, ROOT, run } from "./own-packages.ts";

const FOLDER = fileURLToPath(new URL("../conformance/ui-kit", import.meta.url));

installOwnPackages(FOLDER);
run("npx", ["tsc", "-p", FOLDER], ROOT);
run("npx", ["vitest", "run", "--root", FOLDER, ...process.argv.slice(2)], ROOT);
