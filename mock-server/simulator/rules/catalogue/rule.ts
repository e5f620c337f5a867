import type { Command } from "../../command.ts";
import type { ErrorCode, ServiceError } from "../../errors.ts";
import type { DomainEvent } from "../../events.ts";
import type { Consulted } from "../../operation.ts";
import type { OperationName, ResultOf } from "../../operations/index.ts";
import type { State } from "../../state.ts";
import type { Standing } from "../scope-privileges.ts";
import { type Trait, traitSet } from "./traits.ts";

/** What a rule of the domain says, and where that is known from. */
export interface RuleText {
  /** Permanent: `GRP-JOIN-03`. A rule that is given up takes its id with it. */
  readonly id: string;
  /** One plain line. */
  readonly text: string;
  /** `docs: …` (the vendor's pages), `seen from …` (how the vendor's own code behaves), or `assumed`. */
  readonly source: string;
}

/** A rule of the domain, and by what it is told that it was touched. */
export interface Rule extends RuleText {
  readonly sign: Sign;
}

/** What shows that a rule was touched. */
export type Sign = CommandSign | RequestSign | FrameSign | CloseSign;

/** A command, by what came of it. */
export interface CommandSign {
  readonly kind: "command";
  readonly operations: readonly OperationName[] | "any";
  /** `ok`, or the code of the refusal: that of the whole, or of one user's part of it. */
  readonly outcome: "ok" | ErrorCode;
  /** Only when it has all of these, as one number. */
  readonly traits: number;
  /** Only when the privilege tables were read for one of these. */
  readonly by?: readonly Standing[] | undefined;
  /** Only when it was done to one of these. */
  readonly over?: readonly Standing[] | undefined;
  readonly when?: ((seen: Seen) => boolean) | undefined;
}

/** A request that was refused before it came to be a command. */
export interface RequestSign {
  readonly kind: "request";
  readonly code: ErrorCode;
}

/** A text frame of a socket; `in` is from the client. */
export interface FrameSign {
  readonly kind: "frame";
  readonly direction: "in" | "out";
  readonly when: (text: string) => boolean;
}

/** The server has closed a socket. */
export interface CloseSign {
  readonly kind: "close";
  readonly reason: string;
}

/** What a rule is recognised by: a command, what came of it, and the app right after. */
export interface Seen<V = unknown> {
  readonly state: State;
  readonly command: Command;
  /** As it came, unchecked; empty where it was no object. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What it was answered; `undefined` for a refusal. */
  readonly value: V;
  /** `undefined` when it was carried out. */
  readonly error: ServiceError | undefined;
  readonly events: readonly DomainEvent[];
  readonly changed: boolean;
  readonly consulted: readonly Consulted[];
}

interface Narrowing<V> {
  /** What a command must be for a look at the rest. */
  readonly of?: Trait;
  readonly by?: Standing | readonly Standing[];
  readonly over?: Standing | readonly Standing[];
  readonly when?: (seen: Seen<V>) => boolean;
}

/**
 * A rule that shows when the service does something.
 *
 * @example
 * accepted("kickMember", {
 *   id: "SCP-KICK-04",
 *   text: "A moderator may kick a participant.",
 *   source: "docs: fundamentals/key-concepts",
 *   by: "moderator",
 *   over: "participant",
 * });
 */
export function accepted<N extends OperationName>(
  operations: N | readonly N[],
  rule: RuleText & Narrowing<ResultOf<N>>,
): Rule {
  return commandRule(typeof operations === "string" ? [operations] : operations, "ok", rule);
}

/** A rule that shows in whatever the service does. */
export function always(rule: RuleText & Narrowing<unknown>): Rule {
  return commandRule("any", "ok", rule);
}

/** A rule that shows when the service refuses something with this code. */
export function refused(
  operations: OperationName | readonly OperationName[] | "any",
  code: ErrorCode,
  rule: RuleText & Narrowing<undefined>,
): Rule {
  const named = typeof operations === "string" && operations !== "any" ? [operations] : operations;
  return commandRule(named, code, rule);
}

/** A rule that shows when a request is refused before it is anything else. */
export function turnedAway(code: ErrorCode, rule: RuleText): Rule {
  return { ...rule, sign: { kind: "request", code } };
}

/** A rule that shows in a frame. */
export function framed(direction: "in" | "out", when: (text: string) => boolean, rule: RuleText): Rule {
  return { ...rule, sign: { kind: "frame", direction, when } };
}

/** A rule that shows when the server closes a socket for this reason. */
export function closed(reason: string, rule: RuleText): Rule {
  return { ...rule, sign: { kind: "close", reason } };
}

function commandRule<V>(
  operations: CommandSign["operations"],
  outcome: CommandSign["outcome"],
  { id, text, source, of, by, over, when }: RuleText & Narrowing<V>,
): Rule {
  const traits: Trait[] = by || over ? ["guarded"] : [];
  if (of) traits.push(of);
  const sign: CommandSign = {
    kind: "command",
    operations,
    outcome,
    traits: traitSet(traits),
    by: listOf(by),
    over: listOf(over),
    // The operations above are those whose result it takes.
    when: when as CommandSign["when"],
  };
  return { id, text, source, sign };
}

function listOf(standings: Standing | readonly Standing[] | undefined): readonly Standing[] | undefined {
  return typeof standings === "string" ? [standings] : standings;
}

/** Whether a command of the operation, outcome and traits that the rule has shows the rule. */
export function isShownBy({ by, over, when }: CommandSign, seen: Seen): boolean {
  if ((by || over) && !seen.consulted.some((row) => isAmong(by, row.actor) && isAmong(over, row.target))) {
    return false;
  }
  return when === undefined || when(seen);
}

function isAmong(wanted: readonly string[] | undefined, standing: string | undefined): boolean {
  return wanted === undefined || (standing !== undefined && wanted.includes(standing));
}
