import { expect, test } from "vitest";
import { answerEnd } from "./http-load.ts";

const answer = Buffer.from("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nA: b\r\n\r\nbody");

test("an answer with a length is whole when so many bytes are there", () => {
  expect(answerEnd(answer.subarray(0, 30))).toBeUndefined();
  expect(answerEnd(answer.subarray(0, -1))).toBeUndefined();
  expect(answerEnd(answer)).toBe(answer.length);
});

test("a chunked answer is whole with its last chunk", () => {
  const chunked = Buffer.from("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n");
  expect(answerEnd(chunked.subarray(0, -2))).toBeUndefined();
  expect(answerEnd(chunked)).toBe(chunked.length);
});
