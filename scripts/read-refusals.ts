import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ERRORS, type ErrorCode } from "../mock-server/simulator/errors.ts";
import { type OperationName, operations } from "../mock-server/simulator/operations/index.ts";

const SIMULATOR = "mock-server/simulator";
/** Where the tables of who may do what come together: operations read them as `verdicts.group.send`. */
const VERDICTS = { file: join(SIMULATOR, "rules/verdicts.ts"), declaration: "TABLES" };
/** The catalogue itself: what makes an error there is asked for it by its code. */
const CATALOGUE = join(SIMULATOR, "errors.ts");
/** A function that looks up the row of a table which its caller names. */
const ROW_OF_CALLER = { name: "requireGroupFor", table: "group" };
/** What makes errors of a code that its callers do not name. */
const MAKERS: Readonly<Record<string, ErrorCode>> = { invalidField: "ERR_BAD_REQUEST" };

/** A top-level declaration of a module. */
interface Declaration {
  readonly file: string;
  readonly text: string;
}

/** A module: what it declares, and which names it has from where. */
interface Module {
  readonly declarations: ReadonlyMap<string, Declaration>;
  readonly imports: ReadonlyMap<string, { readonly file: string; readonly name: string }>;
}

/**
 * Which codes each operation may refuse with: those that stand in its own code, or in any code of the simulator that it
 * names, directly or not. It may be more than the operation ever does, and never less. What every operation has in
 * common, which is who may ask and whether the input fits, is left out.
 *
 * The sources are read as text: their layout is the formatter's, so that a declaration begins at the edge of its file.
 */
export function refusalsOfOperations(): Readonly<Record<string, readonly ErrorCode[]>> {
  const modules = new Map(sourcesIn(SIMULATOR).map((file) => [file, readModule(file)]));
  const rows = Object.keys(operations).map((exported) => {
    const { name } = operations[exported as OperationName];
    const found = [...modules.values()].flatMap(({ declarations }) =>
      [...declarations.values()].filter(({ text }) => text.includes(`name: "${name}",\n  access:`)),
    );
    const [declaration] = found;
    if (!declaration || found.length > 1) {
      throw new Error(`Failed to find where the operation ${name} is declared: ${found.length} places.`);
    }
    return [name, codesFrom(declaration, modules)] as const;
  });
  return Object.fromEntries(rows.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.startsWith("testing"))
    .map((name) => join(folder, name));
}

const DECLARATION = /^(?:export )?(?:async )?(?:function|const|class) (\w+)/;
const IMPORT = /^import \{([^}]*)\} from "(\.[^"]+)";/gm;

function readModule(file: string): Module {
  const source = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\/|\/\/ .*$/gm, "");
  const imports = new Map<string, { file: string; name: string }>();
  for (const [, names = "", from = ""] of source.matchAll(IMPORT)) {
    for (const name of names.split(",").map((part) => part.trim())) {
      const [original = "", local = original] = name.split(" as ");
      if (original && !original.startsWith("type ")) {
        imports.set(local, { file: join(file, "..", from), name: original });
      }
    }
  }
  const declarations = new Map<string, Declaration>();
  for (const text of source.split(/^(?=\w)/m)) {
    const [, name] = DECLARATION.exec(text) ?? [];
    if (name !== undefined) declarations.set(name, { file, text });
  }
  return { declarations, imports };
}

function codesFrom(start: Declaration, modules: ReadonlyMap<string, Module>): readonly ErrorCode[] {
  const codes = new Set<string>();
  const seen = new Map([[start.text, start]]);
  for (const { file, text } of seen.values()) {
    const module = modules.get(file);
    const follow = (name: string, row: string | undefined) => {
      const place = module?.imports.get(name) ?? { file, name };
      const code = place.file === CATALOGUE ? MAKERS[place.name] : undefined;
      if (code) codes.add(code);
      const found =
        place.file === CATALOGUE ? undefined : modules.get(place.file)?.declarations.get(place.name);
      const part = found && { file: found.file, text: rowOf(found.text, row) ?? found.text };
      if (part) seen.set(part.text, part);
    };
    for (const [, code = ""] of text.matchAll(/"(\w+)"/g)) if (Object.hasOwn(ERRORS, code)) codes.add(code);
    for (const [, name = "", row] of text.matchAll(NAMES)) follow(name, row);
    const read = (table: string, row: string | undefined) => {
      const part = tableOf(modules, table);
      if (part)
        seen.set(rowOf(part.text, row) ?? part.text, { ...part, text: rowOf(part.text, row) ?? part.text });
    };
    for (const [, table = "", row] of text.matchAll(/\bverdicts\.(\w+)(?:\.(\w+))?/g)) {
      if (table !== ROW_OF_CALLER.table || row !== undefined) read(table, row);
    }
    for (const [, row] of text.matchAll(new RegExp(`${ROW_OF_CALLER.name}\\(.*?"(\\w+)"\\)`, "gs"))) {
      read(ROW_OF_CALLER.table, row);
    }
  }
  return [...codes].sort() as ErrorCode[];
}

/** The table that is called so where they come together. */
function tableOf(modules: ReadonlyMap<string, Module>, table: string): Declaration | undefined {
  const together = modules.get(VERDICTS.file);
  const text = together?.declarations.get(VERDICTS.declaration)?.text ?? "";
  const [, name = ""] = new RegExp(`^  ${table}: (\\w+)`, "m").exec(text) ?? [];
  const place = together?.imports.get(name);
  return place && modules.get(place.file)?.declarations.get(place.name);
}

/** Names in a text that are neither a field of something else nor the key of a record, with the field that is read off. */
const NAMES = /(?<![\w"']|(?<!\.\.)\.)([A-Za-z_]\w*)(?:\.(\w+))?(?![\w"']|:)/g;

/** One row of a table: what stands at its key. */
function rowOf(table: string, key: string | undefined): string | undefined {
  return key === undefined ? undefined : new RegExp(`^  ${key}: .*`, "m").exec(table)?.[0];
}
