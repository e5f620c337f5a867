import type { AppControl, Fault, LogEntry } from "../../mock-server/index.ts";
import type { CaseApp, Seen } from "./place.ts";

/** Milliseconds after which nothing waits any more for a device that has left: what waits would keep the device. */
export const LEAVING = 60_000;

type Watching = Pick<CaseApp, "now" | "settled" | "mark" | "since" | "openSockets" | "addFault">;

/** What the harness sees and does in an app of the mock server, however that is reached. */
export function watchApp(control: AppControl): Watching {
  let counted = control.log.newest;
  const sockets = new Map<string, number>();
  const add = (deviceId: string, by: number) => sockets.set(deviceId, (sockets.get(deviceId) ?? 0) + by);
  const count = (entry: LogEntry) => {
    if (entry.kind === "command" && entry.operation === "connect" && entry.code === undefined) {
      add(String((entry.input as { readonly deviceId?: string }).deviceId), 1);
    } else if (entry.kind === "socket" && entry.action === "closed" && entry.deviceId !== undefined) {
      add(entry.deviceId, -1);
    }
  };
  return {
    now: () => control.clock.now(),
    settled: () => control.settled(),
    mark: () => control.log.newest,
    since: (mark) => read(control, mark),
    openSockets() {
      for (const entry of control.log.query({ after: counted })) count(entry);
      counted = control.log.newest;
      return sockets;
    },
    addFault(fault) {
      const handle = control.faults.add(fault as Fault);
      return () => handle.remove();
    },
  };
}

function read(control: AppControl, mark: number): Seen {
  const { restApiKey } = control.app;
  const all = control.log.query({ after: mark });
  /** The harness's own requests: those with the key that no client has. */
  const own = new Set(
    all.flatMap((entry) =>
      entry.kind === "request" && entry.headers.get("apikey") === restApiKey && entry.headers.get("x-conform")
        ? [entry.n]
        : [],
    ),
  );
  const theirs = all.filter((entry) => !own.has(entry.n) && !own.has(entry.cause ?? 0));
  const of = <K extends LogEntry["kind"]>(kind: K) =>
    theirs.filter((entry): entry is Extract<LogEntry, { kind: K }> => entry.kind === kind);
  return {
    requests: of("request"),
    commands: of("command"),
    frames: of("frame"),
    get transcript() {
      return control.log.transcript({ after: mark });
    },
  };
}
