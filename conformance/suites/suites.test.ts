import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { conform } from "../harness/conform.ts";
import { type Opened, openDriver } from "../harness/open-driver.ts";
import { failureText } from "../report/failure-text.ts";
import { suitesOfRule } from "../rules/coverage.ts";
import { SUITES } from "./index.ts";
import { SELF_TEST } from "./self-test.ts";

let opened: Opened;
beforeAll(async () => {
  opened = await openDriver("reference");
});
afterAll(() => opened.close());

/** Parts of a large suite: the whole of it is for the command. */
const PARTS = 4;

describe("the reference client and the mock server", () => {
  it.each(SUITES.map(({ name, cases }) => [name, cases.length] as const))(
    "agree in %s",
    async (name, size) => {
      const shard = size > 50 ? { shard: { index: 1, of: PARTS } } : {};
      const { rules, failures } = await conform({ opened, ...SELF_TEST, ...shard, suites: [name] });
      expect(failures.map((failure) => failureText(failure))).toEqual([]);
      const reached = rules.filter(({ held }) => held > 0).map(({ id }) => id);
      expect(reached.filter((rule) => !suitesOfRule(rule).includes(name))).toEqual([]);
      expect(reached.length).toBeGreaterThan(0);
    },
    60_000,
  );
});
