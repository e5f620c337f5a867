import { CALL_VERDICTS } from "./call-transitions.ts";
import { JOIN_VERDICTS } from "./group-types.ts";
import { AUTH_KEY_PRIVILEGES } from "./key-privileges.ts";
import {
  GROUP_PRIVILEGES,
  MESSAGE_PRIVILEGES,
  REMOVE_PRIVILEGES,
  SCOPE_CHANGE_PRIVILEGES,
  UNBAN_PRIVILEGES,
} from "./scope-privileges.ts";
import type { Verdict } from "./verdict.ts";

/** The tables that say who may do what. */
const TABLES = {
  group: GROUP_PRIVILEGES,
  remove: REMOVE_PRIVILEGES,
  unban: UNBAN_PRIVILEGES,
  changeScope: SCOPE_CHANGE_PRIVILEGES,
  message: MESSAGE_PRIVILEGES,
  join: JOIN_VERDICTS,
  authKey: AUTH_KEY_PRIVILEGES,
  call: CALL_VERDICTS,
} as const;

type Widened<T> = T extends Verdict ? Verdict : { readonly [K in keyof T]: Widened<T[K]> };

/** The tables that say who may do what, as they are in one app. */
export type Verdicts = Widened<typeof TABLES>;

/** Cells that are not as the tables have them: `{ "group.updateGroup.participant": "ok" }`. */
export type VerdictChanges = Readonly<Record<string, Verdict>>;

interface Tree {
  readonly [key: string]: Verdict | Tree;
}

function cellsOf(tree: Tree, path: string): readonly (readonly [cell: string, verdict: Verdict])[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as const] : cellsOf(value, `${path}${key}.`),
  );
}

/** Every cell of the tables by its name, with its verdict. */
export const VERDICTS: VerdictChanges = Object.fromEntries(cellsOf(TABLES, ""));

function changed(tree: Tree, changes: VerdictChanges, path: string): Tree {
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key,
      typeof value === "string" ? (changes[path + key] ?? value) : changed(value, changes, `${path}${key}.`),
    ]),
  );
}

/** Changes are few and last as long as their app. */
const tablesWith = new WeakMap<VerdictChanges, Verdicts>();

/** The tables with these changes; as they are without any. */
export function verdictsWith(changes: VerdictChanges | undefined): Verdicts {
  if (!changes) return TABLES;
  const known = tablesWith.get(changes);
  if (known) return known;
  // The same shape with other leaves, which TypeScript cannot follow through the walk.
  const made = changed(TABLES, changes, "") as unknown as Verdicts;
  tablesWith.set(changes, made);
  return made;
}
