import { rmSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { installOwnPackages, ROOT, run } from "./own-packages.ts";

const FOLDER = fileURLToPath(new URL("../conformance/in-jest", import.meta.url));
const AS_INSTALLED = `${FOLDER}/node_modules/cometchat-testkit`;

// As an app has it: the built package, by its name.
run("npm", ["run", "build"], ROOT);
installOwnPackages(FOLDER);
rmSync(AS_INSTALLED, { recursive: true, force: true });
symlinkSync(ROOT, AS_INSTALLED, "junction");

run("npx", ["tsc", "-p", FOLDER], ROOT);
run("npx", ["jest", "required"], FOLDER);
const { NODE_OPTIONS = "" } = process.env;
run("npx", ["jest", "imported"], FOLDER, {
  ...process.env,
  NODE_OPTIONS: `${NODE_OPTIONS} --experimental-vm-modules`,
});
