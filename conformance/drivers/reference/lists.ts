import type { Behaviour } from "./behaviour.ts";
import type { Json } from "./wire.ts";

/** Where a list stands, page by page. */
export interface ListState {
  readonly filters: Json;
  page: number;
  /** Of messages: the id beyond which the next page begins. */
  messageId: string | undefined;
  /** Of reactions: what the service has said to ask next. */
  cursor: Json;
}

/** The request objects that the app has made, by their names. */
export function createLists(): (name: string, filters: Json) => ListState {
  const lists = new Map<string, ListState>();
  return (name, filters) => {
    const known = lists.get(name);
    if (known) return known;
    const made: ListState = {
      filters,
      page: 1,
      messageId: filters.messageId as string | undefined,
      cursor: {},
    };
    lists.set(name, made);
    return made;
  };
}

/** Which page a list of pages goes on with. */
export function turnPage(behaviour: Behaviour, state: ListState, rows: number): void {
  state.page = behaviour.nextPage(state.page, rows);
}
