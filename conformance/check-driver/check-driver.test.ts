import process from "node:process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { createOfficialDriver } from "../drivers/official-js/index.ts";
import { METHOD_NAMES } from "../protocol/index.ts";
import { checkDriver, textOfReport } from "./index.ts";
import { walkThroughMethods } from "./walk.ts";

const script = fileURLToPath(new URL("../protocol/broken-driver.mjs", import.meta.url));
const broken = (way: string) => `"${process.execPath}" "${script}" "${way}"`;
const PATIENT = 60_000;

// Each of them waits most of its time.
describe.concurrent("checkDriver", () => {
  it("finds nothing to mend in a driver that keeps to the protocol", { timeout: PATIENT }, async () => {
    const report = await checkDriver(createOfficialDriver({ time: "real" }));
    expect(report.faults).toEqual([]);
    expect(textOfReport(report)).toMatch(/official-js 4\.2\.0 \(javascript\) keeps to the protocol\.\n$/);
  });

  it.each([
    ["never starts", "The driver ended with code 3: No such module: chat"],
    ["crashes midway", "The driver ended with code 1: TypeError: undefined is not a function"],
    ["prints a greeting", "because it is no JSON: Hello! Connecting..."],
    ["answers twice", "The driver answered once more to request 1"],
    ["other version", "The driver speaks version 9.0 of the protocol, and this is 1.0."],
    ["unknown capability", "The driver's answer to describe does not fit: capabilities.0: "],
    [
      "answers with an error",
      "createClient has not worked: The driver answered createClient with error -32603: KeyError: hosts",
    ],
    ["cannot do what it claims", "The driver claims getUser, and cannot do it"],
    ["answers with nothing", "The value of login does not fit at value."],
    ["tells of what there is not", "The event login.onLogin of ann.phone is none of the protocol."],
    ["tells with null", "The event login.loginSuccess of ann.phone does not fit at payload.user.name: "],
    ["counts from zero", "The event login.loginSuccess of ann.phone has seq 0 after 0."],
    ["sends an event without a number", "An event of the driver does not fit: seq: "],
    ["tells of nothing", "The driver told of no event, though two users have talked."],
    [
      "tells of who is no more",
      "The event user.onUserOnline of ann.phone came of a client that there is not, or no more.",
    ],
    ["survives reset", "A client has survived reset."],
    ["leaves a child behind", "The driver left processes behind that it had started."],
    ["stays after shutdown", "The driver still ran 2000 ms after its answer to shutdown."],
  ])(
    "says what is wrong with a driver that %s, and how to mend it",
    { timeout: PATIENT },
    async (way, text) => {
      const { faults } = await checkDriver(broken(way));
      const found = faults.find((fault) => fault.text.includes(text));
      expect(faults.map((fault) => fault.text).join("\n")).toContain(text);
      expect(found?.mend).toMatch(/^[A-Z`].*\.$/);
    },
  );

  it("says a thing once", { timeout: PATIENT }, async () => {
    const { faults } = await checkDriver(broken("tells with null"));
    expect(new Set(faults.map(({ text }) => text)).size).toBe(faults.length);
  });
});

describe("the walk through the methods", () => {
  it("comes by every method that there is", async () => {
    const asked = new Set<string>(["login", "logout"]);
    const cast = { ann: "a", bob: "b", annsUid: "ann", bobsUid: "bob", authKey: "key" };
    await walkThroughMethods(async (_client, method) => asked.add(method), cast);
    expect([...asked].sort()).toEqual([...METHOD_NAMES].sort());
  });
});
