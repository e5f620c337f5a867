import {
  type ErrorCode,
  type Executed,
  isShownBy,
  type OperationName,
  RULES,
  type Rule,
  rulesOfCommand,
  type Seen,
  type ServiceError,
  traitsOf,
} from "../../simulator/index.ts";
import { type Reach, rulesOf, tallyOf } from "./reach.ts";
import { ERROR_CODES, EVENT_NAMES, eventName, OPERATION_NAMES } from "./whole.ts";

/** Takes down which rules are touched, and which codes, events and operations are seen. */
export interface ReachTracker {
  executed(executed: Executed): void;
  /** A request was answered, with this code if it was refused. */
  answered(code: ErrorCode | undefined): void;
  /** A text frame went over a socket; `in` is from the client. */
  frame(direction: "in" | "out", text: string): void;
  /** The server closes a socket. */
  closing(reason: string): void;
  /** Does what is no doing of a test's, and so not taken down. @returns what that gives */
  without<T>(act: () => T): T;
  /** Takes over what another has taken down. */
  add(other: ReachTracker): void;
  reach(): Reach;
  /** Forgets everything. */
  clear(): void;
}

/** What a tracker has taken down. */
interface Taken {
  readonly touched: Set<string>;
  readonly codes: Set<string>;
  readonly events: Set<string>;
  readonly operations: Set<string>;
}

/** Rules that are still to be looked for. */
interface Pending {
  rules: readonly Rule[];
  /** How many rules were touched when the list was last gone through. */
  touched: number;
}

const TAKEN = new WeakMap<ReachTracker, Taken>();

/** Operations that do something for several users, or in several places, and tell what came of each. */
const BULK: ReadonlySet<OperationName> = new Set<OperationName>([
  "addFriends",
  "addMembers",
  "addTriggers",
  "allowFeatures",
  "blockUsers",
  "createGroup",
  "importGroups",
  "importMembers",
  "importMessages",
  "importUsers",
  "removeTriggers",
  "requestUploads",
  "restrictFeatures",
  "sendToMany",
  "setCollaborators",
  "setRolePermissions",
  "setScopePermissions",
  "switchExtensions",
  "unblockUsers",
]);

const ALL_IDS = RULES.map(({ id }) => id);
const FRAME_RULES = RULES.flatMap(({ id, sign }) => (sign.kind === "frame" ? [{ id, sign }] : []));
const CLOSE_RULES = RULES.flatMap(({ id, sign }) => (sign.kind === "close" ? [{ id, sign }] : []));
const REQUEST_RULES = RULES.flatMap(({ id, sign }) => (sign.kind === "request" ? [{ id, sign }] : []));

/**
 * Makes a tracker that has seen nothing.
 *
 * @param candidates the rules that a command of this outcome may show; those of the catalogue when left out
 */
export function createReachTracker(candidates: typeof rulesOfCommand = rulesOfCommand): ReachTracker {
  const taken: Taken = { touched: new Set(), codes: new Set(), events: new Set(), operations: new Set() };
  const { touched, codes, events, operations } = taken;
  /** Operation → outcome → traits → the rules that are still to be looked for: a rule is not looked for again. */
  const pending = new Map<string, Map<string, Map<number, Pending>>>();
  let frameRules = FRAME_RULES;
  let isOff = false;

  const pendingOf = (operation: string, outcome: string, traits: number): Pending => {
    const byTraits = within(within(pending, operation), outcome);
    let some = byTraits.get(traits);
    if (!some) {
      some = { rules: candidates(operation, outcome, traits), touched: 0 };
      byTraits.set(traits, some);
    }
    return some;
  };
  /** Most commands touch nothing new, and each of them comes by here: lists are changed only when something was touched. */
  const withoutTouched = (some: Pending) => {
    if (some.touched === touched.size) return;
    some.touched = touched.size;
    some.rules = some.rules.filter(({ id }) => !touched.has(id));
  };

  const look = (executed: Executed, value: unknown, error: ServiceError | undefined) => {
    const { command, outcome, app, changed, consulted } = executed;
    const traits = traitsOf({ command, consulted, value, error });
    const some = pendingOf(command.operation, error ? error.code : "ok", traits);
    withoutTouched(some);
    if (some.rules.length === 0) return;
    const seen: Seen = {
      state: app.state,
      command,
      input: inputOf(command.input),
      value,
      error,
      events: outcome.ok ? outcome.events : [],
      changed,
      consulted,
    };
    for (const { id, sign } of some.rules) {
      if (sign.kind === "command" && isShownBy(sign, seen)) touched.add(id);
    }
  };

  const tracker: ReachTracker = {
    executed(executed) {
      if (isOff) return;
      const { command, outcome } = executed;
      operations.add(command.operation);
      if (!outcome.ok) {
        codes.add(outcome.error.code);
        look(executed, undefined, outcome.error);
        return;
      }
      for (const event of outcome.events) {
        const name = eventName(event);
        if (name !== undefined) events.add(name);
      }
      look(executed, outcome.value, undefined);
      if (!BULK.has(command.operation)) return;
      for (const error of refusedParts(outcome.value)) {
        codes.add(error.code);
        look(executed, undefined, error);
      }
    },
    answered(code) {
      if (code === undefined) return;
      codes.add(code);
      for (const { id, sign } of REQUEST_RULES) if (sign.code === code) touched.add(id);
    },
    frame(direction, text) {
      if (frameRules.length === 0) return;
      frameRules = frameRules.filter(({ id, sign }) => {
        if (sign.direction !== direction || !sign.when(text)) return true;
        touched.add(id);
        return false;
      });
    },
    closing(reason) {
      for (const { id, sign } of CLOSE_RULES) if (sign.reason === reason) touched.add(id);
    },
    without(act) {
      const wasOff = isOff;
      isOff = true;
      try {
        return act();
      } finally {
        isOff = wasOff;
      }
    },
    add(other) {
      const theirs = TAKEN.get(other) ?? taken;
      for (const [mine, more] of [
        [touched, theirs.touched],
        [codes, theirs.codes],
        [events, theirs.events],
        [operations, theirs.operations],
      ] as const) {
        for (const one of more) mine.add(one);
      }
    },
    reach: () => ({
      rules: rulesOf(tallyOf(touched, ALL_IDS)),
      errorCodes: tallyOf(codes, ERROR_CODES),
      events: tallyOf(events, EVENT_NAMES),
      operations: tallyOf(operations, OPERATION_NAMES),
    }),
    clear() {
      for (const set of [touched, codes, events, operations]) set.clear();
      pending.clear();
      frameRules = FRAME_RULES;
    },
  };
  TAKEN.set(tracker, taken);
  return tracker;
}

/** The map that another holds for a key. */
function within<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let map = maps.get(key);
  if (!map) {
    map = new Map();
    maps.set(key, map);
  }
  return map;
}

const NO_INPUT: Seen["input"] = {};

function inputOf(input: unknown): Seen["input"] {
  return typeof input === "object" && input !== null ? (input as Seen["input"]) : NO_INPUT;
}

/** The refusals in the results of a bulk operation, however deep these lie in its answer. */
function refusedParts(value: unknown): readonly ServiceError[] {
  if (typeof value !== "object" || value === null) return [];
  if ("success" in value) {
    return value.success === false && "error" in value ? [value.error as ServiceError] : [];
  }
  return Object.values(value).flatMap((part: unknown) => refusedParts(part));
}
