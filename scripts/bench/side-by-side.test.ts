import { expect, test } from "vitest";
import { compare, sideBySide, spreadOf } from "./side-by-side.ts";

test("the median is the middle value, whatever the order of the rounds", () => {
  expect(spreadOf([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
});

test("the median of an even number of rounds is the mean of the middle two", () => {
  expect(spreadOf([10, 2, 4, 1]).median).toBe(3);
});

test("no rounds are a mistake, not a zero", () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});

test("ratios are taken round by round, so a slow round that hits both sides changes nothing", () => {
  const { ratio, subject } = compare([50, 5, 52], [100, 10, 104]);
  expect(ratio).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
  expect(subject.median).toBe(50);
});

test("the sides take turns, and the first round does not count", async () => {
  const order: string[] = [];
  const side = (name: string, figures: number[]) => async () => {
    order.push(name);
    return figures.shift() as number;
  };
  const { ratio } = await sideBySide(2, { subject: side("A", [999, 2, 4]), baseline: side("B", [1, 4, 8]) });
  expect(order.join("")).toBe("ABABAB");
  expect(ratio).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
});

test("no more than three rounds are measured once there is no time left", async () => {
  let rounds = -1;
  const subject = () => {
    rounds += 1;
    return 1;
  };
  await sideBySide(9, { subject, baseline: () => 1 }, -1);
  expect(rounds).toBe(3);
});
