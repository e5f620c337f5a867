import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startServer } from "./index.ts";
import { loadPreset, setupTestkit, UsageError } from "./node.ts";

it("sets a testkit up with a preset that has to be loaded, and tells who needs one that is not", async () => {
  const testkit = await setupTestkit({ preset: "support-inbox", apps: [{ appId: "one" }] });
  try {
    expect((await testkit.do("listUsers", { perPage: 100 })).rows.length).toBe(48);
    const add = () => testkit.addApp({ appId: "two", preset: "edge-cases" });
    expect(add).toThrow(UsageError);
    expect(add).toThrow('await loadPreset("edge-cases")');
    expect(testkit.apps.length).toBe(1);
    await loadPreset("edge-cases");
    expect((await add().do("getUser", { uid: "ada" })).name).toBe("Ada Viewer");
  } finally {
    await testkit.close();
  }
});

it("goes on with a preset from a data folder, and comes back to it by a reset", async () => {
  const folder = await mkdtemp(join(tmpdir(), "presets-"));
  const count = async (open: Awaited<ReturnType<typeof startServer>>) =>
    (await open.control.do("listUsers", { perPage: 100 })).rows.length;
  try {
    const first = await startServer({ port: 0, preset: "support-inbox", dataFolder: folder });
    await first.control.do("createUser", { uid: "late", name: "Late" });
    const { sampleUsers } = first;
    await first.close();
    const second = await startServer({ port: 0, dataFolder: folder });
    expect(second.sampleUsers).toEqual(sampleUsers);
    expect(await count(second)).toBe(49);
    await second.control.reset();
    expect(await count(second)).toBe(48);
    await second.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});
