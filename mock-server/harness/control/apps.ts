import * as z from "zod";
import { loadPreset, PRESET_NAMES } from "../../presets.ts";
import { CONNECTION_TIMING, ERRORS, type ErrorCode } from "../../simulator/index.ts";
import { REGION } from "../../simulator/rules/identifiers.ts";
import { botScript } from "../bots/script.ts";
import type { OwnAppControl } from "../testkit/app-control.ts";
import { readTime } from "../testkit/times.ts";
import { controlRoute, NO_INPUT } from "./control-route.ts";

const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];
const milliseconds = z.number().int().min(0);
const newApp = z.strictObject({
  appId: z.string().optional(),
  name: z.string().min(1).optional(),
  region: z.string().regex(REGION).optional(),
  authKey: z.string().min(1).optional(),
  restApiKey: z.string().min(1).optional(),
  preset: z.enum(PRESET_NAMES).optional(),
  seed: z.union([z.number(), z.string()]).optional(),
  /** Unix milliseconds, or text that a Date reads. */
  now: z.union([z.number(), z.string()]).optional(),
  frozen: z.boolean().optional(),
  bots: z.array(botScript()).optional(),
  timing: z.strictObject(mapValues(CONNECTION_TIMING, () => milliseconds.optional())).optional(),
  switches: z.strictObject({ moderatorMayDemoteModerator: z.boolean().optional() }).optional(),
  verdicts: z.record(z.string(), z.enum(["ok", ...ERROR_CODES])).optional(),
  rateLimits: z
    .union([
      z.literal(true),
      z.strictObject({
        core: milliseconds.optional(),
        standard: milliseconds.optional(),
        dataImport: milliseconds.optional(),
      }),
    ])
    .optional(),
});

/** Apps that come and go: one for each test, or for each worker that runs tests. */
export const appRoutes = [
  controlRoute({
    method: "GET",
    path: "/apps",
    name: "listApps",
    input: NO_INPUT,
    answer: ({ testbed }) => testbed.apps().map(printApp),
  }),
  controlRoute({
    method: "POST",
    path: "/apps",
    name: "addApp",
    remark: "What is left out is made up: an App ID, and keys that are derived from it and the seed.",
    input: newApp,
    async answer({ testbed, input: { now, frozen, ...choice } }) {
      if (choice.preset) await loadPreset(choice.preset);
      const start = now === undefined ? undefined : readTime(now, "add the app");
      const appId = choice.appId ?? testbed.freeAppId();
      return printApp(testbed.addApp({ ...choice, appId }, { start, frozen }));
    },
  }),
  controlRoute({
    method: "GET",
    path: "/apps/:appId",
    name: "getApp",
    input: NO_INPUT,
    answer: ({ control }) => printApp(control()),
  }),
  controlRoute({
    method: "DELETE",
    path: "/apps/:appId",
    name: "removeApp",
    input: NO_INPUT,
    answer({ testbed, control }) {
      testbed.removeApp(control().app.appId);
      return { success: true };
    },
  }),
  controlRoute({
    method: "POST",
    path: "/apps/:appId/reset",
    name: "resetApp",
    input: NO_INPUT,
    async answer({ control }) {
      await control().reset();
      return { success: true };
    },
  }),
];

function printApp({ app }: OwnAppControl) {
  return app;
}

function mapValues<K extends string, V>(of: Readonly<Record<K, unknown>>, value: () => V): Record<K, V> {
  return Object.fromEntries(Object.keys(of).map((key) => [key, value()])) as Record<K, V>;
}
