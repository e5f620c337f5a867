import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonText, printed } from "./json-text.ts";

describe("jsonText", () => {
  it("prints what JSON.stringify prints", () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.object({ withNullPrototype: false })), (value) => {
        const plain = JSON.parse(JSON.stringify(value));
        expect(jsonText(plain)).toBe(JSON.stringify(plain));
      }),
    );
  });

  it("leaves out what is undefined", () => {
    expect(jsonText({ a: undefined, b: 1, c: [undefined] })).toBe('{"b":1,"c":[null]}');
    expect(jsonText({ a: undefined })).toBe("{}");
  });

  it("joins what is printed already, wherever it stands", () => {
    const bob = printed({ uid: "bob", 'odd "key"': Number.NaN });
    const text = '{"uid":"bob","odd \\"key\\"":null}';
    expect(jsonText({ data: [bob, { by: bob }] })).toBe(`{"data":[${text},{"by":${text}}]}`);
    expect(JSON.stringify({ data: [bob, { by: bob }] })).toBe(jsonText({ data: [bob, { by: bob }] }));
    expect(bob.with({}).text).toBe(text);
    expect(printed({}).with({ a: 1 }).text).toBe('{"a":1}');
  });
});
