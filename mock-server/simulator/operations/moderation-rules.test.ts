import { describe, expect, it } from "vitest";
import {
  addRule,
  makeModeratedWorld,
  send,
  sending,
  stored,
  TO_BOB,
  TO_TEAM,
} from "../testing/moderated-world.ts";
import { codeOf, WORLD_START, type World } from "../testing/world.ts";

describe("rules", () => {
  const verdict = (world: World, text: string, to: object = TO_BOB) =>
    stored(world, send(world, text, to)).moderation?.rule?.id;

  it("find words whatever their case, and not as a part of longer ones", () => {
    const world = makeModeratedWorld();
    for (const text of ["bad", "BAD!", "so (bad)", "not bad", "bad bad"])
      expect(verdict(world, text)).toBe("no-bad");
    for (const text of ["badly", "forbad", "b a d", "bäd", "bad_"])
      expect(verdict(world, text)).toBeUndefined();
  });

  it("find phrases and patterns, of their own or of a list", () => {
    const world = makeModeratedWorld();
    const { server } = world;
    addRule(world, "phone", "blockMessage", String.raw`\b\d{3}-\d{4}\b`, {
      conditions: [{ category: "pattern", value: String.raw`\b\d{3}-\d{4}\b` }],
    });
    server.run("createKeywordList", {
      id: "scams",
      name: "Scams",
      category: "sentence-similarity",
      searchTerms: "send me your card\nshare your code",
    });
    addRule(world, "scam", "blockMessage", "", {
      conditions: [{ isKeywordsReferencePresent: true, value: ["scams"] }],
    });
    expect(verdict(world, "call 555-1234 now")).toBe("phone");
    expect(verdict(world, "call 5555-12345")).toBeUndefined();
    expect(verdict(world, "please Share  your code!")).toBe("scam");
    server.run("updateKeywordList", { id: "scams", searchTerms: ["give me money"] });
    expect(verdict(world, "share your code")).toBeUndefined();
    expect(verdict(world, "give me money")).toBe("scam");
    server.run("deleteKeywordList", { id: "scams" });
    expect(verdict(world, "give me money")).toBeUndefined();
  });

  it("need all of their conditions, and all of their filters", () => {
    const world = makeModeratedWorld();
    addRule(world, "both", "blockMessage", "", { conditions: [{ value: "buy, sell" }, { value: "now" }] });
    addRule(world, "in-team", "blockMessage", "secret", {
      filters: [
        { type: "sender", entity: "user", operand: "uid", operator: "notEquals", value: "bob" },
        { type: "receiver", entity: "group", operand: "guid", operator: "equals", value: "TEAM" },
      ],
    });
    expect(verdict(world, "buy")).toBeUndefined();
    expect(verdict(world, "sell it now")).toBe("both");
    expect(verdict(world, "secret")).toBeUndefined();
    expect(verdict(world, "secret", TO_TEAM)).toBe("in-team");
    const byBob = world.as("bob").run("sendMessage", sending("secret", TO_TEAM));
    expect(stored(world, byBob).moderation).toEqual({ status: "approved" });
  });

  it("of which several are broken count by their strictness", () => {
    const world = makeModeratedWorld();
    expect(verdict(world, "hm")).toBe("hms");
    expect(verdict(world, "hm wait")).toBe("waits");
    expect(verdict(world, "hm wait bad")).toBe("no-bad");
    addRule(world, "first-flagged", "flagMessage", "x");
    addRule(world, "then-blocked", "blockMessage", "x");
    addRule(world, "blocked-again", "blockMessage", "x");
    expect(verdict(world, "x")).toBe("then-blocked");
  });

  it("keep what they were", () => {
    const world = makeModeratedWorld();
    const { server } = world;
    world.clock.advance(5_000);
    server.run("updateModerationRule", { id: "hms", name: "Hm and hum", conditions: [{ value: "hm, hum" }] });
    expect(server.run("listRuleRevisions", { id: "hms" })).toMatchObject([
      {
        revision: 2,
        name: "Hm and hum",
        conditions: [{ id: 1, value: ["hm", "hum"] }],
        updatedAt: WORLD_START + 5,
      },
      { revision: 1, name: "hms", conditions: [{ id: 1, value: ["hm"] }], updatedAt: WORLD_START },
    ]);
    server.run("deleteModerationRule", { id: "hms" });
    for (const operation of [
      "getModerationRule",
      "updateModerationRule",
      "deleteModerationRule",
      "listRuleRevisions",
    ] as const) {
      expect(codeOf(server.tryRun(operation, { id: "hms" }))).toBe("ERR_RULE_NOT_FOUND");
    }
    expect(world.app.state.ruleRevisions.size).toBe(2);
  });

  it.each([
    ["without a condition", { conditions: [] }],
    ["without an action", { action: [] }],
    ["with an action of another kind", { action: ["ban"] }],
    ["about images", { conditions: [{ operand: "image", value: "violence_greaterThan_30" }] }],
    [
      "by artificial intelligence",
      { conditions: [{ category: "toxicity", value: "toxicity_greaterThan_70" }] },
    ],
    ["without a term", { conditions: [{ value: " , " }] }],
    ["with a pattern that could take for ever", { conditions: [{ category: "pattern", value: "(a+)+" }] }],
    ["with a term that is too long", { conditions: [{ value: "a".repeat(101) }] }],
    ["with eleven conditions", { conditions: Array(11).fill({ value: "a" }) }],
    ["of an id that is taken", { id: "HMS" }],
    ["of an id that is none", { id: "a b" }],
  ])("%s are refused", (_what, fields) => {
    const world = makeModeratedWorld();
    const input = {
      id: "new",
      name: "New",
      action: ["blockMessage"],
      conditions: [{ value: "a" }],
      ...fields,
    };
    expect(codeOf(world.server.tryRun("createModerationRule", input))).toBe("ERR_BAD_REQUEST");
  });

  it("of a list that is not there are refused, and so are more than 25, and all to users", () => {
    const world = makeModeratedWorld();
    const conditions = [{ isKeywordsReferencePresent: true, value: "nowhere" }];
    const create = (input: object) =>
      codeOf(
        world.server.tryRun("createModerationRule", {
          name: "New",
          action: ["blockMessage"],
          conditions: [{ value: "a" }],
          ...input,
        }),
      );
    expect(create({ conditions })).toBe("ERR_KEYWORD_NOT_FOUND");
    for (let count = 3; count < 25; count += 1) expect(create({})).toBe("ok");
    expect(create({})).toBe("ERR_PLAN_QUOTA_RESTRICTION");
    expect(codeOf(world.as("alice").tryRun("listModerationRules"))).toBe("AUTH_ERR_EMPTY_APIKEY");
  });
});
