import { LIMITS } from "../limits.ts";
import { accepted, type Rule, refused } from "./rule.ts";
import { isAbout, names } from "./signs.ts";

const PAGED = [
  "listUsers",
  "listGroups",
  "listMembers",
  "listBanned",
  "listBlocked",
  "listConversations",
] as const;
const PAGES = "docs: rest-api pagination";
const HISTORY = "docs: rest-api/messages";

export const pagingRules: readonly Rule[] = [
  accepted(PAGED, {
    id: "PAG-PAGE-01",
    text: "A list is read page by page.",
    source: PAGES,
    when: ({ value }) => value.page > 1 && value.rows.length > 0,
  }),
  accepted(PAGED, {
    id: "PAG-PAGE-02",
    text: "A page beyond the end of a list is empty.",
    source: PAGES,
    when: ({ value }) => value.page > 1 && value.rows.length === 0,
  }),
  accepted(PAGED, {
    id: "PAG-PAGE-03",
    text: "A page that is full tells that there is more.",
    source: PAGES,
    when: ({ value }) => value.total > value.page * value.perPage,
  }),
  accepted(PAGED, {
    id: "PAG-SIZE-01",
    text: "A page has 100 rows unless another size is named.",
    source: PAGES,
    when: (seen) => !names(seen, "perPage") && seen.value.total > LIMITS.defaultPageSize,
  }),
  refused([...PAGED, "listMessages"], "ERR_BAD_REQUEST", {
    id: "PAG-SIZE-02",
    text: "A page has 1 to 1,000 rows.",
    source: PAGES,
    when: (seen) => isAbout(seen, "perPage") || isAbout(seen, "limit"),
  }),
  accepted("listMessages", {
    id: "PAG-HISTORY-01",
    text: "History goes back from a message.",
    source: HISTORY,
    when: ({ input, value }) => input.id !== undefined && value.affix === "prepend",
  }),
  accepted("listMessages", {
    id: "PAG-HISTORY-02",
    text: "History goes on from a message.",
    source: HISTORY,
    when: ({ input, value }) => input.id !== undefined && value.affix === "append",
  }),
  accepted("listMessages", {
    id: "PAG-HISTORY-03",
    text: "History goes back or on from a time.",
    source: HISTORY,
    when: (seen) => names(seen, "sentAt"),
  }),
  accepted("listMessages", {
    id: "PAG-HISTORY-04",
    text: "Who was away fetches what has changed since a time.",
    source: HISTORY,
    when: (seen) => names(seen, "updatedAt"),
  }),
  accepted("listMessages", {
    id: "PAG-HISTORY-05",
    text: "A user fetches the history of all conversations at once.",
    source: HISTORY,
    when: (seen) => !names(seen, "uid") && !names(seen, "guid") && !names(seen, "parentId"),
  }),
];
