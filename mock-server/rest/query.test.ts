import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readQuery } from "./query.ts";

describe("readQuery", () => {
  it("splits a list at its literal commas and decodes each item", () => {
    expect(readQuery("tags=t1,t%2C2%20%26").list("tags")).toEqual(["t1", "t,2 &"]);
  });

  it("takes encoded commas for separators too, where HTTP libraries write the query", () => {
    expect(readQuery("types=text%2Cimage", true).list("types")).toEqual(["text", "image"]);
  });

  it("knows 1 and true for true, and everything else for false", () => {
    const query = readQuery("a=1&b=true&c=TRUE&d=0&e=false&f=&g=yes");
    const read = ["a", "b", "c", "d", "e", "f", "g", "h"].map((name) => query.flag(name));
    expect(read).toEqual([true, true, true, false, false, undefined, false, undefined]);
  });

  it("decodes a search key until it stops changing, as the SDK encodes it once more a page", () => {
    const pages = ["a%20b%26c", "a%2520b%2526c", "a%252520b%252526c"];
    const read = pages.map((key) => readQuery(`searchKey=${key}`).searchText("searchKey"));
    expect(read).toEqual(["a b&c", "a b&c", "a b&c"]);
  });

  it("reads bounds in brackets, encoded or not", () => {
    const bounds = ["from", "to"] as const;
    expect(readQuery("createdAt[from]=5&createdAt%5Bto%5D=9").fields("createdAt", bounds)).toEqual({
      from: "5",
      to: "9",
    });
    expect(readQuery("createdAt=5").fields("createdAt", bounds)).toBeUndefined();
  });

  it("lets a malformed escape stand for itself", () => {
    expect(readQuery("searchKey=100%&tags=%E0%A4%A,b").text("searchKey")).toBe("100%");
    expect(readQuery("tags=%E0%A4%A,b").list("tags")).toEqual(["%E0%A4%A", "b"]);
  });

  it("counts an empty parameter as left out, and the last of a repeated one", () => {
    expect(readQuery("page=&searchKey=").text("page")).toBeUndefined();
    expect(readQuery("page=1&page=2").text("page")).toBe("2");
  });

  it("is not fooled by names that objects have", () => {
    const query = readQuery("__proto__=x&constructor=y");
    expect([query.text("__proto__"), query.text("toString")]).toEqual(["x", undefined]);
  });

  it("never throws, whatever the text", () => {
    const junk = fc.string({ unit: "binary" });
    const escapes = fc.stringMatching(/^[%&=,+a0F[\]]{0,40}$/);
    fc.assert(
      fc.property(fc.oneof(junk, escapes), fc.boolean(), (raw, encodedCommas) => {
        const query = readQuery(raw, encodedCommas);
        for (const name of ["a", "", "%", "tags"]) {
          query.text(name);
          query.flag(name);
          query.list(name);
          query.searchText(name);
          query.fields(name, ["from", "to"]);
        }
      }),
    );
  });

  it("reads back what the SDK's way of encoding wrote", () => {
    const items = fc.array(fc.string({ minLength: 1, unit: "grapheme" }), { minLength: 1 });
    fc.assert(
      fc.property(items, (tags) => {
        const raw = `x=1&tags=${tags.map(encodeURIComponent).join(",")}&y=2`;
        expect(readQuery(raw).list("tags")).toEqual(tags);
      }),
    );
  });
});
