import type * as z from "zod";
import type { Access, Actor } from "./actor.ts";
import { serviceError } from "./errors.ts";
import type { DomainEvent } from "./events.ts";
import { once } from "./once.ts";
import { readPlainly } from "./plain-input.ts";
import type { Randomness } from "./randomness.ts";
import type { Standing } from "./rules/scope-privileges.ts";
import type { Verdicts } from "./rules/verdicts.ts";
import type { State } from "./state.ts";

/** Readings of the rules that a user may choose, where the vendor's own pages disagree. */
export interface RuleSwitches {
  /** Whether a moderator may make a fellow moderator a participant. Default false; see rules/scope-privileges.ts. */
  readonly moderatorMayDemoteModerator: boolean;
}

/** Two standings that a privilege table was read by. */
export interface Consulted {
  /** `app` for the app itself, which may do whatever the owner may. */
  readonly actor: Standing | "app";
  /** What the one acted upon was in the group then; `undefined` where nobody is. */
  readonly target: Standing | undefined;
}

/** What an operation works with. It reads and changes nothing else. */
export interface Context {
  readonly appId: string;
  readonly state: State;
  readonly actor: Actor;
  /** Unix seconds. */
  readonly now: number;
  /** Unix milliseconds, where the service prints them. */
  readonly milliseconds: number;
  readonly randomness: Randomness;
  readonly switches: RuleSwitches;
  /** Who may do what. */
  readonly verdicts: Verdicts;
  /** The caller's session id (the `resource` header), if it has one. */
  readonly resource: string | undefined;
  /** Where it is noted by what the privilege tables were read, in order; not given when nobody asks. */
  readonly consulted: Consulted[] | undefined;
  /** Says what happened. Events of a command that fails are never seen. */
  emit(event: DomainEvent): void;
}

/** One thing the service can do. */
export interface Operation<N extends string = string, I extends z.ZodType = z.ZodType, O = unknown> {
  readonly name: N;
  readonly access: Access;
  readonly input: I;
  run(context: Context, input: z.output<I>): O;
}

/** An operation as it is declared. */
type OperationSpec<N extends string, I extends z.ZodType, O> = Omit<Operation<N, I, O>, "input"> & {
  /** Makes the schema when it is first asked for: all of them together are a sixth of a start. */
  readonly input: () => I;
};

/** Declares an operation, so that its input and result types are derived from it. */
export function operation<const N extends string, I extends z.ZodType, O>(
  spec: OperationSpec<N, I, O>,
): Operation<N, I, O> {
  const { name, access, run } = spec;
  const input = once(spec.input);
  return {
    name,
    access,
    get input() {
      return input();
    },
    run,
  };
}

/**
 * Checks an input against an operation's schema.
 *
 * @throws ServiceError `ERR_BAD_REQUEST` whose details name each wrong field
 */
export function parseInput<I extends z.ZodType>(schema: I, input: unknown): z.output<I> {
  const read = readPlainly(schema, input);
  if (read) return read as z.output<I>;
  const parsed = schema.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const details: Record<string, string[]> = {};
  for (const issue of parsed.error.issues.flatMap(nearestIssues)) {
    const field = issue.path.join(".") || "body";
    const texts = details[field] ?? [];
    const text = `The ${field} ${describe(issue)}`;
    // Two checks may find the same.
    if (!texts.includes(text)) texts.push(text);
    details[field] = texts;
  }
  throw serviceError("ERR_BAD_REQUEST", {}, details);
}

/** What is wrong with a field that may be one of several things: with the one it comes nearest to, if it is like any. */
function nearestIssues(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.input === undefined) return [issue];
  const nearest = issue.errors.find((issues) => issues.every(({ path }) => path.length > 0));
  if (!nearest || nearest.length === 0) return [issue];
  return nearest.flatMap((inner) => nearestIssues({ ...inner, path: [...issue.path, ...inner.path] }));
}

function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "field is required." : `must be of type ${issue.expected}.`;
    case "invalid_union": {
      if (issue.input === undefined) return "field is required.";
      const types = issue.errors.flat().flatMap((inner) => ("expected" in inner ? [inner.expected] : []));
      return types.length > 0 ? `must be of type ${types.join(" or ")}.` : issue.message;
    }
    case "too_big":
      return `may not ${mostText(issue)}.`;
    case "too_small":
      if (issue.origin === "string") return "field is required.";
      return issue.origin === "array"
        ? `must hold at least ${issue.minimum}.`
        : `must be at least ${issue.minimum}.`;
    case "invalid_value":
      return issue.input === undefined ? "field is required." : `must be one of ${issue.values.join(", ")}.`;
    default:
      return issue.message;
  }
}

function mostText({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === "string") return `be longer than ${maximum} characters`;
  return origin === "array" ? `hold more than ${maximum}` : `be greater than ${maximum}`;
}
