import { expect, it } from "vitest";
import { createWorld } from "./testing/world.ts";

/** What is wrong with the name of a user who is to be made. */
function wrongWithName(name: string): unknown {
  const outcome = createWorld().server.tryRun("createUser", { uid: "alice", name });
  return outcome.ok ? undefined : outcome.error.details;
}

it.each([
  ["a", 100],
  ["é", 100],
  ["😀", 50],
])("a name holds as many %s as there is room for, and not one more", (sign, most) => {
  expect(wrongWithName(sign.repeat(most))).toBeUndefined();
  expect(wrongWithName(sign.repeat(most + 1))).toEqual({
    name: ["The name may not be longer than 100 characters."],
  });
});
