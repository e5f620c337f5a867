import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conform } from "../../harness/conform.ts";
import { type Opened, openDriver } from "../../harness/open-driver.ts";
import { failureText } from "../../report/failure-text.ts";

const main = fileURLToPath(new URL("main.ts", import.meta.url));
let opened: Opened;
beforeAll(async () => {
  opened = await openDriver(`node --import tsx ${JSON.stringify(main)}`);
});
afterAll(() => opened.close());

describe("the reference client in a process of its own, over TLS and real sockets", () => {
  it("says what it is", () => {
    expect(opened.description).toMatchObject({ name: "reference", protocolVersion: "1.0" });
    expect(opened.description.capabilities).not.toContain("virtualClock");
  });

  it("conforms in what takes no time", async () => {
    const { failures, rules } = await conform({
      opened,
      seed: 1,
      runs: 1,
      suites: ["sessions", "messages"],
      shard: { index: 1, of: 3 },
    });
    expect(failures.map((failure) => failureText(failure))).toEqual([]);
    expect(rules.filter(({ state }) => state === "passed").length).toBeGreaterThan(40);
  }, 60_000);
});
