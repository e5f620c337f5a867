import { printResults } from "../bulk.ts";
import { pageMeta } from "../paging.ts";
import type { ManagementRoute } from "./route.ts";

const EXTENSIONS = "/apps/:appId/extensions";

/** docs: rest-api/management-apis (extensions). Who made one, and what it hooks into, is not told. */
export const extensionRoutes: readonly ManagementRoute[] = [
  {
    method: "POST",
    path: EXTENSIONS,
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
  },
  {
    method: "GET",
    path: EXTENSIONS,
    answer({ run }, call) {
      const window = { page: call.query.text("page"), perPage: call.query.text("perPage") };
      const page = run(call, "listExtensions", window);
      const rows = page.rows.map(({ slug, name, isActive }) => ({ id: slug, name, isActive }));
      return { data: rows, meta: pageMeta(page) };
    },
  },
];
