import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { copyState, putStateBack } from "./state.ts";
import { beginLife, commandsArbitrary, type RandomCommand } from "./testing/arbitrary-commands.ts";
import { digest } from "./testing/digest.ts";
import { createWorld, type World } from "./testing/world.ts";

function live(world: World, commands: readonly RandomCommand[]): unknown[] {
  return commands.map(({ as, operation, input }) => {
    const outcome = (as === null ? world.server : world.as(as)).tryRun(operation, input);
    return outcome.ok ? outcome.value : outcome.error.code;
  });
}

describe("a copy of a state", () => {
  it("brings it back whole, as often as one likes: what follows goes on as it did the first time", () => {
    const lives = fc.property(commandsArbitrary, commandsArbitrary, (before, after) => {
      const world = createWorld();
      beginLife(world);
      live(world, before);
      const { state } = world.app;
      const copy = copyState(state);
      const then = digest(state);
      const first = live(world, after);
      const end = digest(state);
      for (let again = 0; again < 2; again += 1) {
        putStateBack(state, copy);
        expect(digest(state)).toBe(then);
        expect(live(world, after)).toEqual(first);
        expect(digest(state)).toBe(end);
      }
    });
    fc.assert(lives, { numRuns: 30 });
  });

  it("shares the records with the state it is of", () => {
    const world = createWorld();
    world.addUsers("alice");
    const alice = world.app.state.users.get("alice");
    const copy = copyState(world.app.state);
    world.server.run("updateUser", { uid: "alice", name: "Alicia" });
    putStateBack(world.app.state, copy);
    expect(world.app.state.users.get("alice")).toBe(alice);
  });

  it("does not bring back the number of a socket, which may be another's by then", () => {
    const world = createWorld();
    world.addUsers("alice");
    const copy = copyState(world.app.state);
    const first = world.connect("alice");
    putStateBack(world.app.state, copy);
    expect(world.app.state.connections.size).toBe(0);
    expect(world.connect("alice").id).toBeGreaterThan(first.id);
  });

  it("makes what was derived from the state stale", () => {
    const { app } = createWorld();
    const copy = copyState(app.state);
    const known = app.state.users.version;
    putStateBack(app.state, copy);
    expect(app.state.users.version).toBeGreaterThan(known);
  });

  it("brings back an app that has gone since", () => {
    const { simulator, app } = createWorld();
    const copy = simulator.copy(app);
    simulator.removeApp(app.appId);
    simulator.putBack(copy);
    expect(simulator.apps()).toEqual([app]);
  });
});
