import { isJsonObject } from "../../simulator/fields.ts";
import type { Call, Side } from "../call.ts";
import type { Query } from "../query.ts";
import type { AnyRoute } from "../route.ts";

/** How a route takes a parameter of the query. */
export type QueryForm = "text" | "flag" | "list";

/** Where a value goes in the operation's input: `["createdAt", "from"]`. */
export type InputPath = readonly string[];

/** A parameter of the query; without a place in the input it only shapes the answer, or chooses the operation. */
export interface QueryRead {
  readonly form: QueryForm;
  readonly at: InputPath | undefined;
}

/** What a route reads off a request, and where in its operation's input each of it ends up. */
export interface RouteReads {
  /** Parameters of the path, in order. */
  readonly params: ReadonlyMap<string, InputPath | undefined>;
  /** Parameters of the query, by name. */
  readonly query: ReadonlyMap<string, QueryRead>;
  /** Fields of the body. */
  readonly body: ReadonlyMap<string, InputPath | undefined>;
}

/** A value that no route would make up, and that any may pass on. */
const MARK = "a value of this request";

/** The one thing that a probing request holds; nothing but what stands in its path when it is left out. */
type Given = { readonly query: string } | { readonly body: string } | { readonly param: string };

/** What is asked of a route when it is found out what it reads. */
export interface Probeable {
  readonly path: string;
  /** Makes the input of its operation of a request. */
  input(call: Call): unknown;
  /** Does what else it does with a request, as far as it gets. */
  rest?(call: Call): void;
}

/**
 * Finds out what a route reads, by making requests to it that hold one thing each: routes are documented by what they
 * do, not by a list beside it that would have to be kept true.
 *
 * @param fields the names of the operation's input, for a route that takes its body as it is
 */
export function readsOf(route: Probeable, side: Side, fields: readonly string[]): RouteReads {
  const names = [...route.path.matchAll(/:(\w+)/g)].map(([, name = ""]) => name);
  const plain = probe(route, side, names);
  const probeFor = (given: Given) => {
    const probed = probe(route, side, names, given);
    return { probed, at: placeOfMark(probed.input, plain.input) };
  };
  const params = new Map(names.map((param) => [param, probeFor({ param }).at]));
  const query: Map<string, QueryRead> = new Map();
  const body: Map<string, InputPath | undefined> = new Map();
  const tried = new Set<string>();
  // One thing that is there may make a route look for another.
  const found = [plain];
  for (let seen = found.pop(); seen; seen = found.pop()) {
    for (const [name, form] of seen.query) {
      if (query.has(name)) continue;
      const { probed, at } = probeFor({ query: name });
      query.set(name, { form, at });
      found.push(probed);
    }
    for (const name of seen.takesWholeBody ? [...seen.body, ...fields] : seen.body) {
      if (tried.has(name)) continue;
      tried.add(name);
      const { probed, at } = probeFor({ body: name });
      // What the path says wins over what the body says, so a field that never arrives is none of the body's.
      if (at || seen.body.has(name)) body.set(name, at);
      found.push(probed);
    }
  }
  return { params, query, body };
}

/** What a route has looked at. */
interface Recorded {
  readonly query: Map<string, QueryForm>;
  readonly body: Set<string>;
  takesWholeBody: boolean;
}

interface Probed extends Readonly<Recorded> {
  readonly input: unknown;
}

/** What a route makes of one request, and what it has looked at. */
function probe(route: Probeable, side: Side, names: readonly string[], given?: Given): Probed {
  const probed: Recorded = { query: new Map(), body: new Set(), takesWholeBody: false };
  const call = callOf(side, names, probed, given);
  // Copied here: a body that is passed on as it is must count as read.
  const input = attempt(() => ({ ...(route.input(call) as object | undefined) }));
  // Options of an answer do not depend on each other.
  if (!given) route.rest?.(call);
  return { input, ...probed };
}

function callOf(side: Side, names: readonly string[], probed: Recorded, given: Given | undefined): Call {
  return {
    side,
    host: "localhost",
    authToken: undefined,
    headers: new Headers(),
    params: Object.fromEntries(
      names.map((name) => [name, given && "param" in given && given.param === name ? MARK : `the ${name}`]),
    ),
    query: recordingQuery(given && "query" in given ? given.query : undefined, probed.query),
    body: recordingBody(given && "body" in given ? { [given.body]: MARK } : {}, probed),
    files: [],
  };
}

/** A request that holds nothing at all. */
export function emptyCall(side: Side): Call {
  return callOf(side, [], { query: new Map(), body: new Set(), takesWholeBody: false }, undefined);
}

/** Has a route of the chat's APIs probed: how it is chosen, what it asks for and how it prints. */
export function probeable({ path, input, when, print, meta }: AnyRoute): Probeable {
  return {
    path,
    input: (call) => input?.(call),
    rest(call) {
      attempt(() => when?.(call));
      // Printers take their options off the call before they look at what they print.
      for (const value of [nothing, something]) {
        attempt(() => (print as Printer)(value, anything, call));
        attempt(() => (meta?.print as Printer | undefined)?.(value, anything, call));
      }
    },
  };
}

type Printer = (value: unknown, view: unknown, call: Call) => unknown;

/** Lists, and pages with rows, as operations give them. */
const nothing = Object.assign([], { rows: [] });
const something = Object.assign([{}], { rows: [{}] });

/** A viewpoint in which whatever is looked for is there. */
const anything: unknown = new Proxy(() => anything, {
  get: (_target, name) => (name === Symbol.toPrimitive ? () => "" : anything),
});

/** What is not a request in earnest may be refused, and cannot be printed: all that counts is what was read till then. */
export function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function recordingQuery(given: string | undefined, seen: Map<string, QueryForm>): Query {
  const read = <T>(name: string, form: QueryForm, value: T): T | undefined => {
    if (!seen.has(name)) seen.set(name, form);
    return name === given ? value : undefined;
  };
  return {
    text: (name) => read(name, "text", MARK),
    searchText: (name) => read(name, "text", MARK),
    flag: (name) => read(name, "flag", true),
    list: (name) => read(name, "list", [MARK]),
    fields(name, keys) {
      const entries = keys.flatMap((key) => {
        const value = read(`${name}[${key}]`, "text", MARK);
        return value === undefined ? [] : [[key, value] as const];
      });
      return entries.length > 0 ? (Object.fromEntries(entries) as ReturnType<Query["fields"]>) : undefined;
    },
  };
}

function recordingBody(given: object, seen: Recorded): Call["body"] {
  return new Proxy(given as Record<string, unknown>, {
    get(target, name) {
      if (typeof name === "string") seen.body.add(name);
      return Reflect.get(target, name);
    },
    ownKeys(target) {
      seen.takesWholeBody = true;
      return Reflect.ownKeys(target);
    },
  });
}

/** Where the one given value has arrived: the place that holds the mark, or a flag that is not there without it. */
function placeOfMark(input: unknown, plain: unknown): InputPath | undefined {
  if (!isJsonObject(input)) return undefined;
  for (const [name, value] of Object.entries(input)) {
    const without = isJsonObject(plain) ? plain[name] : undefined;
    if (value === MARK || (Array.isArray(value) && value.includes(MARK))) return [name];
    if (value === true && without !== true) return [name];
    const inner = placeOfMark(value, without);
    if (inner) return [name, ...inner];
  }
  return undefined;
}
