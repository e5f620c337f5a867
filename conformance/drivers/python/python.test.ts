import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { commandOfDriver } from "../named.ts";
import { openServedDriver } from "../served-driver.ts";
import { talksByDriver } from "../talks-by-driver.ts";

const folder = fileURLToPath(new URL("./", import.meta.url));
const hasPython = spawnSync("python3", ["--version"]).status === 0;

describe.skipIf(!hasPython)("the Python client", () => {
  it("passes its own tests", () => {
    const { status, stderr } = spawnSync("python3", ["-B", "-m", "unittest"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect(stderr).toMatch(/Ran \d{2} tests/);
    expect(status).toBe(0);
  });
});

describe.skipIf(!hasPython)("the Python client as a driver", () => {
  talksByDriver("python", () => openServedDriver(commandOfDriver("python")));
});
