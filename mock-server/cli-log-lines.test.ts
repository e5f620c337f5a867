import picocolors from "picocolors";
import { describe, expect, it } from "vitest";
import { jsonRequestLine, prettyRequestLine } from "./cli-log-lines.ts";

const plain = picocolors.createColors(false);
const entry = {
  method: "GET",
  path: "/v3.0/users/x",
  status: 404,
  code: "ERR_UID_NOT_FOUND",
  uid: "ada",
  ms: 1.23456,
};

describe("a request in the log", () => {
  it("is one line for a person", () => {
    expect(prettyRequestLine(entry, plain)).toBe("GET    /v3.0/users/x 404 ERR_UID_NOT_FOUND 1.23 ms");
  });

  it("says nothing of a code where there was none", () => {
    const { code: _, ...fine } = { ...entry, status: 200 };
    expect(prettyRequestLine(fine, plain)).toBe("GET    /v3.0/users/x 200 1.23 ms");
    expect(JSON.parse(jsonRequestLine(fine))).not.toHaveProperty("code");
  });

  it("cannot write to the terminal with its path", () => {
    const line = prettyRequestLine({ ...entry, path: "/\u001b[2J\u009b2J\n" }, plain);
    expect(line).toContain("/\ufffd[2J\ufffd2J\ufffd 404");
  });

  it("is one JSON object for a program", () => {
    expect(JSON.parse(jsonRequestLine(entry))).toEqual({ event: "request", ...entry, ms: 1.23 });
  });
});
