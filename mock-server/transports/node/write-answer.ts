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
    outgoing.writeHead(status, listOf(headers, Buffer.byteLength(body)));
    outgoing.end(body);
  }
}

/** Names and values in turn: of all that Node takes, what costs it least. */
function listOf(headers: HttpAnswer["headers"], length: number): string[] {
  const list: string[] = [];
  for (const name of Object.keys(headers)) {
    // Files tell their own length.
    if (name !== "content-length") list.push(name, headers[name] ?? "");
  }
  list.push("content-length", String(length));
  return list;
}

/** Ends the connection behind a part of an answer that promises the whole. */
function writePart(answer: HttpAnswer, arrives: number, outgoing: ServerResponse): void {
  const bytes = bytesOf(answer);
  outgoing.writeHead(answer.status, listOf(answer.headers, bytes.length));
  outgoing.flushHeaders();
  if (arrives === 0) setImmediate(() => outgoing.destroy());
  else outgoing.write(bytes.subarray(0, arrives), () => outgoing.destroy());
}
