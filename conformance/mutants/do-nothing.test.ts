import { expect, it } from "vitest";
import { conform } from "../harness/conform.ts";
import { openDriver } from "../harness/open-driver.ts";
import { SUITES } from "../suites/index.ts";
import { doNothing } from "./do-nothing.ts";

it.each(SUITES.map(({ name }) => name))("a client that does nothing passes no rule of %s", async (name) => {
  const opened = await openDriver("reference");
  const idle = { ...opened, driver: doNothing(opened.driver) };
  const { rules } = await conform({ opened: idle, seed: 1, runs: 0, suites: [name], shrinks: false });
  await opened.close();
  expect(rules.filter(({ state }) => state === "passed").map(({ id }) => id)).toEqual([]);
});
