import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { InputFor } from "../simulator.ts";
import { type Caller, codeOf, createWorld, type World } from "../testing/world.ts";

let world: World;

beforeEach(() => {
  world = createWorld();
  world.addUsers("alice", "bob", "carol");
  const create = (guid: string, name: string, more: object = {}) =>
    world.as("alice").run("createGroup", { guid, name, ...more });
  create("g1", "Delta", { tags: ["news"] });
  world.clock.advance(1_000);
  create("g2", "alpha", { type: "password", password: "sesame", members: { participants: ["bob"] } });
  world.clock.advance(1_000);
  create("g3", "Charlie", { type: "private" });
  world.clock.advance(1_000);
  create("g4", "bravo", { type: "private", members: { participants: ["bob"], moderators: ["carol"] } });
});

function guids(caller: Caller, input: InputFor<"listGroups"> = {}): string[] {
  return caller.run("listGroups", input).rows.map((group) => group.guid);
}

describe("listing groups", () => {
  it("shows the app all of them, by name whatever its case", () => {
    expect(guids(world.server)).toEqual(["g2", "g4", "g3", "g1"]);
  });

  it("shows a user the public and the password groups, and the private ones joined", () => {
    expect(guids(world.as("bob"))).toEqual(["g2", "g4", "g1"]);
  });

  it("hides a private group again from whoever has left it", () => {
    world.as("bob").run("leaveGroup", { guid: "g4" });
    expect(guids(world.as("bob"))).toEqual(["g2", "g1"]);
  });

  it("shows a banned user the group still, unless it is private", () => {
    world.as("alice").run("banUser", { guid: "g1", uid: "carol" });
    world.as("alice").run("banUser", { guid: "g4", uid: "carol" });
    expect(guids(world.as("carol"))).toEqual(["g2", "g1"]);
  });

  it.each([
    ["name", "asc", ["g2", "g4", "g1"]],
    ["name", "desc", ["g1", "g4", "g2"]],
    ["guid", "asc", ["g1", "g2", "g4"]],
    ["guid", "desc", ["g4", "g2", "g1"]],
    ["createdAt", "asc", ["g1", "g2", "g4"]],
    ["createdAt", "desc", ["g4", "g2", "g1"]],
  ] as const)("sorts by %s %s, filtered or not", (sortBy, sortOrder, expected) => {
    expect(guids(world.as("bob"), { sortBy, sortOrder })).toEqual(expected);
    expect(guids(world.as("bob"), { sortBy, sortOrder, membersCount: { gt: 0 } })).toEqual(expected);
  });

  it.each([
    ["a search by the beginning of the name", { searchKey: "ALP" }, ["g2"]],
    ["a search by the beginning of the GUID", { searchKey: "g1" }, ["g1"]],
    ["a search in names only", { searchKey: "g", searchIn: ["name"] }, []],
    ["a search for the middle of a name", { searchKey: "rav" }, []],
    ["an empty search", { searchKey: "" }, ["g2", "g4", "g1"]],
    ["tags", { tags: ["news", "sports"] }, ["g1"]],
    ["types", { types: ["private"] }, ["g4"]],
    ["the old word for password", { types: ["protected"] }, ["g2"]],
    ["joined ones", { hasJoined: true }, ["g2", "g4"]],
    ["GUIDs, hidden and unknown ones left out", { guids: ["G4", "g3", "nowhere", "g1"] }, ["g4", "g1"]],
    ["more than two members", { membersCount: { gt: 2 } }, ["g4"]],
    ["at least two and fewer than three members", { membersCount: { gte: 2, lt: 3 } }, ["g2"]],
    ["at most one member", { membersCount: { lte: 1 } }, ["g1"]],
    ["exactly three members", { membersCount: { eq: 3 } }, ["g4"]],
    ["a time of creation", { createdAt: { from: 1_700_000_001, to: 1_700_000_002 } }, ["g2"]],
    ["a time of update nobody has", { updatedAt: { from: 1 } }, []],
  ] satisfies [string, InputFor<"listGroups">, string[]][])("filters by %s", (_title, filter, expected) => {
    expect(guids(world.as("bob"), filter)).toEqual(expected);
  });

  it("asks the app on whose behalf joined groups are meant", () => {
    expect(codeOf(world.server.tryRun("listGroups", { hasJoined: true }))).toBe("ERR_BAD_REQUEST");
    expect(codeOf(world.server.tryRun("listGroups", { hasJoined: false }))).toBe("ok");
  });

  it("pages through every visible group once, in order, whatever the page size", () => {
    const types = fc.array(fc.constantFrom("public", "private", "joined"), { maxLength: 12 });
    fc.assert(
      fc.property(
        types,
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom("asc", "desc"),
        (kinds, perPage, way) => {
          const small = createWorld();
          small.addUsers("alice", "bob");
          for (const [at, kind] of kinds.entries()) {
            small.as("alice").run("createGroup", {
              guid: `g${at}`,
              name: `name ${(at * 7) % 5}`,
              type: kind === "public" ? "public" : "private",
              members: kind === "joined" ? { participants: ["bob"] } : undefined,
            });
          }
          const visible = kinds.filter((kind) => kind !== "private").length;
          const seen: string[] = [];
          for (let page = 1; page <= Math.ceil(visible / perPage); page += 1) {
            const result = small.as("bob").run("listGroups", { page, perPage, sortOrder: way });
            expect(result.total).toBe(visible);
            seen.push(...result.rows.map((group) => `${group.name} ${group.guid}`));
          }
          expect(seen).toHaveLength(visible);
          const inOrder = [...new Set(seen)].sort(byNameThenGuid);
          expect(seen).toEqual(way === "asc" ? inOrder : inOrder.reverse());
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** `name 3 g10` before `name 3 g2`: GUIDs are compared as text. */
function byNameThenGuid(a: string, b: string): number {
  return a < b ? -1 : 1;
}
