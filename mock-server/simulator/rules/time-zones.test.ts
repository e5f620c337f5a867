import { expect, it } from "vitest";
import { isTimeZone, timeZones } from "./time-zones.ts";

// A runtime of a later year may list a new one: it belongs into the table then.
it("holds each name that this runtime lists", () => {
  expect(Intl.supportedValuesOf("timeZone").filter((name) => !isTimeZone(name))).toEqual([]);
});

it("holds no name that this runtime does not know, nor one twice", () => {
  const names = [...timeZones()];
  expect(names.length).toBe(597);
  // It throws for a name that it does not know.
  for (const timeZone of names)
    expect(() => new Intl.DateTimeFormat("en", { timeZone }), timeZone).not.toThrow();
});
