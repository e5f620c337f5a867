import { beginLife, type RandomCommand } from "../../simulator/testing/arbitrary-commands.ts";
import type { World as SampleWorld } from "../../simulator/testing/world.ts";
import type { History } from "../history/history.ts";
import { decodeRecord, encodeRecord, type HistoryRecord } from "../history/records.ts";
import type { OwnAppControl } from "../testkit/app-control.ts";
import { createTestbed, type Testbed, type TestbedOptions } from "../testkit/testbed.ts";

/** A history that keeps everything at once, as text, as a file would. */
export interface MemoryHistory extends History {
  readonly texts: string[];
  records(): HistoryRecord[];
}

export function memoryHistory(): MemoryHistory {
  const texts: string[] = [];
  return {
    texts,
    records: () => texts.map(decodeRecord),
    append: (record) => void texts.push(encodeRecord(record)),
    whenKept: (task) => task(),
    kept: () => undefined,
  };
}

/** A testbed without clients. */
export function aloneTestbed(options: Partial<TestbedOptions> = {}): Testbed {
  return createTestbed({ seed: 1, preset: "empty", settled: async () => {}, ...options });
}

/** Makes the users and groups that a random life begins with. */
export function beginLifeIn(testbed: Testbed, { app: { appId } }: OwnAppControl): void {
  const callers = (uid: string | undefined) => ({
    run(operation: RandomCommand["operation"], input?: unknown) {
      const outcome = liveOn(testbed, appId, { as: uid ?? null, operation, input: input ?? {} });
      if (!outcome.ok) throw outcome.error;
      return outcome.value;
    },
  });
  const world = {
    addUsers(...uids: string[]) {
      for (const uid of uids) callers(undefined).run("createUser", { uid, name: uid });
    },
    as: callers,
  };
  beginLife(world as unknown as SampleWorld);
}

/** Carries out one command of a random life. */
export function liveOn(
  { backend }: Testbed,
  appId: string,
  { as, operation, input }: Pick<RandomCommand, "as" | "operation" | "input">,
) {
  return backend.simulator.execute({
    appId,
    operation,
    as: { kind: "harness", uid: as ?? undefined },
    input,
  });
}
