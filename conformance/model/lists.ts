import { differences, looking, type Pattern } from "./pattern.ts";
import type { ModelDevice, ModelList, State } from "./state.ts";

// What pages of a list must hold. The order of users, groups and members is no rule's, so a page is held to be of the right size,
// and to hold only rows that have not come before.

interface Page {
  readonly pattern: Pattern;
  /** Takes down what has come. */
  readonly turn: (rows: unknown) => void;
  /** Whether the list is held to anything: it was begun before something changed. */
  readonly isJudged: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
}

/** The list that a device goes on with, or begins. */
export function listOf(
  state: State,
  device: ModelDevice,
  request: string,
  version: number = state.version,
): ModelList {
  const name = `${device.id} ${request}`;
  const list = state.lists.get(name) ?? {
    version,
    given: new Set<string>(),
    at: undefined,
    messages: 0,
    isOver: false,
  };
  state.lists.set(name, list);
  return list;
}

/**
 * The next page of a list without an order.
 *
 * @param rows by their id, each as it must look
 */
export function nextPage(
  state: State,
  device: ModelDevice,
  { request, limit }: { readonly request: string; readonly limit: number },
  rows: ReadonlyMap<string, Pattern>,
  idOf: (row: Record<string, unknown>) => unknown,
  version: number = state.version,
): Page {
  const list = listOf(state, device, request, version);
  const remaining = [...rows.keys()].filter((id) => !list.given.has(id));
  const size = Math.min(limit, remaining.length);
  const pattern = looking(`${size} of ${remaining.join(", ") || "nobody"}`, (seen, path) => {
    const expected = `${size} of ${remaining.join(", ") || "nothing"}`;
    if (!Array.isArray(seen) || seen.length !== size) return [{ path, expected, seen: idsOf(seen) }];
    const ids = seen.map(idOf);
    if (new Set(ids).size < ids.length || ids.some((id) => !remaining.includes(String(id)))) {
      return [{ path, expected, seen: ids }];
    }
    return seen.flatMap((row, index) => differences(rows.get(String(ids[index])), row, `${path}[${index}]`));
  });
  function idsOf(seen: unknown): unknown {
    return Array.isArray(seen) ? seen.map(idOf) : seen;
  }
  return {
    pattern,
    isJudged: list.version === version && !list.isOver,
    isFirst: list.given.size === 0,
    isLast: remaining.length <= limit,
    turn: (seen) => {
      if (!Array.isArray(seen)) return;
      for (const row of seen) list.given.add(String(idOf(row)));
      list.isOver = seen.length === 0;
    },
  };
}

/** The rules that a page shows besides those of its own list. */
export function pagingRules(
  { isFirst, isLast }: Pick<Page, "isFirst" | "isLast">,
  rows: number,
): readonly string[] {
  return [
    "PAG-SIZE-01",
    ...(isFirst && isLast ? [] : ["PAG-ALL-01"]),
    ...(!isFirst && rows === 0 ? ["PAG-END-01"] : []),
  ];
}
