import type { Expectation, ExpectedEvent, ExpectedOutcome } from "../model/expectation.ts";
import { type Difference, differences, fits, shown } from "../model/pattern.ts";
import { type DriverEvent, METHODS, type MethodName, type Outcome, payloadOf } from "../protocol/index.ts";
import type { Asked } from "./asking.ts";
import type { SeenCommand, SeenRequest } from "./place.ts";
import type { Failure } from "./report-case.ts";

/** What was found out about some rules in one step. */
export interface Findings {
  readonly held: readonly string[];
  readonly failures: readonly Omit<Failure, "step">[];
}

export const NO_FINDINGS: Findings = { held: [], failures: [] };

export function joined(findings: readonly Findings[]): Findings {
  return {
    held: findings.flatMap(({ held }) => held),
    failures: findings.flatMap(({ failures }) => failures),
  };
}

const failed = (rules: readonly string[], what: string, found: readonly Difference[] = []): Findings => ({
  held: [],
  failures: [{ rules: rules.length > 0 ? rules : ["LSN-NONE-01"], what, differences: found }],
});
const held = (...rules: readonly string[]): Findings => ({ held: rules, failures: [] });

/** Looks at what a call has ended with. */
export function judgeOutcome(method: MethodName, expected: ExpectedOutcome, outcome: Outcome): Findings {
  if ("any" in expected) return held(...expected.rules);
  if ("error" in expected) {
    if (!("error" in outcome)) {
      const wanted = expected.error.length > 0 ? `the error ${expected.error.join(" or ")}` : "an error";
      return failed(expected.rules, `${method} has worked`, [
        { path: "", expected: wanted, seen: outcome.value },
      ]);
    }
    const { code } = outcome.error;
    if (expected.error.length > 0 && !expected.error.includes(code)) {
      return failed(expected.rules, `${method} ends with another error`, [
        { path: "code", expected: expected.error.join(" or "), seen: code },
      ]);
    }
    return held(...expected.rules);
  }
  if ("error" in outcome) {
    // Of a request without a token nothing else is known.
    const rules =
      outcome.error.code === "AUTH_ERR_EMPTY_AUTH_TOKEN" ? ["KEY-TOK-05", ...expected.rules] : expected.rules;
    return failed(rules, `${method} has not worked`, [
      { path: "", expected: shown(expected.value), seen: outcome.error },
    ]);
  }
  const form = METHODS[method].result.safeParse(outcome.value);
  const wrong = differences(expected.value, outcome.value);
  return joined([
    wrong.length > 0
      ? failed(expected.rules, `${method} gives something else`, wrong)
      : held(...expected.rules),
    // Nothing at all, where something had to be, has no form.
    outcome.value === null && wrong.length > 0
      ? NO_FINDINGS
      : form.success
        ? held("LSN-FORM-01")
        : failed(
            ["LSN-FORM-01"],
            `${method} gives what has not the canonical form: ${form.error.issues[0]?.message}`,
            [
              {
                path: form.error.issues[0]?.path.join(".") ?? "",
                expected: "<the canonical form>",
                seen: outcome.value,
              },
            ],
          ),
  ]);
}

/** Looks at one more thing about the value that a call has given. */
export function judgeDetail(
  { value, rules }: NonNullable<Expectation["details"]>[number],
  seen: unknown,
): Findings {
  const wrong = differences(value, seen);
  return wrong.length > 0 ? failed(rules, "The value is not whole", wrong) : held(...rules);
}

/** Looks whether the service was asked for what the client has to know by itself. */
export function judgeLocal({ rules }: ExpectedOutcome, requests: readonly SeenRequest[]): Findings {
  if (requests.length === 0) return NO_FINDINGS;
  const asked = requests.map(({ method, path }) => `${method} ${path}`);
  return failed(rules, "The service was asked, though the client has to know by itself", [
    { path: "", expected: "no request", seen: asked },
  ]);
}

/** Compares the error that the app got with the one that went over the wire. */
export function judgeRefusal(
  expected: ExpectedOutcome,
  outcome: Outcome,
  requests: readonly SeenRequest[],
): Findings {
  const last = requests.at(-1);
  const sent = last && errorOf(last.answer);
  if (!last?.code || !sent) return NO_FINDINGS;
  if (!("error" in outcome)) {
    // The rule of the refusal tells of it.
    if ("error" in expected && expected.rules.length > 0) return NO_FINDINGS;
    return failed(["ERR-FORM-01"], "The service has refused it, and the app was given a value", [
      { path: "", expected: sent, seen: outcome.value },
    ]);
  }
  const { error } = outcome;
  const compare = (rule: string, key: "code" | "message" | "details") => {
    if (sent[key] === undefined) return NO_FINDINGS;
    const wrong = differences(sent[key], error[key], key);
    return wrong.length > 0
      ? failed([rule], `The app was given another ${key} than the service has sent`, wrong)
      : held(rule);
  };
  return joined([
    compare("ERR-FORM-01", "code"),
    compare("ERR-FORM-02", "message"),
    compare("ERR-FORM-03", "details"),
  ]);
}

function errorOf(answer: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const { error } = JSON.parse(answer ?? "") as { readonly error?: Readonly<Record<string, unknown>> };
    return error;
  } catch {
    // A fault has answered, with no JSON.
    return undefined;
  }
}

const streamOf = (name: string) => (/^(connection|login)\./.exec(name)?.[1] ?? "chat") as string;
const nameOf = ({ listener, name }: DriverEvent) => `${listener}.${name}`;

/** Looks at what the listeners of all devices were called with in one step. */
export function judgeEvents(
  { events = [], quiet = [] }: Expectation,
  seen: readonly DriverEvent[],
  devices: readonly string[],
): Findings {
  const found = devices.flatMap((device) =>
    ["chat", "login", "connection"].map((stream) =>
      judgeStream(
        device,
        events.filter((one) => one.device === device && streamOf(one.name) === stream),
        seen.filter((one) => one.clientId === device && streamOf(nameOf(one)) === stream),
        quiet,
      ),
    ),
  );
  const all = joined([...found, ...seen.map(judgeForm)]);
  if (all.failures.length > 0) return all;
  return joined([all, held(...quiet, ...(seen.length > 0 ? ["LSN-NONE-01"] : []))]);
}

function judgeForm({ clientId, listener, name, payload }: DriverEvent): Findings {
  const schema = payloadOf(listener, name);
  if (!schema)
    return failed(
      ["LSN-FORM-01"],
      `${clientId} tells of ${listener}.${name}, which is no event of the protocol`,
    );
  const read = schema.safeParse(payload);
  if (read.success) return held("LSN-FORM-01");
  const [issue] = read.error.issues;
  return failed(["LSN-FORM-01"], `${clientId}: ${name} has not the canonical form: ${issue?.message}`, [
    { path: issue?.path.join(".") ?? "", expected: "<the canonical form>", seen: payload },
  ]);
}

function judgeStream(
  device: string,
  expected: readonly ExpectedEvent[],
  seen: readonly DriverEvent[],
  quiet: readonly string[],
): Findings {
  const remaining = [...expected];
  const taken: DriverEvent[] = [];
  const findings: Findings[] = [];
  for (const event of seen) {
    const name = nameOf(event);
    const fitting = remaining.findIndex((one) => one.name === name && fits(one.payload, event.payload));
    const at = fitting >= 0 ? fitting : remaining.findIndex((one) => one.name === name);
    const wanted = remaining[at];
    if (!wanted) {
      // What may stay away may also come several times: attempts that fail before one works.
      if (
        taken.some((one) => nameOf(one) === name) &&
        expected.some((one) => one.name === name && one.isOptional)
      )
        continue;
      const isTwice = taken.some(
        (one) => JSON.stringify(one.payload) === JSON.stringify(event.payload) && nameOf(one) === name,
      );
      const isPushedTwice = expected.some(({ rules: of }) => of.includes("LSN-DUP-01"));
      const rules = isTwice ? [isPushedTwice ? "LSN-DUP-01" : "LSN-ONCE-01"] : ["LSN-NONE-01", ...quiet];
      findings.push(
        failed(
          rules,
          `${device} is told of ${name}${isTwice ? " once more" : ", which has not happened for it"}`,
          [{ path: "", expected: "nothing", seen: event.payload }],
        ),
      );
      continue;
    }
    const wrong = differences(wanted.payload, event.payload);
    if (wrong.length > 0)
      findings.push(failed(wanted.rules, `${device} is told something else by ${name}`, wrong));
    else findings.push(held(...wanted.rules, "LSN-ONCE-01"));
    if (remaining.slice(0, at).some((one) => !one.isOptional)) {
      findings.push(failed(["LSN-ORDER-01"], `${device} is told of ${name} too early`));
    } else if (taken.length > 0) findings.push(held("LSN-ORDER-01"));
    remaining.splice(at, 1);
    taken.push(event);
  }
  for (const { isOptional, name, payload, rules } of remaining) {
    if (isOptional) continue;
    findings.push(
      failed(rules, `${device} is not told by ${name}`, [
        { path: "", expected: shown(payload), seen: "nothing" },
      ]),
    );
  }
  return joined(findings);
}

/** Compares what the service has understood with what the app has asked for. */
export function judgeAsked(
  rules: readonly string[],
  wanted: Asked | undefined,
  uid: string | undefined,
  commands: readonly SeenCommand[],
): Findings {
  if (!wanted || rules.length === 0) return NO_FINDINGS;
  const { operation, input } = wanted;
  const of = commands.filter((command) => command.operation === operation);
  const [seen] = of;
  if (!seen) {
    return failed(rules, "The service was not asked", [
      { path: "", expected: { operation, input }, seen: commands.map((one) => one.operation) },
    ]);
  }
  const wrong = of.flatMap((one) => differences(input, one.input)).slice(0, 5);
  if (wrong.length > 0)
    return failed(rules, `The service has understood something else of ${operation}`, wrong);
  if (uid !== undefined && seen.uid !== undefined && seen.uid !== uid) {
    return failed(rules, `The service was asked by another user`, [
      { path: "uid", expected: uid, seen: seen.uid },
    ]);
  }
  const changes = commands.filter((one) => one.changed && !BY_ITSELF.has(one.operation));
  const more = changes.filter(
    (one) =>
      one.operation !== operation && !(operation === "createAuthToken" && one.operation === "openSession"),
  );
  if (more.length > 0 || of.filter(({ changed }) => changed).length > 1) {
    return failed(["HYG-QUIET-01"], "More was changed than was asked for", [
      { path: "", expected: operation, seen: changes.map((one) => one.operation) },
    ]);
  }
  return held(...rules, "HYG-QUIET-01");
}

/** What clients and sockets do without being asked. */
const BY_ITSELF: ReadonlySet<string> = new Set([
  "connect",
  "disconnect",
  "openSession",
  "closeSession",
  "recordUserSession",
  "publishPresence",
]);
