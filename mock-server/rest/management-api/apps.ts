import * as z from "zod";
import { nameField } from "../../simulator/fields.ts";
import { parseInput } from "../../simulator/operation.ts";
import { matchesSearch, paginate, windowFields } from "../../simulator/paging.ts";
import { REGION } from "../../simulator/rules/identifiers.ts";
import { appShape, printApp } from "../../wire/app.ts";
import { listOf, shape } from "../../wire/shape.ts";
import { seconds } from "../../wire/words.ts";
import { pagesOf } from "../paging.ts";
import { managementRoute } from "./route.ts";

const newApp = z.object({
  name: nameField,
  region: z.string().regex(REGION, "is not a region."),
  skipSampleData: z.boolean().default(false),
});

const filter = z.object({ searchKey: z.string().optional(), ...windowFields });

const deletedAppShape = shape("DeletedApp", () =>
  z.strictObject({ success: z.literal(true), scheduledToDeleteAt: seconds }),
);

/** docs: rest-api/management-apis (apps) */
export const appRoutes = [
  managementRoute({
    method: "POST",
    path: "/apps",
    about: { name: "createApp", input: newApp },
    answers: appShape,
    answer({ apps }, { body }) {
      const { skipSampleData, ...options } = parseInput(newApp, body);
      return { data: printApp(apps.create({ ...options, withSampleData: !skipSampleData })) };
    },
  }),
  managementRoute({
    method: "GET",
    path: "/apps",
    about: { name: "listApps", input: filter },
    answers: listOf(appShape),
    isPaged: true,
    answer({ apps }, { query }) {
      const window = { page: query.text("page"), perPage: query.text("perPage") };
      const { searchKey, ...wanted } = parseInput(filter, { ...window, searchKey: query.text("searchKey") });
      const page = paginate(apps.list(), wanted, (app) => matchesSearch(searchKey, app.name, app.appId));
      return { data: page.rows.map(printApp), meta: pagesOf(page) };
    },
  }),
  managementRoute({
    method: "DELETE",
    path: "/apps/:appId",
    about: { name: "deleteApp", input: z.object({}) },
    answers: deletedAppShape,
    answer(management, call) {
      management.apps.remove(management.app(call).appId);
      // The service keeps a deleted app for a while, this one does not.
      return { data: { success: true as const, scheduledToDeleteAt: management.now() } };
    },
  }),
];
