import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { beginLife, commandsArbitrary } from "../testing/arbitrary-commands.ts";
import { canonical, digest } from "../testing/digest.ts";
import { createWorld } from "../testing/world.ts";
import { RULES_VERSION } from "./rules-version.ts";

// Some hundred commands in all, always the same as long as fast-check draws the same for a seed.
const lives = fc.sample(commandsArbitrary, { seed: 1, numRuns: 25 });

const PINNED = {
  lives: "546e4b6b7a14466c",
  rules: 6,
  outcomes: "66ba6b4bc53314ad",
};

function fingerprint(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, 16);
}

test("some lives come out as they did when the rules got their version", () => {
  const outcomes = lives.map((life) => {
    const world = createWorld();
    beginLife(world);
    const came = life.map(({ as, operation, input }) => {
      world.clock.advance(1_000);
      const outcome = (as === null ? world.server : world.as(as)).tryRun(operation, input);
      return outcome.ok ? [outcome.value, outcome.events] : [outcome.error.code, outcome.error.details];
    });
    return canonical(came) + digest(world.app.state);
  });
  expect(
    fingerprint(lives.map(String).join("\n")),
    "The lives themselves are others: fast-check or arbitrary-commands.ts has changed. Pin `lives` and `outcomes` anew; the rules are the same.",
  ).toBe(PINNED.lives);
  expect(
    { rules: RULES_VERSION, outcomes: fingerprint(outcomes.join("\n")) },
    "Commands come out differently, or records look different. Raise RULES_VERSION by one, and pin `rules` and `outcomes` anew. Where records of before can no longer be read, raise WORLD_VERSION, too.",
  ).toEqual({ rules: PINNED.rules, outcomes: PINNED.outcomes });
});
