import { expect, test } from "vitest";
import { frameCounter } from "./listeners.ts";

const short = Buffer.from([0x81, 3, 1, 2, 3]);
const empty = Buffer.from([0x81, 0]);
const medium = Buffer.concat([Buffer.from([0x81, 126, 0x01, 0x00]), Buffer.alloc(256)]);
const long = Buffer.concat([Buffer.from([0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0]), Buffer.alloc(65_536)]);
const stream = Buffer.concat([short, empty, medium, long, short]);

test.each([1, 2, 3, 7, 250, 65_000, stream.length])("frames are counted in pieces of %i bytes", (size) => {
  let frames = 0;
  const count = frameCounter(() => {
    frames += 1;
  });
  for (let at = 0; at < stream.length; at += size) count(stream.subarray(at, at + size));
  expect(frames).toBe(5);
});

test("a frame counts when its last byte is there", () => {
  let frames = 0;
  const count = frameCounter(() => {
    frames += 1;
  });
  count(medium.subarray(0, -1));
  expect(frames).toBe(0);
  count(medium.subarray(-1));
  expect(frames).toBe(1);
});
