import { describe, expect, it } from "vitest";
import { openSite, type Page } from "./open-page.ts";

const site = openSite();

/** Sets a testkit up, or resolves with how it failed. */
function setUp(page: Page, options: Parameters<typeof window.setupTestkit>[0] = {}): Promise<string> {
  return page.evaluate(
    (given) =>
      window.setupTestkit(given).then(
        (testkit) => {
          window.testkit = testkit;
          return "ready";
        },
        (error) => String(error),
      ),
    options,
  );
}

/** What of this page the outside could see change: own properties of the window, and workers. */
function look(page: Page) {
  return page.evaluate(async () => ({
    globals: Reflect.ownKeys(window).map((key) => {
      const { value, get, ...flags } = Object.getOwnPropertyDescriptor(window, key) ?? {};
      const isNative = /native code/.test(String(value ?? get));
      return [String(key), isNative, JSON.stringify(flags)].join(" ");
    }),
    registrations: (await navigator.serviceWorker.getRegistrations()).length,
  }));
}

/** As Shift and the button do. */
async function reloadPastWorker(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  const isLoaded = page.waitForEvent("load");
  await devtools.send("Page.reload", { ignoreCache: true });
  await isLoaded;
  await page.waitForFunction(() => "client" in window);
  expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
}

const ask = (page: Page) =>
  page.evaluate(async () => {
    const answer = await fetch("https://testkit.apiclient-us.cometchat.io/v3.0/me").catch(() => undefined);
    return answer?.status;
  });

/** Refusals and lost requests that a test has asked for itself. */
const expectFailures = () => site.takeFailures(/cometchat\.io/);

describe("a testkit in a page", () => {
  it("is ready on the very first load, and has the page's requests", async () => {
    const page = await site.open();
    expect(await setUp(page)).toBe("ready");
    expect(await ask(page)).toBe(401);
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.state)).toBe("activated");
    expectFailures();
  });

  it("is ready after a reload, and after one past the worker", async () => {
    const page = await site.open();
    await setUp(page);
    await page.reload();
    expect(await setUp(page)).toBe("ready");
    await reloadPastWorker(page);
    expect(await setUp(page)).toBe("ready");
    expect(await ask(page)).toBe(401);
    expectFailures();
  });

  it("says what to do after a reload past a worker that another page uses, and does not disturb that", async () => {
    const page = await site.open();
    const other = await site.open("/", page);
    expect([await setUp(page), await setUp(other)]).toEqual(["ready", "ready"]);
    await reloadPastWorker(page);
    expect(await setUp(page)).toMatch(/go past the worker .* Load the page again without Shift/);
    expect(await ask(other)).toBe(401);
    await page.reload();
    expect(await setUp(page)).toBe("ready");
    expect([await ask(page), await ask(other)]).toEqual([401, 401]);
    expectFailures();
  });

  it("leaves nothing behind when it closes: no global, no worker, no timer", async () => {
    const page = await site.open();
    await page.evaluate(() => {
      const { setInterval: start, clearInterval: stop } = window;
      const running = new Set<number>();
      const starting = (...args: Parameters<typeof start>) => {
        const timer = start.apply(window, args) as unknown as number;
        running.add(timer);
        return timer;
      };
      window.setInterval = starting as unknown as typeof start;
      window.clearInterval = (timer) => {
        running.delete(Number(timer));
        stop.call(window, timer);
      };
      Object.assign(window, { running, testkit: undefined });
    });
    const before = await look(page);
    expect(await setUp(page)).toBe("ready");
    expect((await look(page)).registrations).toBe(1);
    const closed = await page.evaluate(async () => {
      const socket = new WebSocket("wss://testkit.websocket-us.cometchat.io");
      const isClosed = new Promise<number>((resolve) => {
        socket.onclose = ({ code }) => resolve(code);
      });
      await window.testkit.settled();
      await window.testkit.as("cometchat-uid-1").comeOnline();
      await window.testkit.close();
      return [await isClosed, (window as unknown as { running: Set<number> }).running.size];
    });
    expect(closed).toEqual([1001, 0]);
    expect(await look(page)).toEqual(before);
    expect(await ask(page)).toBeUndefined();
    expectFailures();
  });

  it("can be set up again after it was closed, and not while it runs", async () => {
    const page = await site.open();
    expect(await setUp(page)).toBe("ready");
    expect(await setUp(page)).toMatch(/^UsageError: .*another one is running here/);
    await page.evaluate(() => window.testkit.close());
    expect(await setUp(page)).toBe("ready");
    expect(await ask(page)).toBe(401);
    expectFailures();
  });

  it("is of no use after its end, and says so", async () => {
    const page = await site.open();
    await setUp(page);
    const errors = await page.evaluate(async () => {
      const { testkit } = window;
      const george = testkit.as("cometchat-uid-2");
      await testkit.close();
      await testkit.close();
      const failing = [
        testkit.reset(),
        testkit.clock.advance("1s"),
        george.sendText({ receiver: "cometchat-uid-1", text: "hi" }),
      ];
      return Promise.all(failing.map((one) => one.catch(({ name }) => name)));
    });
    expect(errors).toEqual(["UsageError", "UsageError", "UsageError"]);
  });

  it("is each tab's own, and goes on when that of another tab closes", async () => {
    const page = await site.open();
    const other = await site.open("/", page);
    expect(await Promise.all([setUp(page), setUp(other)])).toEqual(["ready", "ready"]);
    await other.evaluate(() => window.testkit.do("createUser", { uid: "only-here", name: "Only here" }));
    const find = (where: Page) =>
      where.evaluate(async () => {
        const { appId, restApiKey } = window.testkit.app;
        const headers = { appid: appId, apikey: restApiKey };
        const url = "https://testkit.api-us.cometchat.io/v3/users/only-here";
        return (await fetch(url, { headers })).status;
      });
    expect([await find(page), await find(other)]).toEqual([404, 200]);
    await other.evaluate(() => window.testkit.close());
    expect(await find(page)).toBe(404);
    await other.reload();
    expect(await setUp(other)).toBe("ready");
    expect([await find(page), await find(other)]).toEqual([404, 404]);
    await other.evaluate(() => window.testkit.close());
    await page.evaluate(() => window.testkit.close());
    expect((await look(page)).registrations).toBe(0);
    expectFailures();
  });

  it("answers other hosts by the handlers that it is given, and leaves their sockets alone", async () => {
    const page = await site.open();
    const answer = await page.evaluate(async () => {
      const handlers = [window.http.get("https://elsewhere.example/", () => new Response("mocked"))];
      window.testkit = await window.setupTestkit({ handlers, onUnhandledHosts: "error" });
      return (await fetch("https://elsewhere.example/")).text();
    });
    expect(answer).toBe("mocked");
  });
});

describe("a testkit that cannot have the page's requests", () => {
  it.each<[string, string, RegExp]>([
    [
      "is missing",
      "/nowhere.js",
      /there is no worker script at ".*\/nowhere\.js" \(404\)\. Run "npx msw init/,
    ],
    [
      "is the app's own page",
      "/index.html",
      /what lies at ".*\/index\.html" \(text\/html.*\) is not msw's worker script\. Run "npx msw init/,
    ],
    ["is another worker's", "/own-worker.js", /is not msw's worker script/],
    ["is of another origin", "https://elsewhere.example/a.js", /workerUrl cannot be "https:.*own origin/],
    ["is no URL", "http://", /workerUrl cannot be "http:\/\/"/],
    ["is in a folder below", "/deep/mockServiceWorker.js", /gets requests of pages below .*\/deep\/ only/],
  ])("says so of a script that %s, and leaves everything as it was", async (_what, workerUrl, text) => {
    const page = await site.open();
    const before = await look(page);
    const said = await setUp(page, { workerUrl });
    expect(said).toMatch(/^UsageError: Failed to set up the testkit: /);
    expect(said).toMatch(text);
    expect(await look(page)).toEqual(before);
    site.takeFailures(/nowhere/);
  });

  it("says so of options that make no sense, and leaves everything as it was", async () => {
    const page = await site.open();
    const before = await look(page);
    expect(await setUp(page, { preset: "nowhere" as "demo" })).toMatch(/no preset "nowhere"/);
    expect(await setUp(page, { onUnhandledHosts: "warn" as "error" })).toMatch(/cannot be "warn"/);
    expect(await look(page)).toEqual(before);
    expect(await setUp(page)).toBe("ready");
  });

  it("says so of another worker that is there, and leaves it there", async () => {
    const page = await site.open();
    await page.evaluate(async () => {
      await navigator.serviceWorker.register("/own-worker.js");
      await navigator.serviceWorker.ready;
    });
    expect(await setUp(page)).toMatch(/another service worker, ".*\/own-worker\.js", is registered for/);
    expect((await look(page)).registrations).toBe(1);
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.unregister());
    expect(await setUp(page)).toBe("ready");
    expect(await ask(page)).toBe(401);
    expectFailures();
  });

  it("says so when msw runs in the page already, which goes on", async () => {
    const page = await site.open();
    const text = await page.evaluate(async () => {
      const worker = window.setupWorker(
        window.http.get("https://elsewhere.example/", () => new Response("mine")),
      );
      await worker.start({ quiet: true, onUnhandledRequest: "bypass" });
      const said = await window.setupTestkit().catch(String);
      const answer = await fetch("https://elsewhere.example/");
      return [said, await answer.text()];
    });
    expect(text).toEqual([expect.stringMatching(/msw is running in this page already/), "mine"]);
  });

  it("says so of a page that may have no worker", async () => {
    const page = await site.open();
    await page.goto(`http://insecure.test:${new URL(site.origin).port}/`);
    await page.waitForFunction(() => "client" in window);
    expect(await setUp(page)).toMatch(
      /this page has no service workers, since http:\/\/insecure\.test:\d+ is no/,
    );
  });
});
