import { describe, expect, it } from "vitest";
import { codeOf, createWorld } from "../testing/world.ts";

describe("keyword lists", () => {
  it("read one text as their category has it, and count their changes", () => {
    const { server } = createWorld();
    const words = server.run("createKeywordList", { id: "Words", category: "word", searchTerms: "a, b ,,c" });
    expect(words).toMatchObject({ id: "words", name: "words", searchTerms: ["a", "b", "c"], revision: 1 });
    const patterns = { name: "Patterns", category: "pattern", searchTerms: "a,b\nc{1,3}" } as const;
    expect(server.run("createKeywordList", patterns).searchTerms).toEqual(["a,b", "c{1,3}"]);
    expect(server.run("updateKeywordList", { id: "words", name: "W" })).toMatchObject({
      name: "W",
      searchTerms: ["a", "b", "c"],
      revision: 2,
    });
    expect(server.run("listKeywordLists")).toHaveLength(2);
    server.run("deleteKeywordList", { id: "words" });
    for (const operation of ["getKeywordList", "updateKeywordList", "deleteKeywordList"] as const) {
      expect(codeOf(server.tryRun(operation, { id: "words" }))).toBe("ERR_KEYWORD_NOT_FOUND");
    }
  });

  it("become patterns only if all their terms may be used as such", () => {
    const { server } = createWorld();
    server.run("createKeywordList", { id: "l", category: "word", searchTerms: "(a+)+" });
    expect(codeOf(server.tryRun("updateKeywordList", { id: "l", category: "pattern" }))).toBe(
      "ERR_BAD_REQUEST",
    );
    expect(server.run("getKeywordList", { id: "l" }).category).toBe("word");
  });

  it("are 25 at most", () => {
    const { server } = createWorld();
    const create = () => codeOf(server.tryRun("createKeywordList", { category: "word", searchTerms: "a" }));
    for (let count = 0; count < 25; count += 1) expect(create()).toBe("ok");
    expect(create()).toBe("ERR_PLAN_QUOTA_RESTRICTION");
  });
});
