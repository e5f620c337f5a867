import type { HttpAnswer } from "../../http/answer.ts";
import { textAnswer } from "../replies.ts";
import type { DescribedApi } from "./document.ts";

/** What else a server answers, found out when somebody asks. */
export type DescribeMore = () => Promise<readonly DescribedApi[]>;

interface Page {
  readonly type: string;
  text(more: DescribeMore): Promise<string>;
}

/** Most servers are asked for none of them, and to load what makes them is a tenth of a start. */
const PAGES: Readonly<Record<string, Page>> = {
  "/openapi.json": {
    type: "application/json",
    async text(more) {
      const [{ describeApis }, { describedApis }, others] = await Promise.all([
        import("./document.ts"),
        import("./described-apis.ts"),
        more(),
      ]);
      return JSON.stringify(describeApis([...describedApis(), ...others]));
    },
  },
  "/docs": {
    type: "text/html; charset=utf-8",
    text: async () => (await import("./docs-page.ts")).DOCS_PAGE,
  },
};

/** Answers what asks for the description of the APIs, which takes no credentials; it is made on the first request. */
export function createDescription(
  more: DescribeMore = async () => [],
): (method: string, path: string) => Promise<HttpAnswer> | undefined {
  const made = new Map<string, Promise<HttpAnswer>>();
  return (method, path) => {
    const isRead = method === "GET" || method === "HEAD";
    const page = isRead && Object.hasOwn(PAGES, path) ? PAGES[path] : undefined;
    if (!page) return undefined;
    const answer = made.get(path) ?? page.text(more).then((text) => textAnswer(page.type, text));
    made.set(path, answer);
    return answer;
  };
}
