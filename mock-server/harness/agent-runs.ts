import type { App, DomainEvent, Simulator } from "../simulator/index.ts";
import type { Hub, Publishing } from "../socket/hub.ts";

interface AgentRunOptions {
  readonly simulator: Simulator;
  readonly hub: Hub;
}

/** Keeps agents at work: takes each run step by step, as time goes by. */
export function createAgentRuns({ simulator, hub }: AgentRunOptions) {
  /** Of what state of its app a run is: what was planned in another one is not done. */
  const epochs = new WeakMap<App, number>();

  function continueLater(app: App, runId: string, delay: number, cause: number | undefined): void {
    const planned = epochs.get(app);
    app.clock.schedule(delay, () => {
      if (planned !== epochs.get(app)) return;
      const { appId } = app;
      const outcome = simulator.execute({
        appId,
        operation: "continueAgentRun",
        as: { kind: "harness" },
        input: { runId },
        cause,
      });
      // A run that is not there any more has been ended from outside, as by a reset of the app.
      if (!outcome.ok) return;
      const { entry } = outcome;
      hub.publish(app, outcome.events, { resource: undefined, delay: 0, cause: entry });
      if (!outcome.value.isOver) continueLater(app, runId, app.timing.streamInterval, entry);
    });
  }

  return {
    /** Goes on with the runs of another state of an app, and with no others of it. */
    resume(app: App): void {
      epochs.set(app, (epochs.get(app) ?? 0) + 1);
      const { streamInterval } = app.timing;
      for (const { id } of app.state.agentRuns.values()) continueLater(app, id, streamInterval, undefined);
    },
    /**
     * Begins the runs that a command has caused.
     *
     * @param delay milliseconds until the command's own frames leave
     */
    begin(app: App, events: readonly DomainEvent[], { delay, cause }: Publishing): void {
      for (const event of events) {
        if (event.type !== "agentCalled") continue;
        continueLater(app, event.runId, delay + app.timing.streamInterval, cause);
      }
    },
  };
}
