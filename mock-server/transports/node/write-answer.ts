import type { ServerResponse } from "node:http";
import { bytesOf, type HttpAnswer } from "../../http/answer.ts";

/** Writes an answer, or as much of it as is to arrive. */
export function writeAnswer(answer: HttpAnswer, outgoing: ServerResponse): void {
  const { status, headers, body, arrives } = answer;
  if (status === 0) {
    outgoing.destroy();
  } else if (arrives !== undefined) {
    writePart(answer, arrives, outgoing);
  } else if (body === undefined) {
    outgoing.writeHead(status, headers);
    outgoing.end();
  } else {
    outgoing.writeHead(status, { ...headers, "content-length": Buffer.byteLength(body) });
    outgoing.end(body);
  }
}

/** Ends the connection behind a part of an answer that promises the whole. */
function writePart(answer: HttpAnswer, arrives: number, outgoing: ServerResponse): void {
  const bytes = bytesOf(answer);
  outgoing.writeHead(answer.status, { ...answer.headers, "content-length": bytes.length });
  outgoing.flushHeaders();
  if (arrives === 0) setImmediate(() => outgoing.destroy());
  else outgoing.write(bytes.subarray(0, arrives), () => outgoing.destroy());
}
