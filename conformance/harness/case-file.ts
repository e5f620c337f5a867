import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Scenario } from "../model/scenario.ts";
import { FAULTS } from "../model/scenario.ts";
import { clientOptionsPresence, groupType, METHOD_NAMES, scope } from "../protocol/index.ts";

const by = z.string();
const asked = {
  call: z.enum(METHOD_NAMES as [string, ...string[]]),
  with: z.record(z.string(), z.unknown()),
};
const step = z.union([
  z.strictObject({ by, ...asked, meanwhile: z.strictObject(asked).optional() }),
  z.strictObject({ by, app: z.enum(["foreground", "background"]) }),
  z.strictObject({ by, network: z.enum(["online", "offline"]) }),
  z.strictObject({ by, fault: z.enum(FAULTS) }),
  z.strictObject({ wait: z.number().positive() }),
]);
const pair = z.tuple([z.string(), z.string()]);

const caseFile = z.strictObject({
  version: z.literal(1),
  /** The rules that it breaks, for a reader. */
  rules: z.array(z.string()).optional(),
  scenario: z.strictObject({
    suite: z.string(),
    world: z.strictObject({
      users: z.array(z.strictObject({ uid: z.string(), name: z.string(), role: z.string().optional() })),
      groups: z.array(
        z.strictObject({
          guid: z.string(),
          name: z.string(),
          type: groupType,
          password: z.string().optional(),
          owner: z.string(),
          members: z.record(z.string(), scope),
          banned: z.array(z.string()),
        }),
      ),
      blocks: z.array(pair),
      friends: z.array(pair).optional(),
    }),
    devices: z.array(
      z.strictObject({
        id: z.string(),
        uid: z.string(),
        mode: z.enum(["auto", "manual"]),
        presence: clientOptionsPresence.optional(),
        loggedIn: z.boolean(),
      }),
    ),
    steps: z.array(step),
  }),
});

/** A case as its file has it. */
export function textOfCase(scenario: Scenario, rules: readonly string[]): string {
  return `${JSON.stringify({ version: 1, rules, scenario }, null, 2)}\n`;
}

/**
 * Reads a case.
 *
 * @throws Error that says what is wrong with the file
 */
export function readCase(file: string): Scenario {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(error instanceof Error ? error.message : String(error));
  }
  const read = caseFile.safeParse(value);
  if (read.success) return read.data.scenario as Scenario;
  const [issue] = read.error.issues;
  throw new Error(`${issue?.path.join(".")}: ${issue?.message}`);
}
