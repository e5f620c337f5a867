import * as z from "zod";
import {
  type App,
  type AppFacts,
  addRecords,
  createState,
  factsOf,
  RULES_VERSION,
  recordsOf,
  type State,
} from "../../simulator/index.ts";
import { once } from "../../simulator/once.ts";
import { UsageError } from "../../usage-error.ts";
import type { AppKeys } from "../testkit/apps.ts";
import type { ClockPosition } from "../testkit/steered-clock.ts";
import { checksum } from "./checksum.ts";
import { bytesFromJson, bytesToJson } from "./json-bytes.ts";

const FORMAT = "cometchat-testkit world";
/** Raised when records of before can no longer be read as they are. */
export const WORLD_VERSION = 2;

const worldSchema = once(() => {
  const clockSchema = z.union([z.object({ frozenAt: z.number() }), z.object({ ahead: z.number() })]);
  const numbers = z.record(z.string(), z.number());
  const rowSchema = z.custom<object>((row) => typeof row === "object" && row !== null && !Array.isArray(row));
  return z.object({
    format: z.literal(FORMAT),
    version: z.literal(WORLD_VERSION),
    /** The rules under which it came to be; whatever these were, what follows goes by the rules there are. */
    rulesVersion: z.int(),
    /** By its clock, in unix milliseconds. */
    takenAt: z.number(),
    clock: clockSchema,
    app: z.object({
      appId: z.string(),
      region: z.string(),
      authKey: z.string(),
      restApiKey: z.string(),
      name: z.string(),
      /** Unix seconds. */
      createdAt: z.number(),
      seed: z.union([z.number(), z.string()]),
      switches: z.record(z.string(), z.boolean()),
      verdicts: z.record(z.string(), z.string()).optional(),
      timing: numbers,
      rateLimits: numbers.optional(),
    }),
    /** The records of each table, in order of their coming; bytes are `{ "$bytes": base64 }`. */
    tables: z.record(z.string(), z.array(rowSchema)),
    /** SHA-256 of all the rest, as JSON with sorted keys and without spaces. */
    checksum: z.string(),
  });
});

/** One app with everything in it, as plain JSON: print it with `JSON.stringify`, and keep it where you like. */
export type World = z.output<ReturnType<typeof worldSchema>>;

/** What a world says, read. */
export interface ReadWorld {
  readonly keys: AppKeys;
  readonly facts: AppFacts;
  readonly clock: ClockPosition;
  /** By its clock, in unix milliseconds. */
  readonly takenAt: number;
  readonly state: State;
}

/** @param now the time by the app's clock, in unix milliseconds */
export function exportWorld(app: App, keys: AppKeys, clock: ClockPosition, now: number): World {
  const { switches, verdicts, timing, rateLimits, ...facts } = factsOf(app);
  const content = {
    format: FORMAT,
    version: WORLD_VERSION,
    rulesVersion: RULES_VERSION,
    takenAt: now,
    clock,
    app: {
      ...keys,
      ...facts,
      switches,
      timing,
      ...(verdicts && { verdicts }),
      ...(rateLimits && { rateLimits }),
    },
    tables: Object.fromEntries(recordsOf(app.state).filter(([, records]) => records.length > 0)),
  };
  // Without what is not set, nor anything else that a file would not bring back.
  const plain = JSON.parse(JSON.stringify(bytesToJson(content))) as Omit<World, "checksum">;
  return { ...plain, checksum: checksum(plain) };
}

/**
 * Reads a world that is to be put into an app.
 *
 * @throws UsageError for what is no world, or damaged, of another version, or of another app
 */
export function importWorld(given: unknown, { appId, region }: Pick<AppKeys, "appId" | "region">): ReadWorld {
  const refuse = (fact: string, remedy: string) =>
    new UsageError(`Failed to import the world: ${fact}. ${remedy}`);
  const { format, version, checksum: sum, ...rest } = (given ?? {}) as Partial<World>;
  if (typeof given !== "object" || format !== FORMAT) {
    throw refuse(
      "this is none",
      "Give what export() has answered, read with JSON.parse if it comes from a file.",
    );
  }
  if (version !== WORLD_VERSION) {
    throw refuse(
      `its format is version ${version}, and this cometchat-testkit reads ${WORLD_VERSION}`,
      "Import it with the version of cometchat-testkit that has exported it, or a newer one.",
    );
  }
  const parsed = worldSchema().safeParse(given);
  if (!parsed.success || sum !== checksum({ format, version, ...rest })) {
    throw refuse(
      "it is damaged: its checksum does not fit it",
      "Export it again, or take another copy of it.",
    );
  }
  const { app, tables, takenAt, clock } = parsed.data;
  if (app.appId !== appId || app.region !== region) {
    throw refuse(
      `it is of the app "${app.appId}" in ${app.region}, and this one is "${appId}" in ${region}, which its tokens and files would not find`,
      `Import it into an app that is set up with appId: "${app.appId}" and region: "${app.region}".`,
    );
  }
  const state = createState();
  for (const [name, rows] of Object.entries(tables)) {
    if (!addRecords(state, [name, bytesFromJson(rows) as readonly object[]])) {
      throw refuse(
        `it holds ${JSON.stringify(name)}, of which this cometchat-testkit knows nothing`,
        "Import it with the version of cometchat-testkit that has exported it, or a newer one.",
      );
    }
  }
  const { authKey, restApiKey, appId: _, ...facts } = app;
  return {
    keys: { appId, region, authKey, restApiKey },
    facts: wholeFacts(facts as unknown as AppFacts),
    clock,
    takenAt,
    state,
  };
}

/** JSON leaves out what is not set, and what is left out would stay as it was. */
export function wholeFacts(facts: AppFacts): AppFacts {
  return { ...facts, rateLimits: facts.rateLimits, verdicts: facts.verdicts };
}
