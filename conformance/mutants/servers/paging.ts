import type { ApiRequest } from "../../harness/broken-server.ts";
import type { Mutant } from "../mutant.ts";
import { answering, asking, type Json, layered, on } from "./change.ts";

const HISTORY = on("GET", "groups/*/messages");
const isPage = (request: ApiRequest) => HISTORY(request) && "id" in request.query;
const moved = (request: ApiRequest, by: number): ApiRequest => ({
  ...request,
  query: { ...request.query, id: String(Number(request.query.id) + by) },
});
const sized = (request: ApiRequest, by: number): ApiRequest => ({
  ...request,
  query: { ...request.query, per_page: String(Number(request.query.per_page) + by) },
});
const isPrevious = (request: ApiRequest) => isPage(request) && request.query.affix === "prepend";
const isNext = (request: ApiRequest) => isPage(request) && request.query.affix === "append";

/** Histories page by page. */
export const paging: readonly Mutant[] = [
  {
    name: "a page of messages has a row too many",
    rules: ["PAG-SIZE-01"],
    server: asking(HISTORY, (one) => sized(one, 1)),
  },
  {
    name: "a page of messages is one short",
    rules: ["PAG-ALL-01", "PAG-SIZE-01"],
    server: answering(HISTORY, (page: readonly Json[]) => (page.length > 1 ? page.slice(1) : page)),
  },
  {
    name: "a page of messages has the newest first",
    rules: ["PAG-ORDER-01"],
    server: answering(HISTORY, (page: readonly Json[]) => [...page].reverse()),
  },
  {
    name: "the previous page repeats the oldest row",
    rules: ["PAG-PREV-01"],
    server: asking(isPrevious, (request) => moved(request, 1)),
  },
  {
    name: "the previous page leaves one out",
    rules: ["PAG-PREV-01", "PAG-ALL-01"],
    server: asking(isPrevious, (request) => moved(request, -1)),
  },
  {
    name: "the next page begins with the message that was named",
    rules: ["PAG-NEXT-01"],
    server: asking(isNext, (request) => moved(request, -1)),
  },
  {
    name: "the next page leaves one out",
    rules: ["PAG-NEXT-01"],
    server: asking(isNext, (request) => moved(request, 1)),
  },
  {
    name: "behind the last page the last page comes again",
    rules: ["PAG-END-01"],
    server: layered(() => {
      const last = new Map<string, unknown>();
      return {
        async answer(request, ask) {
          const answer = await ask(request);
          if (!HISTORY(request) || !Array.isArray(answer.body.data)) return answer;
          const data = answer.body.data.length === 0 ? (last.get(request.uid) ?? []) : answer.body.data;
          last.set(request.uid, data);
          return { ...answer, body: { ...answer.body, data } };
        },
      };
    }),
  },
  {
    name: "pages are counted from the newest message",
    rules: ["PAG-NEW-01"],
    server: layered(() => {
      let since = 0;
      return {
        async answer(request, ask) {
          if (isPrevious(request)) return ask(moved(request, since));
          if (HISTORY(request)) since = 0;
          if (on("POST", "messages")(request)) since += 1;
          return ask(request);
        },
      };
    }),
  },
];
