import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTarget } from "./target.ts";

describe("readTarget", () => {
  it("cuts a URL into host, path and query", () => {
    expect(readTarget("https://localhost:8443/v3.0/me?a=1&b=2")).toEqual({
      host: "localhost:8443",
      path: "/v3.0/me",
      query: "a=1&b=2",
    });
  });

  it("leaves out a fragment", () => {
    expect(readTarget("https://h/messages/1/reactions/#x?limit=1")).toEqual({
      host: "h",
      path: "/messages/1/reactions/",
      query: "",
    });
  });

  it("agrees with URL on every URL", () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (text) => {
        const { host, pathname, search, href } = new URL(text);
        const target = readTarget(href);
        expect(target).toEqual({ host, path: pathname, query: search.slice(1) });
      }),
    );
  });
});
