import { beforeAll, describe, expect, it } from "vitest";
import { type Outcome, RULES, type Rule, rulesOfCommand } from "../../simulator/index.ts";
import { LIVES_IN_GROUPS } from "./testing/lives-in-groups.ts";
import { LIVES_OF_CONVERSATIONS } from "./testing/lives-of-conversations.ts";
import { LIVES_OF_MESSAGES } from "./testing/lives-of-messages.ts";
import { LIVES_OF_PEOPLE } from "./testing/lives-of-people.ts";
import { LIVES_OF_THE_MOMENT } from "./testing/lives-of-the-moment.ts";
import { NEAR_LIVES } from "./testing/near-lives.ts";
import { type Life, setStage } from "./testing/stage.ts";

const LIVES: Readonly<Record<string, Life>> = {
  ...LIVES_OF_PEOPLE,
  ...LIVES_IN_GROUPS,
  ...LIVES_OF_MESSAGES,
  ...LIVES_OF_CONVERSATIONS,
  ...LIVES_OF_THE_MOMENT,
};

/** Lives under another reading of the rules. */
const SWITCHES = { "SCP-SCOPE-09": { moderatorMayDemoteModerator: true } } as const;

interface Lived {
  readonly touched: ReadonlySet<string>;
  /** What was touched before its last command. */
  readonly before: ReadonlySet<string>;
  /** Operation and outcome of each of its commands, as `rulesOfCommand` takes them. */
  readonly commands: readonly (readonly [operation: string, outcome: string])[];
}

async function live(id: string, life: Life): Promise<Lived> {
  const commands: [string, string][] = [];
  let before: readonly string[] = [];
  const stage = setStage(id === "SCP-SCOPE-09" ? SWITCHES[id] : {}, {
    before: () => {
      before = stage.control.reach().rules.touched;
    },
    after: (operation: string, outcome: Outcome) => {
      commands.push([operation, outcome.ok ? "ok" : outcome.error.code]);
    },
  });
  life(stage);
  await new Promise(setImmediate);
  const touched = new Set(stage.control.reach().rules.touched);
  stage.testbed.close();
  return { touched, before: new Set(before), commands };
}

/**
 * Whether a command comes near a rule: that of its operation, and with its outcome too where that does not say all, since
 * the rule looks at more, or others of this outcome differ from it by who has done it to whom.
 */
function comesNear({ id, sign }: Rule, operation: string, outcome: string): boolean {
  if (sign.kind !== "command") return true;
  const isOfOperation =
    sign.operations === "any" || (sign.operations as readonly string[]).includes(operation);
  const rules = rulesOfCommand(operation, sign.outcome);
  const isOneOfSeveral =
    hasStandings(sign) && rules.some((rule) => rule.id !== id && hasStandings(rule.sign));
  return isOfOperation && (outcome === sign.outcome || !(sign.when || isOneOfSeveral));
}

function hasStandings(sign: Rule["sign"]): boolean {
  return sign.kind === "command" && (sign.by ?? sign.over) !== undefined;
}

describe("the catalogue of rules", () => {
  it("has ids that are unique and of one form", () => {
    const ids = RULES.map(({ id }) => id);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ids.filter((id) => !/^[A-Z]{2,3}-[A-Z]+-\d\d$/.test(id))).toEqual([]);
  });

  it("says each rule in one line of its own, and where it is known from", () => {
    const texts = RULES.map(({ text }) => text);
    expect(texts.filter((text, at) => texts.indexOf(text) !== at)).toEqual([]);
    expect(texts.filter((text) => !/^[A-Za-z][^\n]{10,110}\.$/.test(text))).toEqual([]);
    const sources = RULES.map(({ source }) => source);
    expect(sources.filter((source) => !/^(docs: \S+|seen from \S+|assumed$)/.test(source))).toEqual([]);
  });

  it("has a life for each rule, and none for others", () => {
    expect(Object.keys(LIVES).sort()).toEqual(RULES.map(({ id }) => id).sort());
  });
});

describe("a rule", () => {
  const lived = new Map<string, Lived>();
  beforeAll(async () => {
    for (const [id, life] of Object.entries(LIVES)) lived.set(id, await live(id, life));
    for (const [at, life] of NEAR_LIVES.entries()) lived.set(`near ${at}`, await live("", life));
  }, 120_000);

  it.each(RULES)("$id is touched by its life, and not before the last command of it", ({ id }) => {
    expect(lived.get(id)?.touched.has(id)).toBe(true);
    expect(lived.get(id)?.before.has(id)).toBe(false);
  });

  it.each(RULES)("$id is not touched by a life that comes near", (rule) => {
    const { id } = rule;
    const near = [...lived.values()].some(
      ({ touched, commands }) =>
        !touched.has(id) && commands.some(([operation, outcome]) => comesNear(rule, operation, outcome)),
    );
    expect(near).toBe(true);
  });
});
