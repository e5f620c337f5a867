import { appendFileSync } from "node:fs";
import { basename } from "node:path";
import { TestRunner } from "vitest";
import type { SdkCall, SdkHooks } from "../../conformance/official-sdk/sdk-hooks.ts";
import type { RunningServer } from "../../mock-server/index.ts";
import { type Ground, isStrong, type Mutant, mutantsOf, mutate, mutatedUrl } from "./mutants.ts";

/** What a test has shown of a mutant that it reached, or of itself without one; a line of JSON in the reports. */
export interface Report {
  readonly file: string;
  readonly test: string;
  readonly mutant: Mutant | undefined;
  readonly failed: boolean;
}

/** Where reports go; to nowhere when vitest is run by hand. */
const REPORTS = process.env.MUTANT_REPORTS ?? "/dev/null";

type Snapshot = Awaited<ReturnType<RunningServer["control"]["snapshot"]>>;
type RunnerTask = Parameters<TestRunner["onBeforeRunTask"]>[0];

/**
 * Runs each test once as it is, to see which methods it calls, and then once more for each mutant of these, unless that
 * was killed before. Whatever the server holds is put back in between.
 */
// biome-ignore lint/style/noDefaultExport: vitest takes a runner by its default export.
export default class MutantRunner extends TestRunner {
  #mutants: readonly Mutant[] = [];
  #file = "";
  #called = new Set<string>();
  /** Mutants that some test has reached, and those for which one has failed. */
  readonly #met = new Set<Mutant>();
  readonly #dead = new Set<Mutant>();
  #mutant: Mutant | undefined;
  #reached = false;
  #server: RunningServer | undefined;
  #changes = 0;
  #before: Snapshot | undefined;

  readonly #ground: Ground = {
    hold: async () => {
      const before = await this.#remember();
      const { clock } = this.#app();
      clock.freeze();
      return { letGo: async () => clock.resume(), putBack: () => this.#putBack(before) };
    },
    changes: () => this.#changes,
    reached: () => {
      this.#reached = true;
    },
  };

  constructor(config: ConstructorParameters<typeof TestRunner>[0]) {
    super(config);
    const call = (made: SdkCall) => {
      this.#called.add(`${made.owner}.${made.method}`);
      return this.#mutant ? mutate(this.#mutant, made, this.#ground) : made.make();
    };
    handOver({
      call,
      url: (method, url) => {
        // Which asks what it has no room for in a GET.
        const isQuestion = method === "GET" || url.pathname.endsWith("/online-members");
        if (!isQuestion) this.#changes += 1;
        return this.#mutant ? mutatedUrl(this.#mutant, url, this.#ground) : url;
      },
      pageOpened: (sdk) => watchRows(sdk.MessageThread.prototype, call),
      serverStarted: (server) => {
        this.#server = server;
      },
    });
  }

  override onCollectStart(file: Parameters<TestRunner["onCollectStart"]>[0]): void {
    super.onCollectStart(file);
    this.#file = basename(file.filepath);
    this.#mutants = mutantsOf(this.#file);
  }

  override async onBeforeRunTask(test: RunnerTask): Promise<void> {
    await super.onBeforeRunTask(test);
    if (test.type === "test") test.repeats = this.#mutants.length;
  }

  override async onBeforeTryTask(test: RunnerTask, { repeats = 0 } = {}): Promise<void> {
    super.onBeforeTryTask(test);
    if (repeats === 0) this.#called = new Set();
    const mutant = this.#mutants[repeats - 1];
    this.#mutant = mutant && this.#isWorthIt(mutant) ? mutant : undefined;
    this.#reached = false;
    this.#before = repeats === 0 || this.#mutant ? await this.#remember() : undefined;
  }

  async runTask(test: Parameters<TestRunner["onAfterTryTask"]>[0]): Promise<void> {
    const isFirst = (test.result?.repeatCount ?? 0) === 0;
    if (isFirst || this.#mutant) await TestRunner.getTestFn(test)();
  }

  async onAfterRetryTask(
    test: Parameters<TestRunner["onAfterTryTask"]>[0],
    { repeats = 0 } = {},
  ): Promise<void> {
    const failed = test.result?.state === "fail";
    if (repeats === 0 || (this.#mutant && this.#reached)) {
      const report: Report = { file: this.#file, test: test.name, mutant: this.#mutant, failed };
      appendFileSync(REPORTS, `${JSON.stringify(report)}\n`);
      // A test that fails anyway says nothing of mutants.
      if (failed && !this.#mutant) this.#called.clear();
      if (this.#mutant) this.#met.add(this.#mutant);
      if (this.#mutant && failed) this.#dead.add(this.#mutant);
    }
    this.#mutant = undefined;
    await this.#putBack(this.#before);
    // A test that fails with a mutant is what is wanted: it goes on with the next.
    if (test.result) Object.assign(test.result, { state: "pass", errors: undefined });
  }

  #app(): RunningServer["control"] {
    if (!this.#server) throw new Error("Failed to hold the app: its server has not been started.");
    return this.#server.control;
  }

  async #remember(): Promise<Snapshot | undefined> {
    return this.#server?.control.snapshot();
  }

  async #putBack(before: Snapshot | undefined): Promise<void> {
    if (before) await this.#app().restore(before);
  }

  /** A mutant of what the test calls is, unless it is dead, or a rival has said as much. */
  #isWorthIt(mutant: Mutant): boolean {
    const { owner, method, kind } = mutant;
    if (!this.#called.has(`${owner}.${method}`) || this.#dead.has(mutant)) return false;
    if (isStrong(kind)) return true;
    const rivals = this.#mutants.filter((other) => other.owner === owner && other.method === method);
    return !rivals.some((rival) => this.#dead.has(rival) || (isStrong(rival.kind) && this.#met.has(rival)));
  }
}

/** The runner has modules of its own: what it gives the tests goes by what they share (setup.ts). */
function handOver(hooks: SdkHooks): void {
  Object.assign(globalThis, { mutantHooks: hooks });
}

/** Threads come as rows of a list, which no view stands before. */
function watchRows(prototype: object, call: (made: SdkCall) => unknown): void {
  const rows = prototype as Record<string, unknown>;
  for (const method of Object.getOwnPropertyNames(rows)) {
    const original = rows[method];
    if (typeof original !== "function" || method === "constructor") continue;
    rows[method] = function (this: object, ...args: unknown[]) {
      const make = () => Reflect.apply(original, this, args) as unknown;
      return call({ owner: "MessageThread", method, object: this, make });
    };
  }
}
