import { CORRECT } from "../../drivers/reference/index.ts";
import type { Mutant } from "../mutant.ts";
import { asking, type Params } from "./change.ts";

/** Paging. */
export const paging: readonly Mutant[] = [
  {
    name: "pages skip one",
    rules: ["PAG-ALL-01", "USR-LIST-01"],
    behaviour: { nextPage: (page, rows) => (rows > 0 ? page + 2 : page) },
  },
  {
    name: "the first page comes for ever",
    rules: ["USR-LIST-01", "PAG-ALL-01"],
    behaviour: { nextPage: (page) => page },
  },
  {
    name: "pages of any size are asked for",
    rules: ["PAG-LIMIT-01", "PAG-LIMIT-02"],
    behaviour: {
      refusal: (method, { filters: _, ...params }, isLoggedIn) =>
        CORRECT.refusal(
          method,
          method === "fetchMessages" ? { ...params, filters: {}, direction: "previous" } : params,
          isLoggedIn,
        ),
    },
  },
  {
    name: "a page of no rows is asked for",
    rules: ["PAG-LIMIT-02"],
    behaviour: {
      refusal: (method, params, isLoggedIn) =>
        (params.filters as Params | undefined)?.limit === 0
          ? undefined
          : CORRECT.refusal(method, params, isLoggedIn),
    },
  },
  {
    name: "pages are one row short",
    rules: ["USR-ASK-01", "USR-LIST-02"],
    behaviour: asking("fetchUsers", (request) => ({
      ...request,
      query: { ...request.query, per_page: Math.max(1, Number(request.query?.per_page) - 1) },
    })),
  },
  {
    name: "the next page begins where the one before began",
    rules: ["PAG-NEXT-01", "PAG-ALL-01"],
    behaviour: { nextMessageId: (ids) => Math.min(...ids) },
  },
  {
    name: "next messages are previous ones",
    rules: ["MSG-ASK-01", "PAG-NEXT-01"],
    behaviour: asking("fetchMessages", (request) => ({
      ...request,
      query: { ...request.query, affix: "prepend" },
    })),
  },
  {
    name: "next messages of nowhere are asked for",
    rules: ["PAG-NEXT-02"],
    behaviour: {
      refusal: (method, params, isLoggedIn) =>
        CORRECT.refusal(method, { ...params, direction: "previous" }, isLoggedIn),
    },
  },
];
