import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { stayAwake } from "./stay-awake.ts";

/** Some keep-alive connections that ask the same thing again and again, one request at a time on each. */
export interface HttpLoad {
  /**
   * Sends requests for as long as `more` says so, given how many have been sent.
   *
   * @returns how many were answered, once the last answer is there
   */
  run(more: (sent: number) => boolean): Promise<number>;
  close(): void;
}

/** A request, as it is sent every time. */
export interface LoadRequest {
  readonly port: number;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * Opens the connections. Sockets and a search for the end of the answer, nothing more: a full HTTP client would be the
 * bottleneck of what it measures.
 */
export async function openHttpLoad(request: LoadRequest, connections: number): Promise<HttpLoad> {
  const bytes = requestBytes(request);
  const asking = await Promise.all(Array.from({ length: connections }, () => openConnection(request.port)));
  return {
    async run(more) {
      let sent = 0;
      const askOnAndOn = async (ask: Ask) => {
        let answered = 0;
        while (more(sent)) {
          sent += 1;
          await ask(bytes);
          answered += 1;
        }
        return answered;
      };
      const counts = await Promise.all(asking.map(({ ask }) => askOnAndOn(ask)));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    close() {
      for (const { socket } of asking) socket.destroy();
    },
  };
}

/** Answers a second, over so many milliseconds. */
export async function requestsPerSecond(load: HttpLoad, milliseconds: number): Promise<number> {
  const rest = stayAwake();
  const start = performance.now();
  const answered = await load.run(() => performance.now() - start < milliseconds);
  const elapsed = performance.now() - start;
  rest();
  return (answered * 1000) / elapsed;
}

type Ask = (bytes: Buffer) => Promise<void>;

async function openConnection(port: number): Promise<{ socket: Socket; ask: Ask }> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  await once(socket, "connect");
  let settle: { resolve: () => void; reject: (error: Error) => void } | undefined;
  const fail = (error: Error) => settle?.reject(error);
  socket.on("error", fail);
  socket.on("close", () => fail(new Error("Failed to get an answer: the server closed the connection.")));
  let received: Buffer | undefined;
  socket.on("data", (chunk) => {
    received = received === undefined ? chunk : Buffer.concat([received, chunk]);
    const end = answerEnd(received);
    if (end === undefined) return;
    const answer = received;
    received = undefined;
    // "HTTP/1.1 200"
    if (answer[9] === 0x32 && answer.length === end) settle?.resolve();
    else fail(new Error(`Failed to get an answer of 200: ${answer.toString("utf8", 0, 1000)}`));
  });
  const ask = (bytes: Buffer) =>
    new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
      socket.write(bytes);
    });
  return { socket, ask };
}

const HEAD_END = Buffer.from("\r\n\r\n");
const LENGTH = /\r\ncontent-length: *(\d+)/i;
const LAST_CHUNK = Buffer.from("\r\n0\r\n\r\n");

/**
 * How many bytes the answer has, once all of them are there; `undefined` before.
 *
 * @param received the bytes of one answer from its beginning
 */
export function answerEnd(received: Buffer): number | undefined {
  const headEnd = received.indexOf(HEAD_END);
  if (headEnd < 0) return undefined;
  const length = LENGTH.exec(received.toString("latin1", 0, headEnd))?.[1];
  if (length === undefined) {
    const isWhole = received.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK);
    return isWhole ? received.length : undefined;
  }
  const end = headEnd + HEAD_END.length + Number(length);
  return received.length >= end ? end : undefined;
}

function requestBytes({ method, path, headers = {}, body }: LoadRequest): Buffer {
  const all = {
    host: "127.0.0.1",
    ...headers,
    ...(body !== undefined && {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(body)),
    }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join("")}\r\n${body ?? ""}`);
}
