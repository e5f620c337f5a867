import type { App, Clock, ConnectionTiming, DomainEvent, Simulator } from "../simulator/index.ts";
import type { Hub } from "../socket/hub.ts";

interface AgentRunOptions {
  readonly simulator: Simulator;
  readonly hub: Hub;
  readonly clock: Clock;
  /** In milliseconds. */
  readonly timing: ConnectionTiming;
}

/** Keeps agents at work: takes each run step by step, as time goes by. */
export function createAgentRuns({ simulator, hub, clock, timing }: AgentRunOptions) {
  /** Of what state the runs are: what was planned in another one is not done. */
  let epoch = 0;

  function continueLater(app: App, runId: string, delay: number): void {
    const planned = epoch;
    clock.schedule(delay, () => {
      if (planned !== epoch) return;
      const { appId } = app;
      const outcome = simulator.execute({
        appId,
        operation: "continueAgentRun",
        as: { kind: "harness" },
        input: { runId },
      });
      // A run that is not there any more has been ended from outside, as by a reset of the app.
      if (!outcome.ok) return;
      hub.publish(outcome.app, outcome.events, { resource: undefined, delay: 0 });
      if (!outcome.value.isOver) continueLater(outcome.app, runId, timing.streamInterval);
    });
  }

  return {
    /** Goes on with the runs of other states of the apps, and with no others. */
    resume(apps: readonly App[]): void {
      epoch += 1;
      for (const app of apps) {
        for (const { id } of app.state.agentRuns.values()) continueLater(app, id, timing.streamInterval);
      }
    },
    /**
     * Begins the runs that a command has caused.
     *
     * @param delay milliseconds until the command's own frames leave
     */
    begin(app: App, events: readonly DomainEvent[], delay: number): void {
      for (const event of events) {
        if (event.type === "agentCalled") continueLater(app, event.runId, delay + timing.streamInterval);
      }
    },
  };
}
