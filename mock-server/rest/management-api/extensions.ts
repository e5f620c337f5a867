import * as z from "zod";
import { listOf, shape } from "../../wire/shape.ts";
import { filled, flag } from "../../wire/words.ts";
import { printResults, toldResultsShape } from "../bulk.ts";
import { pagesOf } from "../paging.ts";
import { managementRoute } from "./route.ts";

const EXTENSIONS = "/apps/:appId/extensions";

const extensionShape = shape("Extension", () => z.strictObject({ id: filled, name: filled, isActive: flag }));

const switchedShape = shape("SwitchedExtensions", () =>
  z.strictObject({ enabled: toldResultsShape.schema, disabled: toldResultsShape.schema }),
);

/** docs: rest-api/management-apis (extensions). Who made one, and what it hooks into, is not told. */
export const extensionRoutes = [
  managementRoute({
    method: "POST",
    path: EXTENSIONS,
    answers: switchedShape,
    answer({ run }, call) {
      const { enabled, disabled } = run(call, "switchExtensions", call.body);
      const told = (word: string) => (_result: unknown, slug: string) => ({
        message: `The extension ${slug} has been ${word} successfully.`,
      });
      return {
        data: {
          enabled: printResults(enabled, told("enabled")),
          disabled: printResults(disabled, told("disabled")),
        },
      };
    },
  }),
  managementRoute({
    method: "GET",
    path: EXTENSIONS,
    answers: listOf(extensionShape),
    isPaged: true,
    answer({ run }, call) {
      const window = { page: call.query.text("page"), perPage: call.query.text("perPage") };
      const page = run(call, "listExtensions", window);
      const rows = page.rows.map(({ slug, name, isActive }) => ({ id: slug, name, isActive }));
      return { data: rows, meta: pagesOf(page) };
    },
  }),
];
