import { createBackend } from "../../../mock-server/harness/backend.ts";
import { virtualClock } from "../../../mock-server/simulator/clock.ts";
import type { Simulator } from "../../../mock-server/simulator/index.ts";

/** A backend in this process, and its clock. */
export function world() {
  const clock = virtualClock(Date.UTC(2026, 0, 1));
  return { clock, backend: createBackend({ clock, seed: 1 }) };
}

export type World = ReturnType<typeof world>;

/** Runs a command as the harness. @throws Error for a refusal: nothing here is meant to be refused */
export function must<N extends Parameters<Simulator["execute"]>[0]["operation"]>(
  { backend }: World,
  command: Parameters<typeof backend.simulator.execute<N>>[0],
) {
  const outcome = backend.simulator.execute<N>(command);
  if (!outcome.ok) throw new Error(`Failed to ${command.operation}: ${outcome.error.code}`);
  return outcome.value;
}

/** Makes an app with the users `alice` and `bob`. @returns the auth token of alice */
export function addPair(world: World, appId: string): string {
  world.backend.addApp({ appId, region: "us", authKey: "auth", restApiKey: "rest" });
  const as = { kind: "harness" } as const;
  must(world, { appId, operation: "createUser", as, input: { uid: "bob", name: "Bob" } });
  const input = { uid: "alice", name: "Alice", withAuthToken: true };
  return must(world, { appId, operation: "createUser", as, input }).token?.authToken ?? "";
}

/** One short text between the two, a second after the one before; every string is new, as from a request. */
export function sendText(world: World, appId: string, number: number): void {
  world.clock.advance(1_000);
  const [uid, receiver] = number % 2 === 0 ? ["alice", "bob"] : ["bob", "alice"];
  const data = { text: `Message number ${number}: see you at the trailhead?` };
  const muid = `_bench-${number}`;
  const body = { receiver, receiverType: "user", category: "message", type: "text", data, muid };
  const input: unknown = JSON.parse(JSON.stringify(body));
  must(world, {
    appId,
    operation: "sendMessage",
    as: { kind: "harness", uid },
    input,
    resource: "WEB-bench",
  });
}
