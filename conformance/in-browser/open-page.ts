import { afterAll, afterEach, beforeAll, expect } from "vitest";
import { BUILT_PAGES } from "../ui-kit/browser/build-app.ts";
import { launchChromium } from "../ui-kit/browser/chromium.ts";
import { type Journal, keepJournal } from "../ui-kit/browser/journal.ts";
import { type StaticFiles, serveFiles } from "../ui-kit/browser/static-files.ts";
import type {} from "./app/page.ts";

type Browser = Awaited<ReturnType<typeof launchChromium>>;
type Context = Awaited<ReturnType<Browser["newContext"]>>;
export type Page = Awaited<ReturnType<Context["newPage"]>>;

/** One web site and one browser: those of a test file. */
export interface Site {
  readonly origin: string;
  /** Opens a page of the site, with a browser storage of its own unless it is given another page's. */
  open(path?: string, beside?: Page): Promise<Page>;
  /** What went wrong in the pages so far; taken out, so that the test does not fail of it. */
  takeFailures(matching?: RegExp): string[];
}

/** Starts all of it for a test file, for pages without any server of the chat service. A test fails if a page failed. */
export function openSite(): Site {
  let running: { readonly browser: Browser; readonly files: StaticFiles } | undefined;
  const contexts: Context[] = [];
  const journals: Journal[] = [];
  const parts = () => {
    if (running === undefined) throw new Error("Failed to reach the site: it is up inside tests only.");
    return running;
  };
  const takeFailures: Site["takeFailures"] = (matching) =>
    journals.flatMap((journal) => journal.takeFailures(matching));

  beforeAll(async () => {
    running = { browser: await launchChromium(), files: await serveFiles(BUILT_PAGES) };
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    expect(takeFailures()).toEqual([]);
    journals.length = 0;
  });
  afterAll(async () => {
    await running?.browser.close();
    await running?.files.close();
  });

  return {
    get origin() {
      return parts().files.origin;
    },
    async open(path = "/", beside) {
      const context = beside?.context() ?? (await parts().browser.newContext());
      if (!beside) {
        contexts.push(context);
        journals.push(keepJournal(context));
      }
      const page = await context.newPage();
      await page.goto(parts().files.origin + path);
      await page.waitForFunction(() => "client" in window);
      return page;
    },
    takeFailures,
  };
}
