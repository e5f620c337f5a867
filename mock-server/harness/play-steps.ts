import type { App } from "../simulator/app.ts";
import type { DomainEvent, InputFor, OperationName, ResultOf, Simulator } from "../simulator/index.ts";

/** One thing that happens in a world: who does what, and how long before "now". */
export type Step<N extends OperationName = OperationName> = {
  readonly [K in N]: {
    /** Minutes before the moment the world is made for. Steps are in order of time. */
    readonly minutesAgo: number;
    /** The UID of the one who does it; the app itself when left out. */
    readonly as?: string;
    readonly operation: K;
    readonly input: InputFor<K>;
  };
}[N];

/**
 * Makes a world's history, through the same door and the same rules as everybody.
 *
 * @throws Error naming the step that breaks a rule, and the rule
 */
export function playSteps(simulator: Simulator, { appId, clock }: App, steps: readonly Step[]): void {
  const now = clock.now();
  steps.forEach(({ minutesAgo, as: uid, operation, input }, index) => {
    const at = now - minutesAgo * 60_000;
    const outcome = simulator.execute({ appId, operation, as: { kind: "harness", uid }, input, at });
    if (outcome.ok) {
      finishRuns(simulator, appId, outcome.events, at);
      return;
    }
    const { code, message, details } = outcome.error;
    throw new Error(
      `Failed to play step ${index} (${operation}): [${code}] ${message} ${JSON.stringify(details ?? {})}`,
    );
  });
}

/** An app in which something happens at times of the past, by the rules of everybody. */
export interface PresetStage {
  /** The time by the app's clock, in unix milliseconds. */
  readonly now: number;
  /**
   * @param at unix milliseconds
   * @param as a UID; the app itself when left out
   * @throws ServiceError for what is refused
   */
  do<N extends OperationName>(operation: N, input: InputFor<N>, at: number, as?: string): ResultOf<N>;
}

/** Makes a stage of an app. Nobody is told of what happens on it. */
export function stageOf(simulator: Simulator, { appId, clock }: App): PresetStage {
  return {
    now: clock.now(),
    do(operation, input, at, uid) {
      const outcome = simulator.execute<typeof operation>({
        appId,
        operation,
        as: { kind: "harness", uid },
        input,
        at,
      });
      if (!outcome.ok) throw outcome.error;
      finishRuns(simulator, appId, outcome.events, at);
      return outcome.value;
    },
  };
}

/** What an agent was asked in the past, it has answered in the past. */
function finishRuns(simulator: Simulator, appId: string, events: readonly DomainEvent[], at: number): void {
  for (const event of events) {
    if (event.type !== "agentCalled") continue;
    const step = { appId, operation: "continueAgentRun", as: { kind: "harness" }, input: event, at } as const;
    for (let isOver = false; !isOver; ) {
      const outcome = simulator.execute(step);
      isOver = !outcome.ok || outcome.value.isOver;
    }
  }
}
