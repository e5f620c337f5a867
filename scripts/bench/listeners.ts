import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** Sockets that count the frames they are sent, and look at nothing else. */
export interface Listeners {
  /** Resolves when all of them together have received so many more frames than at the call. */
  frames(count: number): Promise<void>;
  close(): void;
}

/**
 * Opens WebSockets by hand: a client that unpacks and hands out each message would be busier than the server.
 *
 * @param firstFrames what each sends after the handshake, and is answered with one frame
 */
export async function openListeners(
  port: number,
  count: number,
  firstFrames?: readonly string[],
): Promise<Listeners> {
  let received = 0;
  let wanted = Infinity;
  let arrived = () => {};
  const onFrame = () => {
    received += 1;
    if (received >= wanted) arrived();
  };
  const frames = (more: number) => {
    wanted = received + more;
    return new Promise<void>((resolve) => {
      arrived = resolve;
    });
  };
  const answered = firstFrames ? frames(count) : undefined;
  const sockets = await Promise.all(Array.from({ length: count }, () => openListener(port, onFrame)));
  sockets.forEach((socket, index) => {
    const text = firstFrames?.[index];
    if (text !== undefined) socket.write(clientFrame(text));
  });
  await answered;
  return {
    frames,
    close() {
      for (const socket of sockets) socket.destroy();
    },
  };
}

async function openListener(port: number, onFrame: () => void): Promise<Socket> {
  const socket = connect({ port, host: "127.0.0.1" });
  await once(socket, "connect");
  const key = randomBytes(16).toString("base64");
  socket.write(
    `GET / HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
      `sec-websocket-version: 13\r\nsec-websocket-key: ${key}\r\n\r\n`,
  );
  const [answer] = (await once(socket, "data")) as [Buffer];
  if (!answer.toString("latin1").startsWith("HTTP/1.1 101")) {
    throw new Error(`Failed to open a socket: the server answered ${answer.toString("utf8")}`);
  }
  socket.on("data", frameCounter(onFrame));
  return socket;
}

/** A text frame of less than 64 KiB, masked with zeros, which leaves the text as it is. */
function clientFrame(text: string): Buffer {
  const payload = Buffer.from(text);
  const length = Buffer.from([0x80 | 126, payload.length >>> 8, payload.length & 0xff]);
  return Buffer.concat([Buffer.from([0x81]), length, Buffer.alloc(4), payload]);
}

/** Reads a server's side of a WebSocket in pieces of any size, and says when a frame is complete. */
export function frameCounter(onFrame: () => void): (chunk: Buffer) => void {
  let head: Buffer | undefined;
  let payloadLeft = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (payloadLeft > 0) {
        const taken = Math.min(payloadLeft, chunk.length - at);
        payloadLeft -= taken;
        at += taken;
        if (payloadLeft === 0) onFrame();
        continue;
      }
      const before: number = head?.length ?? 0;
      // The longest head of an unmasked frame has ten bytes.
      const rest = chunk.subarray(at, at + 10);
      const bytes = head ? Buffer.concat([head, rest]) : rest;
      const size = headSize(bytes);
      if (size === undefined) {
        head = bytes;
        return;
      }
      head = undefined;
      at += size - before;
      payloadLeft = payloadLength(bytes);
      if (payloadLeft === 0) onFrame();
    }
  };
}

function headSize(bytes: Buffer): number | undefined {
  if (bytes.length < 2) return undefined;
  const short = (bytes[1] as number) & 0x7f;
  const size = short === 127 ? 10 : short === 126 ? 4 : 2;
  return bytes.length >= size ? size : undefined;
}

function payloadLength(bytes: Buffer): number {
  const short = (bytes[1] as number) & 0x7f;
  if (short === 127) return Number(bytes.readBigUInt64BE(2));
  return short === 126 ? bytes.readUInt16BE(2) : short;
}
