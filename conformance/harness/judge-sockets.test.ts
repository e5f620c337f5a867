import { describe, expect, it } from "vitest";
import { judgePings } from "./judge-sockets.ts";
import type { Seen } from "./place.ts";

const seen = (...frames: readonly (readonly ["in" | "out", string])[]): Seen => ({
  requests: [],
  commands: [],
  frames: frames.map(([direction, text]) => ({ uid: "u1", deviceId: "u1.a", direction, text })),
  transcript: "",
});
const failedRules = (forty: Seen) =>
  judgePings(["u1.a"], 40, forty).failures.map(({ rules: [rule], differences }) => [
    rule,
    differences[0]?.seen,
  ]);

describe("what is said of pings", () => {
  it("knows them however a client's language writes JSON", () => {
    const pong = ["out", '{"action":"pong"}'] as const;
    for (const ping of ['{"action":"ping","ack":"true"}', '{ "ack": "true", "action": "ping" }']) {
      expect(failedRules(seen(["in", ping], pong))).toEqual([]);
    }
  });

  it("tells of those that are missing, and of those without an answer", () => {
    const other = ["in", '{"body":"\\"action\\":\\"ping\\""}'] as const;
    expect(failedRules(seen(other, ["in", "ping"]))).toEqual([["CON-PING-01", 0]]);
    expect(failedRules(seen(["in", '{"action":"ping"}']))).toEqual([["CON-PING-03", 0]]);
  });
});
