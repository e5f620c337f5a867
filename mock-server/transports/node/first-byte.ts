import type { Socket } from "node:net";

/**
 * Reads the first byte of a new connection without consuming it. A connection that ends, fails or stays silent for so
 * many milliseconds is destroyed.
 */
export function peekFirstByte(socket: Socket, timeoutMs: number, received: (byte: number) => void): void {
  const giveUp = () => socket.destroy();

  function onReadable() {
    const chunk: Buffer | null = socket.read();
    const byte = chunk?.[0];
    // Node announces the end of a stream as readable, too.
    if (chunk === null || byte === undefined) return;
    socket.off("readable", onReadable);
    socket.off("end", giveUp);
    socket.setTimeout(0, giveUp);
    socket.unshift(chunk);
    received(byte);
  }

  // Stays for good: an error of a socket that nobody listens to would end the process. Its close tells the rest.
  socket.on("error", giveUp);
  socket.on("end", giveUp);
  socket.setTimeout(timeoutMs, giveUp);
  socket.on("readable", onReadable);
}
