import { authenticate, type Credentials } from "./actor.ts";
import type { App, AppOptions } from "./app.ts";
import { ServiceError } from "./errors.ts";
import type { DomainEvent } from "./events.ts";
import { LEAVES_IMPORTS } from "./import-conversations.ts";
import { type Consulted, type Context, parseInput } from "./operation.ts";
import { type OperationName, operations, type ResultOf } from "./operations/index.ts";
import { permitted } from "./permissions.ts";
import { seededRandomness } from "./randomness.ts";
import { verdictsWith } from "./rules/verdicts.ts";

/** Something someone wants done in an app. */
export interface Command<N extends OperationName = OperationName> {
  readonly appId: string;
  readonly operation: N;
  readonly as: Credentials;
  /** Checked against the operation's schema; anything may come here. */
  readonly input?: unknown;
  /** The caller's session id (the `resource` header), so that its own socket can tell its own events. */
  readonly resource?: string | undefined;
  /** When it happens, in unix milliseconds, where that is not now: for history that is made up or played again. */
  readonly at?: number | undefined;
  /** The number of what led to it in a record of what happened. */
  readonly cause?: number | undefined;
}

/** What came of a command: a value and events, or the service's own error and no change at all. */
export type Outcome<O = unknown> = Accepted<O> | Refused;

/** A command that was refused. */
interface Refused {
  readonly ok: false;
  readonly error: ServiceError;
}

/** What came of a command that was carried out. */
export interface Accepted<O = unknown> {
  readonly ok: true;
  readonly value: O;
  readonly events: readonly DomainEvent[];
  readonly app: App;
  /** Its number in a record of what happened, which what it causes is linked to. */
  readonly entry?: number | undefined;
}

/** A command that was carried out or refused. */
export interface Executed {
  readonly app: App;
  readonly command: Command;
  readonly outcome: Outcome;
  /** When it happened, in unix milliseconds. */
  readonly at: number;
  /** Whether it has changed anything in the app. */
  readonly changed: boolean;
  /** By what the privilege tables were read for it, which the state may no longer tell. */
  readonly consulted: readonly Consulted[];
}

/** Hears of everything that happens to the apps, in order: what a log, a journal or a count is made from. */
export interface Recorder {
  /** @returns the number under which it was noted, if it was; its events have the numbers that follow */
  executed?(executed: Executed): number | undefined;
  appAdded?(app: App, options: AppOptions): void;
  appRemoved?(app: App): void;
  /** An app was put back to what it had been at another time, or given another content. */
  stateReplaced?(app: App): void;
  rateLimitsSet?(app: App): void;
}

/**
 * Carries a command out in its app, and tells the recorder.
 *
 * @throws InvariantError, or any other error that is not a {@link ServiceError}: a bug, with the state put back
 */
export function executeIn<N extends OperationName>(
  app: App,
  command: Command<N>,
  recorder: Recorder,
): Outcome<ResultOf<N>> {
  const at = command.at ?? app.clock.now();
  if (!LEAVES_IMPORTS.has(command.operation)) settleIn(app, command, at, recorder);
  if (!recorder.executed) return carryOut(app, command, at, undefined).outcome;
  const consulted: Consulted[] = [];
  const { outcome, changed } = carryOut(app, command, at, consulted);
  const entry = recorder.executed({ app, command, outcome, at, changed, consulted });
  if (outcome.ok) outcome.entry = entry;
  return outcome;
}

/** Brings up to date what imports have left, if they have: it stays, whatever comes of the command that wants it so. */
function settleIn(app: App, { cause }: Command, at: number, recorder: Recorder): void {
  const { appId, state } = app;
  if (state.importedConversations.size === 0) return;
  const as = { kind: "harness" } as const;
  executeIn(app, { appId, operation: "settleImported", as, input: {}, at, cause }, recorder);
}

/** What came of a command, before it is known under which number that was noted. */
type Carried<O> = (Omit<Accepted<O>, "entry"> & { entry: number | undefined }) | Refused;

function carryOut<N extends OperationName>(
  app: App,
  command: Command<N>,
  milliseconds: number,
  consulted: Consulted[] | undefined,
): { readonly outcome: Carried<ResultOf<N>>; readonly changed: boolean } {
  const { state } = app;
  const events: DomainEvent[] = [];
  try {
    const { access, input, run } = operations[command.operation];
    const verdicts = verdictsWith(app.verdicts);
    const actor = authenticate(state, command.as, command.operation, access, verdicts);
    const context: Context = {
      appId: app.appId,
      state,
      actor,
      now: Math.floor(milliseconds / 1000),
      milliseconds,
      randomness: seededRandomness(`${app.seed}/${app.appId}`),
      switches: app.switches,
      // The app itself passes every check, whatever its owners may do.
      verdicts: actor.isApp ? verdictsWith(undefined) : verdicts,
      resource: command.resource,
      consulted,
      emit: (event) => events.push(event),
    };
    // The registry's type says that `run` takes what `input` parses; TypeScript cannot follow that through a union.
    const value = (run as (context: Context, input: unknown) => unknown)(
      context,
      permitted(context, command.operation, parseInput(input, command.input ?? {})),
    );
    const changed = state.journal.commit();
    return { outcome: { ok: true, value: value as ResultOf<N>, events, app, entry: undefined }, changed };
  } catch (error) {
    state.journal.rollback();
    if (error instanceof ServiceError) return { outcome: { ok: false, error }, changed: false };
    throw error;
  }
}
